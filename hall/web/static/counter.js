// The counter page: wires the view, the live line, the presses and the keys together.

import { ask, LineLost, Problem } from "./api.js";
import { LAWFUL, paintActions, paintBanners, paintLine, paintTime, paintView, stateOf } from "./counter_view.js";
import { text } from "./counter_text.js";
import { followEvents } from "./events.js";
import { HallClock } from "./hall_clock.js";
import { Presses } from "./presses.js";
import { Services } from "./services.js";
import { counterFacts, forgetCounter, onSignIn, rememberedCounter, showSignIn } from "./sign_in.js";

// A second strike within this time of a change was meant for the old picture.
const SETTLE_MS = 500;
const GATHER_MS = 120;
const RETRY_MS = 1000;
const REREAD_MS = 30000;
const NOT_OURS = [401, 403, 404]; // the session ended, or the counter is another's
const KEYS = { r: "again", s: "start", f: "finish", x: "noShow" };

class Desk {
  constructor(counter) {
    this.id = counter;
    this.path = `/v1/counters/${encodeURIComponent(counter)}`;
    this.facts = counterFacts(counter);
    this.clock = new HallClock();
    this.services = new Services();
    this.view = null;
    this.line = "connecting";
    this.unanswered = false; // a request got no answer, whatever the event line believes
    this.asOf = "";
    this.settledAt = 0;
    this.answered = 0; // presses answered
    this.shown = 0; // of them, how many the view already shows
    this.waitingFor = "";
    this.problem = "";
    this.notice = "";
    this.reading = false;
    this.readAgain = false;
    this.timers = {};
  }

  open() {
    document.getElementById("desk").hidden = false;
    this.presses = new Presses(this.id, {
      waiting: (press) => this.pressWaits(press),
      done: (press, answer) => this.pressDone(press, answer),
      refused: (press, problem) => this.pressRefused(press, problem),
    });
    this.endEvents = followEvents({
      opened: () => this.lineOpened(),
      event: (type, data) => this.heard(type, data),
      lost: () => this.lineLost(),
    });
    this.timers.second = setInterval(() => paintTime(this.view, this.clock), 1000);
    this.timers.reread = setInterval(() => this.read(), REREAD_MS);
    this.presses.resume();
    this.read();
    this.paint();
    document.getElementById("primary").focus();
  }

  close() {
    this.closed = true;
    this.endEvents();
    this.presses.stop();
    Object.values(this.timers).forEach(clearTimeout);
    document.getElementById("desk").hidden = true;
  }

  // --- the line -----------------------------------------------------------------------------

  lineOpened() {
    this.line = "live";
    this.presses.knock();
    this.read();
  }

  lineLost() {
    this.line = "lost";
    this.paint();
  }

  heard(type, event) {
    if (type === "catalog.changed") this.services.forget();
    const ours = event.counter === this.id || this.facts.queues.includes(event.queue);
    if (event.queue && this.facts.queues.length && !ours) return;
    clearTimeout(this.timers.gather);
    this.timers.gather = setTimeout(() => this.read(), GATHER_MS);
  }

  // --- the view -----------------------------------------------------------------------------

  async read() {
    this.readAgain = true;
    if (this.reading) return;
    this.reading = true;
    while (this.readAgain && !this.closed) {
      this.readAgain = false;
      await this.readOnce();
    }
    this.reading = false;
  }

  async readOnce() {
    const covers = this.answered;
    try {
      const view = await ask("GET", this.path);
      const rows = view.ticket ? view.ticket.services : [];
      await this.services.fetch(rows.concat(view.waiting.map((row) => row.service)));
      this.accept(view, covers);
    } catch (error) {
      if (!(error instanceof LineLost || error instanceof Problem)) throw error;
      if (NOT_OURS.includes(error.status)) {
        leave(this, error.message);
        return;
      }
      this.unanswered = true;
      clearTimeout(this.timers.retry);
      this.timers.retry = setTimeout(() => this.read(), RETRY_MS);
      this.paint();
    }
  }

  accept(view, covers) {
    if (this.closed) return;
    const old = this.view;
    const changed = !old || stateOf(old) !== stateOf(view) || (old.ticket || {}).id !== (view.ticket || {}).id;
    if (changed && old) this.settle();
    this.view = view;
    this.shown = covers;
    this.clock.set(view.now);
    this.asOf = this.clock.time();
    this.unanswered = false;
    this.paint();
  }

