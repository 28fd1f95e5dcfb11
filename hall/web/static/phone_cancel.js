// Giving the place up: asked once, then told to the server until it answers. Who lost the line in
// between is not left believing that it is done, nor is it done twice.

import { ask, LineLost, Problem } from "./api.js";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export class Cancelling {
  // `listener` has changed(), and answered(ticket): the ticket, null when the server refused.
  constructor(ticketId, listener) {
    this.path = `/v1/tickets/${ticketId}`;
    this.listener = listener;
    this.step = ""; // "asked", "sent", "unanswered"
  }

  set(step) {
    this.step = step;
    this.listener.changed();
  }

  // The ticket is where it can no longer be given up: nothing to answer any more.
  forgetQuestion() {
    if (this.step === "asked") this.step = "";
  }

  async send() {
    if (this.step !== "asked") return;
    this.set("sent");
    let wait = FIRST_WAIT_MS;
    for (;;) {
      try {
        const ticket = await ask("DELETE", this.path);
        this.step = "";
        this.listener.answered(ticket);
        return;
      } catch (error) {
        if (error instanceof Problem) {
          this.step = "";
          this.listener.answered(null);
          return;
        }
        if (!(error instanceof LineLost)) throw error;
      }
      this.set("unanswered");
      await new Promise((resolve) => setTimeout(resolve, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }
}
