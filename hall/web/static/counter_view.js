// Paints the counter's view. Everything from the server goes in as text, never as markup.

import { ACTION, HAND, LINE, PRIORITY, PRIORITY_SHORT, SINCE, text } from "./counter_text.js";

const LATE_MINUTES = 16;
const FEW_COUNTERS = 2;
const byId = (id) => document.getElementById(id);

// What may be done in each state; the first is the primary action, always under Enter.
export const LAWFUL = {
  idle: ["next"],
  called: ["start", "again", "noShow"],
  serving: ["finishNext", "finish"],
};

export function stateOf(view) {
  return view && view.ticket ? view.ticket.state : "idle";
}

function put(id, words) {
  const element = byId(id);
  element.hidden = words === "";
  if (element.textContent !== words) element.textContent = words;
}

function element(tag, className, words) {
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
  paintWaiting(view, services);
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

function paintWaiting(view, services) {
  put("waiting-title", text.waiting(view.waiting_count));
  const rows = view.waiting.map((row) => {
    const item = element("li");
    const name = services.get(row.service).short_name;
    const priority = PRIORITY_SHORT[row.priority];
    item.append(
      element("strong", "", row.number),
      element("span", "what", priority ? `${name} · ${priority}` : name),
      element("span", row.waited_minutes >= LATE_MINUTES ? "minutes late" : "minutes", text.minutes(row.waited_minutes)),
    );
    return item;
  });
  byId("waiting").replaceChildren(...rows);
  const more = view.waiting_count - view.waiting.length;
  put("waiting-more", view.waiting_count === 0 ? text.nobodyWaits : more > 0 ? text.more(more) : "");
}

// `busy` holds all actions back for a moment; an action unlawful in this state is disabled.
export function paintActions(state, busy) {
  const lawful = LAWFUL[state] || [];
  const primary = byId("primary");
  const main = lawful[0] || "next";
  primary.dataset.action = main;
  primary.firstElementChild.textContent = ACTION[main];
  primary.lastElementChild.textContent = main === "start" ? "S · Enter" : "Enter";
  primary.setAttribute("aria-keyshortcuts", main === "start" ? "S Enter" : "Enter");
  [["primary", main], ["again", "again"], ["finish", "finish"], ["no-show", "noShow"]].forEach(([id, action]) => {
    const button = byId(id);
    button.disabled = !lawful.includes(action);
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
