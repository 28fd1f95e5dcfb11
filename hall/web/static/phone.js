// The page behind a ticket's QR: where the number stands, and a ring when it is called.
// Plain ES2017 modules, so that an old Android phone needs nothing but its browser.

import { ask, LineLost, Problem } from "./api.js";
import { Chime } from "./chime.js";
import { followEvents } from "./events.js";
import { paint } from "./phone_view.js";
import { Services } from "./services.js";
import { TEXT } from "./phone_text.js";

const OWN_MS = 50;
// Six hundred phones hear the same event: those it does not call come one after the other.
const OTHERS_MS = 1000;
const OTHERS_SPREAD_MS = 2000;
const REREAD_MS = 60000;
const RETRY_MS = 5000;
const LINE_MS = 2000;
const OVER = ["finished", "expired", "cancelled", "unknown"];
const ALL = ["reset", "catalog.changed"];
const STORE = "mpp.language";

const ticketId = document.body.dataset.ticket;
const mayArrive = document.body.dataset.mayArrive === "yes";
const chime = new Chime();
const services = new Services();
const snapshot = { state: "loading", ticket: null, service: null, hint: "", line: "connecting", asOf: "", armed: false };
let language = localStorage.getItem(STORE) === "en" ? "en" : "id";
let endEvents = () => {};
let reading = false;
let readAgain = false;
let readTimer = 0;
let readDue = Infinity;

function show() {
  document.documentElement.lang = language;
  snapshot.armed = chime.armed;
  paint(snapshot, TEXT[language]);
}

// --- reading the ticket ---------------------------------------------------------------------

// Reads in `ms`, or earlier when an earlier reading is due already.
function readIn(ms) {
  const due = Date.now() + ms;
  if (due >= readDue) return;
  clearTimeout(readTimer);
  readDue = due;
  readTimer = setTimeout(read, ms);
}

async function read() {
  clearTimeout(readTimer);
  readDue = Infinity;
  readAgain = true;
  if (reading) return;
  reading = true;
  while (readAgain) {
    readAgain = false;
    await readOnce();
  }
  reading = false;
  show();
  if (!OVER.includes(snapshot.state)) return;
  clearTimeout(readTimer);
  endEvents();
}

async function readOnce() {
  try {
    const ticket = await ask("GET", `/v1/tickets/${ticketId}`);
    await services.fetch(ticket.services);
    accept(ticket);
    readIn(REREAD_MS);
  } catch (error) {
    if (!(error instanceof LineLost || error instanceof Problem)) throw error;
    if (error.status === 404) snapshot.state = mayArrive ? "awaited" : "unknown";
    else if (!snapshot.ticket) snapshot.state = "unreachable";
    if (snapshot.state !== "unknown") readIn(RETRY_MS);
  }
}

function accept(ticket) {
  const old = snapshot.ticket;
  if (old && old.state !== ticket.state) snapshot.hint = "";
  if (old && ticket.state === "waiting") {
    if (old.service !== ticket.service) snapshot.hint = "nextStop";
    else if (old.state === "called" || old.state === "no_show") snapshot.hint = "missed";
  }
  const newlyCalled = ticket.state === "called" && (!old || old.state !== "called");
  snapshot.ticket = ticket;
  snapshot.service = services.get(ticket.service);
  snapshot.state = ticket.state;
  snapshot.asOf = clockTime();
  if (newlyCalled) chime.ring();
}

function clockTime() {
  const now = new Date();
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(".");
}

// --- the line -------------------------------------------------------------------------------

function heard(type, event) {
  if (type === "catalog.changed") services.forget();
  const ticket = snapshot.ticket;
  if (!ticket) {
    readIn(Math.random() * OTHERS_SPREAD_MS);
    return;
  }
  if (event.number === ticket.number) {
    if (type === "ticket.called_again" && snapshot.state === "called") chime.ring();
    readIn(OWN_MS);
  } else if (ALL.includes(type) || event.queue === ticket.queue || servesUs(event.counter)) {
    readIn(OTHERS_MS + Math.random() * OTHERS_SPREAD_MS);
  }
}

function servesUs(counter) {
  return snapshot.service.counters.some((place) => place.id === counter);
}

function startLine() {
  endEvents = followEvents({
    opened: () => {
      snapshot.line = "live";
      read();
    },
    event: heard,
    lost: () => {
      snapshot.line = "lost";
      show();
    },
  });
}

// --- the visitor ----------------------------------------------------------------------------

document.getElementById("language").addEventListener("click", () => {
  language = language === "id" ? "en" : "id";
  localStorage.setItem(STORE, language);
  show();
});
document.getElementById("ring").addEventListener("click", () => {
  chime.arm();
  show();
});
document.getElementById("retry").addEventListener("click", read);

if (ticketId) {
  startLine();
  readIn(LINE_MS); // a line that does not open must not keep the number back
} else {
  snapshot.state = "unknown";
}
show();
