/* A beat for running: a click for each step, made on the phone itself, without a file.

   The clicks are one loop that the browser's audio thread repeats, not timers: so they stay in time while the page is in
   the background, and end by the same clock. Where a phone takes the sound away, resume() picks the beat up again. */

const BEATS = 16; // steps in one turn of the loop: half a sample of rounding is spread over all of them
const CLICK = 0.035; // seconds
const LEFT_HZ = 880;
const RIGHT_HZ = 660;
const LEAD = 0.08; // seconds until the first step, so that the loop is ready

export class Metronome {
  /* Begins at so many steps a minute, for so many seconds. Call it from a press: browsers let no page sound by itself. */
  start(spm, seconds) {
    this.stop();
    this.spm = spm;
    this.until = Date.now() + seconds * 1000;
    this.audio = new AudioContext();
    this.level = this.audio.createGain();
    this.level.gain.value = this.muted ? 0 : 1;
    this.level.connect(this.audio.destination);
    this.#sound();
    this.watch = () => this.resume();
    document.addEventListener("visibilitychange", this.watch);
  }

  #sound() {
    this.source?.stop();
    this.source = new AudioBufferSourceNode(this.audio, { buffer: this.#loop(), loop: true });
    this.source.connect(this.level);
    this.began = this.audio.currentTime + LEAD;
    this.beganAt = Date.now() + LEAD * 1000;
    this.source.start(this.began);
    this.source.stop(this.began + Math.max((this.until - this.beganAt) / 1000, 0));
  }

  #loop() {
    const step = (60 / this.spm) * this.audio.sampleRate;
    const buffer = this.audio.createBuffer(1, Math.round(step * BEATS), this.audio.sampleRate);
    const samples = buffer.getChannelData(0);
    for (let beat = 0; beat < BEATS; beat += 1) {
      const from = Math.round(step * beat);
      const hertz = beat % 2 ? RIGHT_HZ : LEFT_HZ;
      for (let at = 0; at < CLICK * this.audio.sampleRate; at += 1) {
        const seconds = at / this.audio.sampleRate;
        samples[from + at] = Math.sin(2 * Math.PI * hertz * seconds) * Math.exp(-seconds / (CLICK / 4)) * 0.8;
      }
    }
    return buffer;
  }

  /* After a call or a locked screen the phone's own clock may have stood still: begin the beat anew for what is left. */
  async resume() {
    if (document.hidden || !this.audio || Date.now() >= this.until) return;
    await this.audio.resume();
    const heard = this.audio.currentTime - this.began;
    if (Math.abs(heard - (Date.now() - this.beganAt) / 1000) > 0.5) this.#sound();
  }

  mute(muted) {
    this.muted = muted;
    if (this.level) this.level.gain.value = muted ? 0 : 1;
  }

  get sounding() {
    return Boolean(this.audio) && Date.now() < this.until;
  }

  stop() {
    if (this.watch) document.removeEventListener("visibilitychange", this.watch);
    this.audio?.close();
    this.audio = this.source = this.watch = undefined;
  }
}

/* Two feet that take turns, each on every second beat, so that neither flashes more than twice a second. With reduced
   motion they only change their shade. Answers what ends them. */
export function showBeat(feet, spm, seconds) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const duration = 120000 / spm;
  const shown = [...feet].map((foot, place) =>
    foot.animate(
      still
        ? [{ opacity: 1 }, { opacity: 1, offset: 0.5, easing: "step-end" }, { opacity: 0.35, offset: 0.5 }, { opacity: 0.35 }]
        : [
            { opacity: 1, transform: "translateY(0.5rem)", easing: "ease-out" },
            { opacity: 0.35, transform: "none", offset: 0.4 },
            { opacity: 0.35, transform: "none", easing: "ease-in" },
          ],
      { duration, iterations: (seconds * 1000) / duration, delay: LEAD * 1000 + (place * duration) / 2 },
    ),
  );
  return () => shown.forEach((each) => each.cancel());
}
