// What each question of the counter page asks: out of order, transfer, cancel, closure.

import { text } from "./counter_text.js";
import { timeOfDay } from "./hall_clock.js";
import { TransferList } from "./transfer_list.js";

const byId = (id) => document.getElementById(id);
const checked = (form, name) => form.querySelector(`input[name="${name}"]:checked`);

// `clock` is the hall's, `queues` those of the counter: [{id, name, prefix}].
export function counterForms(clock, queues) {
  const transfers = new TransferList();
  return {
    cancel: cancelForm(),
    cancelHeld: cancelForm(),
    callNumber: callForm(),
    close: closureForm(clock, queues),
    transfer: transferForm(transfers),
  };
}

function cancelForm() {
  const element = byId("cancel-dialog");
  return {
    element,
    open(view, choice) {
      byId("cancel-title").textContent = text.askCancel(choice.number);
      element.querySelector("[data-back]").focus();
    },
    chosen: () => ({}),
  };
}

function callForm() {
  const element = byId("call-dialog");
  const number = byId("call-number");
  return {
    element,
    open(view, choice) {
      number.value = choice.number || "";
      if (choice.number) element.querySelector('input[name="call-reason"]').focus();
      else number.focus();
    },
    chosen() {
      const reason = checked(element, "call-reason");
      const typed = number.value.replace(/\s/g, "").toUpperCase();
      return typed && reason && { number: typed, reason: reason.value };
    },
  };
}

function transferForm(transfers) {
  const element = byId("transfer-dialog");
  return {
    element,
    open(view) {
      byId("transfer-text").textContent = text.transferOf(view.ticket.number);
      transfers.open(view.ticket.service);
    },
    chosen: () => transfers.chosen(),
  };
}

function closureForm(clock, queues) {
  const element = byId("closure-dialog");
  const spans = { half: () => clock.inMinutes(30), hour: () => clock.inMinutes(60), day: () => clock.endOfDay() };
  const today = () => clock.endOfDay().slice(0, 10);
  return {
    element,
    open() {
      byId("closure-queues").replaceChildren(...queues.map(queueChoice));
      element.querySelectorAll('input[name="closure-until"]').forEach((input) => {
        const until = spans[input.value]();
        const words = input.parentElement.querySelector("span");
        if (input.value !== "day") words.textContent = text.until(words.dataset.words, timeOfDay(until));
        input.disabled = until.slice(0, 10) !== today();
        input.parentElement.hidden = input.disabled;
      });
      element.querySelector("input:checked, input").focus();
    },
    chosen() {
      const [queue, until, reason] = ["queue", "until", "reason"].map((name) => checked(element, `closure-${name}`));
      return queue && until && reason && { queue: queue.value, until: spans[until.value](), reason: reason.value };
    },
  };
}

// One queue is no choice: it is taken already.
function queueChoice(queue, index, all) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const words = document.createElement("span");
  Object.assign(input, { type: "radio", name: "closure-queue", value: queue.id, required: true, checked: all.length === 1 });
  words.textContent = `${queue.prefix} · ${queue.name}`;
  label.append(input, words);
  return label;
}
