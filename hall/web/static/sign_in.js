// The sign-in form: counter, name, PIN. The last counter is remembered, never the name or the PIN.

import { ask, LineLost, Problem } from "./api.js";
import { text } from "./counter_text.js";

const STORE = "mpp.counter";
const form = document.getElementById("sign-in-form");
const problem = document.getElementById("sign-in-problem");
const button = document.getElementById("sign-in-button");

export function rememberedCounter() {
  return localStorage.getItem(STORE) || "";
}

export function forgetCounter() {
  localStorage.removeItem(STORE);
}

// Facts of a counter that the server rendered into the list; `queues` are [{id, name, prefix}].
export function counterFacts(id) {
  const option = Array.from(form.counter.options).find((one) => one.value === id);
  return option ? { queues: JSON.parse(option.dataset.queues), agency: option.dataset.agency } : { queues: [], agency: "" };
}

// Shows the form, with a sentence when there is something to say.
export function showSignIn(sentence) {
  document.getElementById("sign-in").hidden = false;
  tell(sentence);
  form.pin.value = "";
  const empty = [form.counter, form.username, form.pin].find((field) => !field.value);
  empty.focus();
}

function tell(sentence) {
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

export function onSignIn(signedIn) {
  form.counter.value = rememberedCounter();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    tell("");
    const counter = form.counter.value;
    try {
      await ask("POST", "/v1/session", {
        body: { username: form.username.value.trim(), pin: form.pin.value, counter },
      });
    } catch (error) {
      if (!(error instanceof LineLost || error instanceof Problem)) throw error;
      button.disabled = false;
      showSignIn(error instanceof Problem ? error.message : text.noAnswer);
      return;
    }
    button.disabled = false;
    form.pin.value = "";
    localStorage.setItem(STORE, counter);
    document.getElementById("sign-in").hidden = true;
    signedIn(counter);
  });
}
