// A counter at work: its view, its live line, what is pressed and what the server says to it.

import { ask, LineLost, Problem, StoreRefuses } from "./api.js";
import { isLawful, isStillTrue, requestsOf, stateOf } from "./counter_actions.js";
import { counterForms } from "./counter_forms.js";
import { paintSide } from "./counter_side.js";
import { text } from "./counter_text.js";
import { paintActions, paintBanners, paintLine, paintTime, paintTrouble, paintView } from "./counter_view.js";
import { Dialogs } from "./dialogs.js";
import { followEvents } from "./events.js";
import { HallClock } from "./hall_clock.js";
import { Presses } from "./presses.js";
import { Services } from "./services.js";
import { counterFacts } from "./sign_in.js";

// A second strike within this time of a change was meant for the old picture.
const SETTLE_MS = 500;
const GATHER_MS = 120;
const RETRY_MS = 1000;
const REREAD_MS = 30000;
const OF_HAND = ["cancel", "transfer"]; // what is asked about the ticket in hand
const NOT_OURS = [401, 403, 404]; // the session ended, or the counter is another's

export class Desk {
  // `leave(desk, sentence)` is told when the session has ended.
  constructor(counter, leave) {
    this.leave = leave;
    this.id = counter;
    this.path = `/v1/counters/${encodeURIComponent(counter)}`;
    this.facts = counterFacts(counter);
    this.clock = new HallClock();
    this.services = new Services();
    this.view = null;
    this.line = "connecting";
    this.unanswered = false; // a request got no answer, whatever the event line believes
    this.refused = false; // the server answers, but cannot store what is asked
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
      waiting: (press, error) => this.pressWaits(press, error),
      done: (press, answer) => this.pressDone(press, answer),
      refused: (press, problem) => this.pressRefused(press, problem),
    });
    this.dialogs = new Dialogs(counterForms(this.clock, this.facts.queues), (action, choice) => this.press(action, choice));
    this.events = followEvents({
      topics: () => this.topics(),
      opened: () => this.lineOpened(),
      event: (type) => this.heard(type),
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
    this.events.end();
    this.dialogs.close();
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

  // What this counter does and what happens in the queues it serves; all when those are unknown.
  topics() {
    if (!this.facts.queues.length) return [];
    return [`counter:${this.id}`].concat(this.facts.queues.map((queue) => `queue:${queue.id}`));
  }

  heard(type) {
    if (type === "catalog.changed") this.services.forget();
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
      await this.services.fetch(rows.concat(view.held.concat(view.waiting).map((row) => row.service)));
      this.accept(view, covers);
    } catch (error) {
      if (!(error instanceof LineLost || error instanceof Problem)) throw error;
      if (NOT_OURS.includes(error.status)) {
        this.leave(this, error.message);
        return;
      }
      this.unheard(error);
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
    this.refused = false;
    if (this.dialogs.action && !isStillTrue(view, this.dialogs.action, this.dialogs.choice)) {
      this.dialogs.close();
      this.notice = text.changed;
    }
    this.paint();
  }

  // What the line did not bring, and what the server could not store, are told apart.
  unheard(error) {
    this.refused = error instanceof StoreRefuses;
    this.unanswered = !this.refused;
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
    if (this.view) {
      paintView(this.view, this.services, this.facts.agency);
      paintSide(this.view, this.services, this.facts.queues);
    }
    paintActions(this.view, this.busy());
    paintLine(this.unanswered ? "lost" : this.line, this.asOf);
    paintBanners(this.waitingFor, this.problem, this.notice);
    paintTrouble(this.refused ? ["store-refuses"] : (this.view || { troubles: [] }).troubles);
    paintTime(this.view, this.clock);
  }

  // --- presses ------------------------------------------------------------------------------

  // A button or a key: what asks first opens its question. `choice` is what the button is about.
  want(action, choice = {}) {
    if (this.busy() || !isLawful(this.view, action)) return;
    if (!this.dialogs.asks(action)) {
      this.press(action, choice);
      return;
    }
    const { id, number } = OF_HAND.includes(action) ? this.view.ticket : choice;
    this.dialogs.open(action, this.view, { id, number });
  }

  // Says whether the press was taken.
  press(action, choice) {
    if (this.busy() || !isLawful(this.view, action)) return false;
    this.problem = "";
    this.notice = "";
    this.presses.press(action, requestsOf(action, this.path, this.view, choice));
    this.paint();
    return true;
  }

  pressWaits(press, error) {
    this.waitingFor = press.action;
    this.unheard(error);
    this.paint();
  }

  pressDone(press, answer) {
    const called = press.action === "next" || press.action === "finishNext";
    if (called && answer && answer.ticket === null) this.notice = text.nobodyWaits;
    this.pressAnswered();
  }

  pressRefused(press, problem) {
    if (problem.status === 401) {
      this.leave(this, `${text.pressUnsure(press.action)} ${problem.message}`);
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
