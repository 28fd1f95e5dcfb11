// Paints the phone page from one snapshot. Everything from the server goes in as text.

const byId = (id) => document.getElementById(id);

function put(id, words) {
  const element = byId(id);
  element.hidden = !words;
  if (element.textContent !== words) element.textContent = words;
}

// "1–4" for neighbours, "1, 3" else.
export function numberList(numbers) {
  const runs = [];
  numbers.forEach((number) => {
    const last = runs[runs.length - 1];
    if (last && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  });
  return runs.map(([from, to]) => (to - from > 1 ? `${from}–${to}` : to > from ? `${from}, ${to}` : `${from}`)).join(", ");
}

function counterOf(snapshot) {
  const places = snapshot.service.counters;
  return places.find((place) => place.id === snapshot.ticket.counter) || { name: snapshot.ticket.counter || "", zone: "", floor: "", way: "" };
}

const join = (parts) => parts.filter(Boolean).join(" · ");

// Words of a state: the title, the sentence, and which parts of the page are shown.
const STATES = {
  loading: (text) => ({ message: text.loading }),
  unreachable: (text) => ({ message: text.noLine, retry: true }),
  unknown: (text) => ({ message: text.unknown, title: text.titleUnknown }),
  awaited: (text) => ({ message: text.awaited, title: text.titleAwaited, retry: true }),
  waiting: (text, { ticket, hint }) => ({
    lead: text.lead,
    message: hint ? text[hint] : "",
    title: text.titleWaiting(ticket.number, ticket.ahead),
    tiles: true,
    ring: true,
    papers: true,
    cancel: true,
  }),
  called: (text, snapshot) => ({
    lead: text.called,
    message: snapshot.hint ? text[snapshot.hint] : "",
    title: text.titleCalled(snapshot.ticket.number, counterOf(snapshot).name),
    go: true,
  }),
  serving: (text, snapshot) => ({
    lead: text.lead,
    message: text.serving(counterOf(snapshot).name),
    title: text.titleServing(snapshot.ticket.number),
    papers: true,
  }),
  held: (text, { ticket }) => ({
    lead: text.lead,
    message: text.held,
    title: text.titleHeld(ticket.number),
    ring: true,
    papers: true,
    cancel: true,
  }),
  finished: (text, { ticket }) => ({ lead: text.lead, message: text.finished, title: text.titleFinished(ticket.number) }),
  expired: (text, { ticket }) => ({ lead: text.lead, message: text.expired, title: text.titleOver(ticket.number) }),
  no_show: (text, { ticket }) => ({ lead: text.lead, message: text.missed, title: text.titleMissed(ticket.number), ring: true }),
  cancelled: (text, { ticket }) => ({ lead: text.lead, message: text.cancelled, title: text.titleCancelled(ticket.number) }),
};

// `snapshot` is {state, ticket, service, hint, line, asOf, armed, cancel}; ticket and service are
// null until known.
export function paint(snapshot, text) {
  const { state, ticket, service } = snapshot;
  const shown = STATES[state](text, snapshot);
  document.body.dataset.state = state;
  put("language", text.other);
  byId("language").lang = text.otherLanguage;
  put("lead", shown.lead || "");
  put("number", ticket ? ticket.number : "");
  const length = ticket ? ticket.number.length : 0;
  byId("number").className = length > 5 ? "longest" : length > 4 ? "long" : "";
  put("service", ticket ? service.name : "");
  put("agency", ticket ? service.agency : "");
  put("message", shown.message || "");
  put("retry", shown.retry ? text.retry : "");
  const asking = shown.cancel && snapshot.cancel === "asked"; // one question at a time
  put("ring", shown.ring && !snapshot.armed && !asking ? text.ring : "");
  put("ringing", shown.ring && snapshot.armed ? text.ringing : "");
  paintGo(shown.go ? counterOf(snapshot) : null, text);
  paintTiles(shown.tiles ? snapshot : null, text);
  paintPapers(shown.papers ? service.requirements : [], text);
  paintCancel(shown.cancel ? snapshot : null, text);
  put("line", snapshot.line === "lost" ? (snapshot.asOf ? text.lost(snapshot.asOf) : text.lostUnread) : "");
  if (shown.title) document.title = shown.title;
}

function paintGo(counter, text) {
  byId("go").hidden = !counter;
  put("announcement", counter ? text.announceCalled(byId("number").textContent, counter.name) : "");
  if (!counter) return;
  put("go-lead", text.goLead);
  put("go-counter", counter.name);
  put("go-place", join([counter.zone, counter.floor]));
  put("go-way", counter.way);
}

function paintTiles(snapshot, text) {
  byId("tiles").hidden = !snapshot;
  if (!snapshot) return;
  const { ahead, wait } = snapshot.ticket;
  put("ahead-label", text.ahead);
  put("ahead", ahead === null ? text.unknownAhead : text.people(ahead));
  put("wait-label", text.wait);
  put("wait", wait ? text.range(wait) : text.unknownWait);
  const places = snapshot.service.counters;
  byId("where").parentElement.hidden = places.length === 0;
  if (!places.length) return;
  const zones = Array.from(new Set(places.map((place) => place.zone).filter(Boolean)));
  const counters = text.counters(numberList(places.map((place) => place.number)));
  put("where-label", text.where);
  put("where", join([zones.join(", "), counters]));
  put("way", zones.length === 1 ? join([places[0].floor, places[0].way]) : "");
}

function paintCancel(snapshot, text) {
  const step = snapshot ? snapshot.cancel : "";
  put("cancel", snapshot && !step ? text.cancel : "");
  byId("cancel-ask").hidden = step !== "asked";
  if (step === "asked") {
    put("cancel-title", text.cancelAsk(snapshot.ticket.number));
    put("cancel-means", text.cancelMeans);
    put("keep", text.keep);
    put("give-up", text.giveUp);
  }
  put("cancelling", step === "sent" ? text.cancelSent : step === "unanswered" ? text.cancelUnanswered : "");
}

function paintPapers(papers, text) {
  byId("papers").hidden = papers.length === 0;
  put("papers-title", text.papers);
  const items = papers.map((paper) => {
    const item = document.createElement("li");
    item.textContent = paper;
    return item;
  });
  const list = byId("papers-list");
  while (list.firstChild) list.removeChild(list.firstChild);
  items.forEach((item) => list.appendChild(item));
}
