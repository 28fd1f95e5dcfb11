// The hall's time on a machine whose own clock nobody set: what the server said, plus what has
// gone by since.
export class HallClock {
  constructor() {
    this.set(new Date().toISOString());
  }

  // `now` is RFC 3339 with the hall's offset.
  set(now) {
    const offset = /([+-])(\d\d):(\d\d)$/.exec(now);
    this.offsetMs = offset ? (offset[1] === "-" ? -1 : 1) * (offset[2] * 60 + Number(offset[3])) * 60000 : 0;
    this.toldMs = Date.parse(now);
    this.heardAt = performance.now();
  }

  nowMs() {
    return this.toldMs + performance.now() - this.heardAt;
  }

  // "09.41", as times are written in Indonesia.
  time() {
    return new Date(this.nowMs() + this.offsetMs).toISOString().slice(11, 16).replace(":", ".");
  }

  // The hall's time in so many minutes, "2026-11-23T10:11:00+07:00"; seconds are cut off.
  inMinutes(minutes) {
    return this.written(this.nowMs() + minutes * 60000, "00");
  }

  // The last second of the hall's day.
  endOfDay() {
    const day = 24 * 60 * 60000;
    const local = this.nowMs() + this.offsetMs;
    return this.written(local - (local % day) + day - 1 - this.offsetMs, "59");
  }

  written(moment, seconds) {
    const shift = Math.abs(this.offsetMs) / 60000;
    const two = (value) => String(value).padStart(2, "0");
    const offset = `${this.offsetMs < 0 ? "-" : "+"}${two(Math.floor(shift / 60))}:${two(shift % 60)}`;
    return `${new Date(moment + this.offsetMs).toISOString().slice(0, 16)}:${seconds}${offset}`;
  }

  // "04:12" since a moment, "1:04:12" after an hour.
  since(moment) {
    const seconds = Math.max(0, Math.floor((this.nowMs() - Date.parse(moment)) / 1000));
    const two = (value) => String(value).padStart(2, "0");
    const short = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return seconds < 3600 ? short : `${Math.floor(seconds / 3600)}:${short}`;
  }
}

// The time of day in a moment that the server wrote: "10.11".
export function timeOfDay(moment) {
  return moment.slice(11, 16).replace(":", ".");
}
