// One request to the API with exactly three endings: the answer, a typed refusal (Problem), or no
// usable answer (LineLost), which says nothing about whether the request was carried out. A server
// that answers but can store nothing now is one of these: what was asked is to be asked again.

const ANSWER_MS = 5000;
const NOBODY_HOME = [502, 503, 504];

export class LineLost extends Error {}

export class StoreRefuses extends LineLost {}

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || "Server mal tidak dapat mengerjakan permintaan ini. Coba lagi, atau hubungi teknisi mal.");
    this.status = status;
    this.code = body.code || "";
  }
}

export async function ask(method, path, { key = "", body = null } = {}) {
  const headers = { Accept: "application/json" };
  if (key) headers["Idempotency-Key"] = key;
  if (body) headers["Content-Type"] = "application/json";
  const { status, text } = await exchange(path, {
    method,
    headers,
    body: body ? JSON.stringify(body) : undefined,
    cache: "no-store",
    credentials: "same-origin",
  });
  if (NOBODY_HOME.includes(status)) {
    const refused = (parse(text) || {}).code === "store-unavailable";
    throw new (refused ? StoreRefuses : LineLost)(`${method} ${path}: ${status}`);
  }
  if (status >= 400) throw new Problem(status, parse(text) || {});
  if (status === 204 || text === "") return null;
  const answer = parse(text);
  // A captive portal or a proxy answers a page where JSON was asked for.
  if (answer === undefined) throw new LineLost(`${method} ${path}: no JSON`);
  return answer;
}

async function exchange(path, request) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ANSWER_MS);
  try {
    const answer = await fetch(path, Object.assign({ signal: abort.signal }, request));
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new LineLost(`${request.method} ${path}: ${error.message}`);
  } finally {
    clearTimeout(timer);
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}
