// The counter page: who is signed in, the keys and the buttons.

import { ask, LineLost, Problem } from "./api.js";
import { text } from "./counter_text.js";
import { Desk } from "./desk.js";
import { forgetCounter, onSignIn, rememberedCounter, showSignIn } from "./sign_in.js";

const KEYS = {
  r: "again",
  s: "start",
  f: "finish",
  x: "noShow",
  b: "cancel",
  h: "hold",
  t: "transfer",
  n: "callNumber",
  u: "close",
};

let desk = null;

function open(counter) {
  desk = new Desk(counter, leave);
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

// The key of an action, or "" when the key belongs to the browser, to a field or to a question.
function actionOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return "";
  const target = event.target;
  if (target.closest("input, select, textarea, dialog, [contenteditable]")) return "";
  if (event.key === "Enter") return target.closest("button, a") ? "" : "primary";
  return KEYS[event.key.toLowerCase()] || "";
}

function onKey(event) {
  // A key held down, on a focused button too, is one press.
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
  const action = desk && !event.repeat ? actionOf(event) : "";
  if (!action) return;
  event.preventDefault();
  desk.want(action === "primary" ? document.getElementById("primary").dataset.action : action);
}

function onAction(event) {
  const button = event.target.closest("[data-action]");
  if (!desk || !button) return;
  const { action, id, number, queue } = button.dataset;
  desk.want(action, { id, number, queue });
  // After the mouse, Enter means the blue button again and not the last one clicked.
  const asks = Boolean(document.querySelector("dialog[open]"));
  if (!asks && (event.detail > 0 || button.disabled)) document.getElementById("primary").focus();
}

document.getElementById("desk").addEventListener("click", onAction);
document.getElementById("sign-out").addEventListener("click", signOut);
document.addEventListener("keydown", onKey);
onSignIn(open);
if (rememberedCounter()) open(rememberedCounter());
else showSignIn("");
