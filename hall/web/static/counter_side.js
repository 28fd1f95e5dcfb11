// Paints what stands beside the ticket: closed queues, tickets on hold, who waits.

import { ACTION, CLOSED_WHY, PRIORITY_SHORT, text } from "./counter_text.js";
import { element, put } from "./counter_view.js";
import { timeOfDay } from "./hall_clock.js";
import { paintRows } from "./rows.js";

const LATE_MINUTES = 16;
const END_OF_DAY = "23:59";
const byId = (id) => document.getElementById(id);

// `queues` are those of the counter: [{id, name, prefix}].
export function paintSide(view, services, queues) {
  paintClosures(view.closures, queues);
  paintHeld(view, services);
  paintWaiting(view, services);
}

function fill(item, ...words) {
  words.forEach((word, index) => {
    const part = item.querySelectorAll("[data-part]")[index];
    if (part.textContent !== word) part.textContent = word;
  });
}

function part(tag, className) {
  const made = element(tag, className);
  made.dataset.part = "";
  return made;
}

function button(action) {
  const made = element("button", "quiet", ACTION[action]);
  made.type = "button";
  made.dataset.action = action;
  return made;
}

function paintClosures(closures, queues) {
  byId("closures").hidden = closures.length === 0;
  const name = (id) => (queues.find((queue) => queue.id === id) || { name: id }).name;
  paintRows(byId("closures"), closures, {
    keyOf: (row) => row.queue,
    make() {
      const item = element("li");
      item.append(part("span", ""), button("reopen"));
      return item;
    },
    update(item, row) {
      const allDay = row.until.slice(11, 16) === END_OF_DAY;
      const until = allDay ? text.closedAllDay(name(row.queue)) : text.closedUntil(name(row.queue), timeOfDay(row.until));
      fill(item, text.closed(until, CLOSED_WHY[row.reason] || ""));
      item.querySelector("button").dataset.queue = row.queue;
    },
  });
}

function paintHeld(view, services) {
  byId("held-part").hidden = view.held.length === 0;
  put("held-title", text.held(view.held.length));
  paintRows(byId("held"), view.held, {
    keyOf: (row) => row.id,
    make() {
      const item = element("li");
      const tools = element("div", "tools");
      tools.append(button("return"), button("cancelHeld"));
      item.append(part("strong", ""), part("span", "what"), part("span", "minutes"), tools);
      return item;
    },
    update(item, row) {
      const minutes = Math.floor((Date.parse(view.now) - Date.parse(row.since)) / 60000);
      fill(item, row.number, services.get(row.service).short_name, text.minutes(minutes));
      item.querySelectorAll("button").forEach((one) => {
        Object.assign(one.dataset, { id: row.id, number: row.number });
        one.setAttribute("aria-label", `${ACTION[one.dataset.action]}: ${row.number}`);
      });
    },
  });
}

function paintWaiting(view, services) {
  put("waiting-title", text.waiting(view.waiting_count));
  paintRows(byId("waiting"), view.waiting, {
    keyOf: (row) => row.number,
    make() {
      const item = element("li");
      const row = element("button", "row");
      row.type = "button";
      row.dataset.action = "callNumber";
      row.append(part("strong", ""), part("span", "what"), part("span", "minutes"));
      item.append(row);
      return item;
    },
    update(item, row) {
      const name = services.get(row.service).short_name;
      const priority = PRIORITY_SHORT[row.priority];
      fill(item, row.number, priority ? `${name} · ${priority}` : name, text.minutes(row.waited_minutes));
      item.querySelector(".minutes").classList.toggle("late", row.waited_minutes >= LATE_MINUTES);
      const call = item.firstElementChild;
      call.dataset.number = row.number;
      call.title = text.callThis(row.number);
    },
  });
  const more = view.waiting_count - view.waiting.length;
  put("waiting-more", view.waiting_count === 0 ? text.nobodyWaits : more > 0 ? text.more(more) : "");
}
