// Rings and shakes the phone when the number is called. Browsers allow neither before the visitor
// has tapped once, so `arm` belongs into a tap.

const BELL = [[0, 784], [0.35, 659], [0.7, 523]]; // G5 E5 C5: seconds, hertz
const ROUNDS = 3;
const ROUND_SECONDS = 1.8;
const SHAKE_MS = [400, 200, 400, 200, 800];

export class Chime {
  constructor() {
    this.audio = null;
  }

  get armed() {
    return this.audio !== null;
  }

  arm() {
    if (this.armed) return;
    this.audio = new (window.AudioContext || window.webkitAudioContext)();
    this.audio.resume();
    this.bell(this.audio.currentTime);
    this.keepAwake();
  }

  ring() {
    if (!this.armed) return;
    if (navigator.vibrate) navigator.vibrate(SHAKE_MS);
    this.audio.resume();
    for (let round = 0; round < ROUNDS; round += 1) {
      this.bell(this.audio.currentTime + round * ROUND_SECONDS);
    }
  }

  bell(start) {
    BELL.forEach(([after, hertz]) => {
      const tone = this.audio.createOscillator();
      const gain = this.audio.createGain();
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0.0001, start + after);
      gain.gain.exponentialRampToValueAtTime(0.5, start + after + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + after + 0.9);
      tone.connect(gain).connect(this.audio.destination);
      tone.start(start + after);
      tone.stop(start + after + 1);
    });
  }

  // Only https pages may ask; elsewhere the words beside the button ask the visitor.
  keepAwake() {
    if (!navigator.wakeLock) return;
    const hold = () => navigator.wakeLock.request("screen").catch(() => null);
    hold();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") hold();
    });
  }
}
