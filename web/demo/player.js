// Plays: takes a step, rests, takes the next, until told to stop.

/** Milliseconds that play rests on an op, whose sentence is to be read, or on an update. */
export const PACE = { op: 2000, update: 120 };

export class Player {
  #timer = 0;

  /** @param {() => number | null} tick  takes a step; returns how long to rest, or null at the end */
  constructor(tick) {
    this.tick = tick;
  }

  get playing() {
    return this.#timer !== 0;
  }

  play() {
    const rest = this.tick();
    this.#timer = rest === null ? 0 : window.setTimeout(() => this.play(), rest);
  }

  pause() {
    window.clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
