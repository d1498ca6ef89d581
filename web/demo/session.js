// A run being looked at: what was typed, the last timeline that it made, what is wrong with it, and the cursor.
// Config and cursor are the only state; everything else follows from them.
import { fallback, leafNames, readConfig } from './config.js';
import { anchorAt, clamp, cursorFor, START } from './cursor.js';
import { stateAt } from './state.js';
import { makeTimeline } from './timeline.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */

export class Session {
  /** @type {import('./config.js').Typed} */
  typed = { values: {} };
  /** @type {Timeline | null} the last run that worked */
  timeline = null;
  /** @type {import('./config.js').Problem[]} */
  problems = [];
  cursor = 0;
  /** The op that the reader went to last: while an expression is being typed it may come and go. */
  #anchor = START;
  /** @type {string[]} the leaves of the last expression that parsed */
  leaves = [];

  /**
   * Takes what was typed; a run that fails leaves the last one in place.
   * @param {import('./config.js').Typed} typed
   */
  read(typed) {
    this.typed = typed;
    const leaves = leafNames(this.text('expr'));
    if (leaves.length) this.leaves = leaves;
    const { config, problems } = readConfig(typed, this.leaves);
    this.problems = problems;
    if (!config) return;
    this.timeline = makeTimeline(config);
    this.cursor = cursorFor(this.timeline, this.#anchor);
  }

  /**
   * What stands in a field: what was typed, or what the lesson has there.
   * @param {string} name
   * @returns {string}
   */
  text(name) {
    const { values, ...rest } = this.typed;
    const given = new Map([...Object.entries(values), ...Object.entries(rest)]);
    return given.get(name) ?? fallback(name, this.typed);
  }

  /** @param {number} cursor @returns {boolean} whether it moved */
  seek(cursor) {
    if (!this.timeline) return false;
    const to = clamp(this.timeline, cursor);
    const moved = to !== this.cursor;
    this.cursor = to;
    this.#anchor = anchorAt(this.timeline, to);
    return moved;
  }

  get state() {
    return this.timeline && stateAt(this.timeline, this.cursor);
  }
}
