// Follows the hall's live events for as long as the page is open.
//
// EventSource hides the comment lines by which the server shows that a quiet line is alive
// (docs/api.md), so a half-dead Wi-Fi would look well for minutes. Reading the same stream with
// fetch hears them. A page opens the line first and reads its view afterwards, every time the line
// opens: whatever happened before is in the view, whatever happens later comes as an event.

const SILENCE_MS = 15000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5000;
const LONGEST_PART = 65536;
const MOST_TOPICS = 50;

// `listener` has topics() (docs/api.md; none means everything), opened(), event(type, data) and
// lost(). Returns `end`, and `reopen` for when the topics are others now.
export function followEvents(listener) {
  let abort = null;
  let ended = false;
  let reopening = false;
  let heardAt = 0;
  let silence = 0;
  let wait = FIRST_WAIT_MS;
  let wake = () => {};

  function heard() {
    heardAt = Date.now();
    clearTimeout(silence);
    silence = setTimeout(() => abort.abort(), SILENCE_MS);
  }

  async function follow() {
    while (!ended) {
      abort = new AbortController();
      reopening = false;
      heard();
      const answer = await fetch(address(listener.topics()), {
        headers: { Accept: "text/event-stream" },
        cache: "no-store",
        signal: abort.signal,
      }).catch(() => null);
      if (answer && answer.ok && answer.body) {
        wait = FIRST_WAIT_MS;
        listener.opened();
        await read(answer.body.getReader());
      }
      clearTimeout(silence);
      if (ended) return;
      abort.abort();
      if (reopening) continue;
      listener.lost();
      await pause();
    }
  }

  // The server takes fifty topics; who wants more listens to all.
  function address(topics) {
    if (!topics.length || topics.length > MOST_TOPICS) return "/v1/events";
    return `/v1/events?${topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join("&")}`;
  }

  async function read(reader) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const part = await reader.read().catch(() => ({ done: true }));
      if (part.done || ended) return;
      heard();
      const blocks = (rest + decoder.decode(part.value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      if (rest.length > LONGEST_PART) return;
      blocks.forEach(deliver);
    }
  }

  // A block of a number alone says how far the stream has come, and nothing that happened.
  function deliver(block) {
    let type = "message";
    let data = "";
    block.split(/\r?\n/).forEach((line) => {
      const match = /^(event|data): ?(.*)$/.exec(line);
      if (match && match[1] === "event") type = match[2];
      if (match && match[1] === "data") data += match[2];
    });
    if (data || type === "reset") listener.event(type, data ? JSON.parse(data) : {});
  }

  // Waits longer each time, and not all pages the same: six hundred phones must not come at once.
  function pause() {
    const ms = wait * (0.5 + Math.random() / 2);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // A phone that slept, or a network that came back: look at once instead of when the wait ends.
  function knock() {
    if (document.visibilityState !== "visible") return;
    if (Date.now() - heardAt > SILENCE_MS) abort.abort();
    wake();
  }

  document.addEventListener("visibilitychange", knock);
  window.addEventListener("online", knock);
  follow();

  function end() {
    ended = true;
    document.removeEventListener("visibilitychange", knock);
    window.removeEventListener("online", knock);
    clearTimeout(silence);
    abort.abort();
    wake();
  }

  function reopen() {
    reopening = true;
    abort.abort();
    wake();
  }

  return { end, reopen };
}
