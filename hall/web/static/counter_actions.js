// What a counter may do in each state, and the requests that do it.

// The first is the primary action, always under Enter.
const LAWFUL = {
  idle: ["next", "callNumber"],
  called: ["start", "again", "noShow", "cancel"],
  serving: ["finishNext", "finish", "hold", "transfer"],
};
const ALWAYS = ["return", "cancelHeld", "close", "reopen"];

export function stateOf(view) {
  return view && view.ticket ? view.ticket.state : "idle";
}

export function primaryOf(state) {
  return LAWFUL[state][0];
}

export function isLawful(view, action) {
  return ALWAYS.includes(action) || LAWFUL[stateOf(view)].includes(action);
}

// Whether the ticket that a choice was made for still is where it was.
export function isStillTrue(view, action, choice) {
  if (!isLawful(view, action)) return false;
  if (action === "cancelHeld") return view.held.some((row) => row.id === choice.id);
  return !choice.id || Boolean(view.ticket) && view.ticket.id === choice.id;
}

const request = (method) => (path, body = null) => ({ method, path, body });
const post = request("POST");
const put = request("PUT");
const remove = request("DELETE");

// `calls` and `closures` are addresses of the counter, `its(action)` one of the ticket meant.
const REQUESTS = {
  next: ({ calls }) => [post(calls)],
  callNumber: ({ calls }, { number, reason }) => [post(calls, { number, reason })],
  again: ({ its }) => [post(its("again"))],
  start: ({ its }) => [post(its("start"))],
  finish: ({ its }) => [post(its("finish"))],
  finishNext: ({ its, calls }) => [post(its("finish")), post(calls)],
  noShow: ({ its }) => [post(its("no-show"))],
  cancel: ({ its }) => [post(its("cancel"))],
  hold: ({ its }) => [post(its("hold"))],
  transfer: ({ its }, { service }) => [post(its("transfer"), { service })],
  return: ({ its }) => [post(its("return"))],
  cancelHeld: ({ its }) => [post(its("cancel"))],
  close: ({ closures }, { queue, until, reason }) => [put(closures(queue), { until, reason })],
  reopen: ({ closures }, { queue }) => [remove(closures(queue))],
};

// The requests of an action at the counter of `path`, for the ticket in hand or the one chosen.
export function requestsOf(action, path, view, choice) {
  const calls = `${path}/calls`;
  const id = choice.id || (view.ticket ? view.ticket.id : "");
  const its = (step) => `${calls}/${encodeURIComponent(id)}/${step}`;
  const closures = (queue) => `${path}/closures/${encodeURIComponent(queue)}`;
  return REQUESTS[action]({ calls, its, closures }, choice);
}
