// The page behind a ticket's QR: where the number stands, and a ring when it is called.
// Plain ES2017 modules, so that an old Android phone needs nothing but its browser.

import { ask, LineLost, Problem } from "./api.js";
import { Chime } from "./chime.js";
import { followEvents } from "./events.js";
import { Cancelling } from "./phone_cancel.js";
import { paint } from "./phone_view.js";
import { Services } from "./services.js";
import { TEXT } from "./phone_text.js";

const OWN_MS = 50;
// Six hundred phones hear the same event: those it does not call come one after the other.
const OTHERS_MS = 1000;
const OTHERS_SPREAD_MS = 2000;
const REREAD_MS = 60000;
const RETRY_MS = 5000;
const OVER = ["finished", "expired", "cancelled", "unknown"];
const STORE = "mpp.language";

const ticketId = document.body.dataset.ticket;
const mayArrive = document.body.dataset.mayArrive === "yes";
const chime = new Chime();
const services = new Services();
const cancelling = new Cancelling(ticketId, { changed: show, answered: cancelAnswered });
const snapshot = { state: "loading", ticket: null, service: null, hint: "", line: "connecting", asOf: "", armed: false, cancel: "" };
let language = localStorage.getItem(STORE) === "en" ? "en" : "id";
let events = null;
let topics = [];
let cancelRefused = false; // until the state that refused it is read
let reading = false;
let readAgain = false;
let readTimer = 0;
let readDue = Infinity;

function show() {
  document.documentElement.lang = language;
  snapshot.armed = chime.armed;
  snapshot.cancel = cancelling.step;
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
  if (OVER.includes(snapshot.state)) {
    clearTimeout(readTimer);
    if (events) events.end();
  } else {
    listen();
  }
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
  const changed = old && old.state !== ticket.state;
  if (changed) cancelling.forgetQuestion();
  if (changed || cancelRefused) snapshot.hint = cancelRefused ? "notCancelled" : "";
  cancelRefused = false;
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

// The ticket, its queue, and the counters that serve it: what changes the place or the wait. The
// whole hall would be much for six hundred phones on one Wi-Fi.
function topicsNow() {
  const own = [`ticket:${ticketId}`];
  if (!snapshot.ticket) return own;
  const counters = snapshot.service.counters.map((place) => `counter:${place.id}`);
  return own.concat(`queue:${snapshot.ticket.queue}`, counters);
}

function heard(type, event) {
  if (type === "catalog.changed") services.forget();
  const ticket = snapshot.ticket;
  if (ticket && event.number === ticket.number) {
    if (type === "ticket.called_again" && snapshot.state === "called") chime.ring();
    readIn(OWN_MS);
  } else {
    readIn(ticket ? OTHERS_MS + Math.random() * OTHERS_SPREAD_MS : OWN_MS);
  }
}

// Opens the line; opens it anew when the ticket has gone on to another queue. What happened in
// between is read when the line is open.
function listen() {
  const wanted = topicsNow();
  const same = wanted.join() === topics.join();
  topics = wanted;
  if (!events) startLine();
  else if (!same) events.reopen();
}

function startLine() {
  events = followEvents({
    topics: () => topics,
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
document.getElementById("cancel").addEventListener("click", () => {
  cancelling.set("asked");
  document.getElementById("keep").focus();
});
document.getElementById("keep").addEventListener("click", () => {
  cancelling.set("");
  document.getElementById("cancel").focus();
});
document.getElementById("give-up").addEventListener("click", () => cancelling.send());

function cancelAnswered(ticket) {
  if (ticket) accept(ticket);
  else cancelRefused = true;
  read();
}

if (ticketId) read();
else snapshot.state = "unknown";
show();
