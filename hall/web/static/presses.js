// What the hand pressed, until the server has answered it. A press is one or more requests, each
// with a key made when it was pressed. They are sent again with the same keys until answered, also
// after a reload of the page: nothing pressed is lost, nothing is done twice.

import { ask, LineLost, Problem } from "./api.js";
import { uuid7 } from "./uuid7.js";

const STORE = "mpp.press";
const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 3000;

export class Presses {
  // `listener` has waiting(press, error), done(press, answer) and refused(press, problem).
  constructor(counter, listener) {
    this.counter = counter;
    this.listener = listener;
    this.pending = null;
    this.wake = () => {};
  }

  // Takes a press unless one is still unanswered. `requests` are {method, path, body}.
  press(action, requests) {
    if (this.pending) return;
    const steps = requests.map((request) => Object.assign({ key: uuid7() }, request));
    this.keep({ counter: this.counter, action, steps });
    this.send();
  }

  // Goes on with a press that a reload interrupted.
  resume() {
    const kept = JSON.parse(sessionStorage.getItem(STORE) || "null");
    if (!kept || kept.counter !== this.counter) return;
    this.pending = kept;
    this.send();
  }

  // Somebody knows that the server is back.
  knock() {
    this.wake();
  }

  // Gives up what is not answered: the session ended, and whoever signs in next did not press it.
  stop() {
    this.stopped = true;
    this.keep(null);
    this.wake();
  }

  keep(press) {
    this.pending = press;
    if (press) sessionStorage.setItem(STORE, JSON.stringify(press));
    else sessionStorage.removeItem(STORE);
  }

  async send() {
    const press = this.pending;
    let wait = FIRST_WAIT_MS;
    let answer = null;
    while (press.steps.length) {
      if (this.stopped) return;
      try {
        const { method, path, body, key } = press.steps[0];
        answer = await ask(method, path, { key, body });
      } catch (error) {
        if (this.stopped) return;
        if (error instanceof Problem) {
          this.keep(null);
          this.listener.refused(press, error);
          return;
        }
        if (!(error instanceof LineLost)) throw error;
        this.listener.waiting(press, error);
        await this.pause(wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
        continue;
      }
      if (this.stopped) return;
      press.steps.shift();
      this.keep(press);
    }
    this.keep(null);
    this.listener.done(press, answer);
  }

  pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
