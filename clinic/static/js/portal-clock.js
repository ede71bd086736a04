/* A clock that counts down to nought by the wall clock, so that a sleeping page is right when it wakes. */

export const inWords = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

export class Countdown {
  constructor({ tick, end }) {
    this.tick = tick;
    this.end = end;
  }

  start(seconds) {
    this.stop();
    this.whole = seconds;
    this.left = seconds;
    this.run();
  }

  run() {
    this.until = Date.now() + this.left * 1000;
    this.timer = window.setInterval(() => this.look(), 250);
    this.look();
  }

  look() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    if (left !== this.left || left === this.whole) {
      this.left = left;
      this.tick(left, this.whole);
    }
    if (left === 0) {
      this.stop();
      this.end();
    }
  }

  get running() {
    return Boolean(this.timer);
  }

  pause() {
    window.clearInterval(this.timer);
    this.timer = undefined;
  }

  add(seconds) {
    this.left = Math.max(1, this.left + seconds);
    this.whole = Math.max(this.whole, this.left);
    this.tick(this.left, this.whole);
    if (this.running) this.until = Date.now() + this.left * 1000;
  }

  stop() {
    window.clearInterval(this.timer);
    this.timer = undefined;
  }
}
