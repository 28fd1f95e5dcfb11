// Paints the counter's view. Everything from the server goes in as text, never as markup.

import { isLawful, primaryOf, stateOf } from "./counter_actions.js";
import { ACTION, HAND, LINE, PRIORITY, SINCE, text, TROUBLE } from "./counter_text.js";

const FEW_COUNTERS = 2;
const byId = (id) => document.getElementById(id);

export function put(id, words) {
  const element = byId(id);
  element.hidden = words === "";
  if (element.textContent !== words) element.textContent = words;
}

export function element(tag, className, words) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (words !== undefined) made.textContent = words;
  return made;
}

export function paintView(view, services, agency) {
  const { counter, ticket } = view;
  put("counter-name", agency ? `${counter.name} · ${agency}` : counter.name);
  put("staff", counter.staff || "");
  paintHand(view);
  paintStops(ticket, services);
  paintPapers(ticket ? services.get(ticket.service).requirements : []);
  put("recent", view.recent.length ? text.recent(view.recent.map(text.recentRow)) : "");
  const front = ticket ? ticket.number : text.titleWaiting(view.waiting_count);
  document.title = text.title(front, counter.name);
}

function paintHand(view) {
  const state = stateOf(view);
  const ticket = view.ticket;
  byId("hand").dataset.state = state;
  put("hand-state", HAND[state] || "");
  put("number", ticket ? ticket.number : "");
  byId("number").classList.toggle("long", Boolean(ticket) && ticket.number.length > 5);
  const longest = Math.max(0, ...view.waiting.map((row) => row.waited_minutes));
  const idle = view.waiting_count ? text.somebodyWaits(view.waiting_count, longest) : text.nobodyWaitsLong;
  put("hand-text", ticket ? "" : idle);
  put("since", SINCE[state] || "");
  const notes = ticket
    ? [
        PRIORITY[ticket.priority] || "",
        state === "called" && ticket.calls > 1 ? text.called(ticket.calls) : "",
        ticket.recalls > 0 ? text.missed(ticket.recalls) : "",
      ]
    : [];
  put("notes", notes.filter(Boolean).join(" · "));
}

function paintStops(ticket, services) {
  const stops = ticket ? ticket.services : [];
  const present = ticket ? stops.indexOf(ticket.service) : -1;
  const items = stops.map((id, index) => {
    const service = services.get(id);
    const counters = service.counters.map((counter) => counter.name);
    const where = index > present && counters.length <= FEW_COUNTERS ? counters.join(", ") : "";
    const name = text.stopAt(service.name, where);
    const item = element("li", index === present ? "present" : "", stops.length > 1 ? `${index + 1} ${name}` : name);
    if (index === present) item.setAttribute("aria-current", "step");
    return item;
  });
  byId("stops").hidden = items.length === 0;
  byId("stops").replaceChildren(...items);
}

function paintPapers(papers) {
  byId("papers").hidden = papers.length === 0;
  byId("papers-list").replaceChildren(...papers.map((paper) => element("li", "", paper)));
}

// The buttons under the ticket stand in four places that never move; each state has its own four.
// `busy` holds all actions back for a moment; an action unlawful in this state is disabled.
export function paintActions(view, busy) {
  const state = stateOf(view);
  const main = primaryOf(state);
  const primary = byId("primary");
  primary.dataset.action = main;
  primary.firstElementChild.textContent = ACTION[main];
  primary.lastElementChild.textContent = main === "start" ? "S · Enter" : "Enter";
  primary.setAttribute("aria-keyshortcuts", main === "start" ? "S Enter" : "Enter");
  const serving = state === "serving";
  document.querySelectorAll("#desk [data-action]").forEach((button) => {
    if (button.dataset.during) button.hidden = (button.dataset.during === "serving") !== serving;
    button.disabled = !isLawful(view, button.dataset.action);
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  });
}

export function paintLine(line, asOf) {
  byId("line").dataset.state = line;
  put("line-text", LINE[line]);
  put("line-banner", line === "lost" ? text.lineLost(asOf) : "");
}

export function paintBanners(waitingFor, problem, notice) {
  announce("press-banner", waitingFor ? text.pressWaits(waitingFor) : "");
  announce("problem-banner", problem);
  announce("notice", notice);
}

// What is amiss with the server itself; of several things the worst, which comes first.
export function paintTrouble(troubles) {
  const known = troubles.find((trouble) => TROUBLE[trouble]);
  const { what, then } = TROUBLE[known] || { what: "", then: "" };
  byId("trouble-banner").hidden = !known;
  put("trouble-what", what);
  put("trouble-then", then);
}

// What answers a press must not stay below the edge of a low window.
function announce(id, words) {
  const isNew = words !== "" && byId(id).textContent !== words;
  put(id, words);
  if (isNew) byId(id).scrollIntoView({ block: "nearest" });
}

// The seconds that go by between two views.
export function paintTime(view, clock) {
  put("clock", clock.time());
  const ticket = view && view.ticket;
  const since = ticket && (ticket.state === "serving" ? ticket.started_at : ticket.called_at);
  put("running", since ? clock.since(since) : "");
}