  settle() {
    this.settledAt = performance.now() + SETTLE_MS;
    clearTimeout(this.timers.settle);
    this.timers.settle = setTimeout(() => this.paint(), SETTLE_MS);
  }

  busy() {
    const unread = this.shown < this.answered;
    return !this.view || Boolean(this.presses.pending) || unread || performance.now() < this.settledAt;
  }

  paint() {
    if (this.closed) return;
    if (this.view) paintView(this.view, this.services, this.facts.agency);
    paintActions(stateOf(this.view), this.busy());
    paintLine(this.unanswered ? "lost" : this.line, this.asOf);
    paintBanners(this.waitingFor, this.problem, this.notice);
    paintTime(this.view, this.clock);
  }

  // --- presses ------------------------------------------------------------------------------

  press(action) {
    if (this.busy() || !LAWFUL[stateOf(this.view)].includes(action)) return;
    const calls = `${this.path}/calls`;
    const ticket = this.view.ticket ? `${calls}/${encodeURIComponent(this.view.ticket.id)}` : "";
    const paths = {
      next: [calls],
      again: [`${ticket}/again`],
      start: [`${ticket}/start`],
      finish: [`${ticket}/finish`],
      finishNext: [`${ticket}/finish`, calls],
      noShow: [`${ticket}/no-show`],
    };
    this.problem = "";
    this.notice = "";
    this.presses.press(action, paths[action]);
    this.paint();
  }

  pressWaits(press) {
    this.waitingFor = press.action;
    this.unanswered = true;
    this.paint();
  }

  pressDone(press, answer) {
    const called = press.action === "next" || press.action === "finishNext";
    if (called && answer && answer.ticket === null) this.notice = text.nobodyWaits;
    this.pressAnswered();
  }

  pressRefused(press, problem) {
    if (problem.status === 401) {
      leave(this, `${text.pressUnsure(press.action)} ${problem.message}`);
      return;
    }
    this.problem = text.pressStopped(press.action, problem.message);
    this.pressAnswered();
  }

  pressAnswered() {
    this.waitingFor = "";
    this.answered += 1;
    this.settle();
    this.paint();
    this.read();
  }
}

// --- the page -------------------------------------------------------------------------------

let desk = null;

function open(counter) {
  desk = new Desk(counter);
  desk.open();
}

function leave(from, sentence) {
  if (desk !== from) return;
  const press = from.presses.pending;
  from.close();
  desk = null;
  document.title = "Loket";
  showSignIn(press ? `${text.pressUnsure(press.action)} ${sentence}` : sentence);
}

async function signOut() {
  const leaving = desk;
  if (!leaving || leaving.presses.pending) return;
  try {
    await ask("DELETE", "/v1/session");
  } catch (error) {
    if (!(error instanceof LineLost || error instanceof Problem)) throw error;
    if (error.status !== 401) {
      leaving.problem = error instanceof Problem ? error.message : text.noAnswer;
      leaving.paint();
      return;
    }
  }
  forgetCounter();
  leave(leaving, "");
}

// The key of an action, or "" when the key belongs to the browser or to a field.
function actionOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return "";
  const target = event.target;
  if (target.closest("input, select, textarea, [contenteditable]")) return "";
  if (event.key === "Enter") return target.closest("button, a") ? "" : "primary";
  return KEYS[event.key.toLowerCase()] || "";
}

function onKey(event) {
  // A key held down, on a focused button too, is one press.
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
  const action = desk && !event.repeat ? actionOf(event) : "";
  if (!action) return;
  event.preventDefault();
  desk.press(action === "primary" ? document.getElementById("primary").dataset.action : action);
}

function onAction(event) {
  const button = event.currentTarget;
  const actions = { again: "again", finish: "finish", "no-show": "noShow" };
  if (desk) desk.press(actions[button.id] || button.dataset.action);
  // After the mouse, Enter means the blue button again and not the last one clicked.
  if (event.detail > 0 || button.disabled) document.getElementById("primary").focus();
}

["primary", "again", "finish", "no-show"].forEach((id) => {
  document.getElementById(id).addEventListener("click", onAction);
});
document.getElementById("sign-out").addEventListener("click", signOut);
document.addEventListener("keydown", onKey);
onSignIn(open);
if (rememberedCounter()) open(rememberedCounter());
else showSignIn("");
