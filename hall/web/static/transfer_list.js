// The services a visitor can be sent on to: by agency, found by typing any part of their names.

import { ask, LineLost, Problem } from "./api.js";
import { text } from "./counter_text.js";

const byId = (id) => document.getElementById(id);
const fold = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

export class TransferList {
  constructor() {
    this.search = byId("transfer-search");
    this.list = byId("transfer-list");
    this.search.oninput = () => this.filter();
    this.search.onkeydown = (event) => this.step(event);
  }

  // Shows all services but the one the visitor is at.
  async open(present) {
    this.search.focus();
    this.list.replaceChildren();
    this.tell("");
    try {
      const groups = await ask("GET", "/pages/transfers");
      this.list.replaceChildren(...groups.map((group) => agency(group, present)));
      this.filter();
    } catch (error) {
      if (!(error instanceof LineLost || error instanceof Problem)) throw error;
      this.tell(error instanceof Problem ? error.message : text.noAnswer);
    }
  }

  chosen() {
    const input = this.list.querySelector("input:checked");
    if (!input && this.left().length) this.tell(text.chooseService);
    return input && { service: input.value };
  }

  // Shows what has every typed word; what is not shown is not chosen, the only one left is.
  filter() {
    const words = fold(this.search.value).split(/\s+/).filter(Boolean);
    this.list.querySelectorAll("fieldset").forEach((group) => {
      const labels = Array.from(group.querySelectorAll("label"));
      labels.forEach((label) => {
        label.hidden = !words.every((word) => label.dataset.words.includes(word));
      });
      group.hidden = labels.every((label) => label.hidden);
    });
    const left = this.left();
    const chosen = this.list.querySelector("input:checked");
    if (chosen && !left.includes(chosen)) chosen.checked = false;
    if (left.length === 1) left[0].checked = true;
    this.tell(left.length ? "" : text.noMatch);
  }

  left() {
    return Array.from(this.list.querySelectorAll("label:not([hidden]) input"));
  }

  // The arrow goes from the field into the list; there the browser's own arrows move on.
  step(event) {
    const first = event.key === "ArrowDown" ? this.left()[0] : null;
    if (!first) return;
    event.preventDefault();
    first.checked = true;
    first.focus();
  }

  tell(sentence) {
    byId("transfer-problem").hidden = !sentence;
    byId("transfer-problem").textContent = sentence;
  }
}

function agency(group, present) {
  const made = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = group.agency;
  const others = group.services.filter((service) => service.id !== present);
  made.append(legend, ...others.map((service) => choice(service, group.agency)));
  return made;
}

function choice(service, agencyName) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const words = document.createElement("span");
  Object.assign(input, { type: "radio", name: "transfer-service", value: service.id });
  words.textContent = service.name;
  label.dataset.words = fold(`${service.name} ${service.short_name} ${agencyName}`);
  label.append(input, words);
  return label;
}
