// Names, papers and places of services, asked for once each and kept while the page is open.

import { ask } from "./api.js";

export class Services {
  constructor() {
    this.known = new Map();
  }

  // Makes sure that all `ids` were asked for. Throws LineLost when nobody answers.
  async fetch(ids) {
    const missing = Array.from(new Set(ids)).filter((id) => !this.known.has(id)).slice(0, 50);
    if (!missing.length) return;
    const query = missing.map((id) => `id=${encodeURIComponent(id)}`).join("&");
    const found = await ask("GET", `/pages/services?${query}`);
    missing.forEach((id) => this.known.set(id, found[id]));
  }

  // A service the catalog does not know is called by its id: odd, but never a dead end.
  get(id) {
    return this.known.get(id) || { name: id, short_name: id, agency: "", requirements: [], counters: [] };
  }

  forget() {
    this.known.clear();
  }
}
