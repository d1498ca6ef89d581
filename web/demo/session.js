// A run being looked at: what was typed, the last timeline that it made, what is wrong with it, and the cursor.
// Config and cursor are the only state; everything else follows from them.
import { ChainruleError } from '../lib/index.js';
import { fallback, leafNames, readConfig } from './config.js';
import { anchorAt, clamp, cursorFor, START } from './cursor.js';
import { flaw } from './link.js';
import { stateAt } from './state.js';
import { makeTimeline } from './timeline.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */

/** A text that is no link at all would be wrong in each of its parts. */
const MOST_FLAWS = 2;

export class Session {
  /** @type {import('./config.js').Typed} */
  typed = { values: {} };
  /** What made the run that is shown. */
  #run = this.typed;
  /** @type {Timeline | null} the last run that worked */
  timeline = null;
  /** @type {import('./config.js').Problem[]} */
  problems = [];
  cursor = 0;
  /** The op that the reader went to last: while an expression is being typed it may come and go. */
  #anchor = START;
  /** The step that a link asked for whose fields must be mended first. */
  #asked = 0;
  /** @type {string[]} the leaves of the last expression that parsed */
  leaves = [];
  /** @type {{ timeline: Timeline, cursor: number, state: import('./state.js').State } | null} */
  #known = null;

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
    try {
      this.timeline = makeTimeline(config);
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      this.problems = [{ field: 'expr', code: 'refused', facts: { message: error.message } }];
      return;
    }
    this.#run = typed;
    this.cursor = cursorFor(this.timeline, this.#anchor);
    if (this.#asked) this.seek(this.#asked);
  }

  /**
   * Takes what a link says; what it says wrong stands beside what is wrong with the fields, until the next move.
   * @param {import('./config.js').Typed} typed
   * @param {import('./link.js').Link} link
   */
  open(typed, { texts, cursor, problems }) {
    this.read(typed);
    const known = ['expr', 'lr', 'data', 'epochs', ...this.leaves];
    const strange = [...texts.keys()].filter((name) => !known.includes(name));
    const flaws = problems.concat(strange.map((near) => flaw('part', { near })));
    if (!this.problems.length && this.timeline) {
      this.seek(cursor ?? 0);
      const last = this.timeline.length - 1;
      if (Number(cursor) > last) flaws.push(flaw('cursor', { asked: Number(cursor), last }));
    } else this.#asked = Number(cursor);
    this.problems = [...this.problems, ...flaws.slice(0, MOST_FLAWS)];
  }

  /**
   * What stands in a field: what was typed, or what the lesson has there.
   * @param {string} name
   * @param {import('./config.js').Typed} [typed]
   * @returns {string}
   */
  text(name, typed = this.typed) {
    const { values, ...rest } = typed;
    const given = new Map([...Object.entries(values), ...Object.entries(rest)]);
    return given.get(name) ?? fallback(name, typed);
  }

  /** The texts of the run that is shown, by the name of their field: what a link needs. @returns {Map<string, string>} */
  get texts() {
    const { params = [], data = [], rows = null } = this.timeline?.config ?? {};
    const names = ['expr', ...data, ...params, 'lr', ...(rows ? ['data'] : [])];
    const texts = new Map(names.map((name) => [name, this.text(name, this.#run)]));
    const epochs = this.text('epochs', this.#run);
    return epochs === fallback('epochs', { data: texts.get('data'), values: {} })
      ? texts
      : texts.set('epochs', epochs);
  }

  /** @param {number} cursor @returns {boolean} whether it moved */
  seek(cursor) {
    if (!this.timeline) return false;
    this.#asked = 0;
    this.problems = this.problems.filter(({ field }) => field !== 'link');
    const to = clamp(this.timeline, cursor);
    const moved = to !== this.cursor;
    this.cursor = to;
    this.#anchor = anchorAt(this.timeline, to);
    return moved;
  }

  /** Asked for many times between two moves. @returns {import('./state.js').State | null} */
  get state() {
    const { timeline, cursor } = this;
    if (!timeline) return null;
    if (this.#known?.timeline !== timeline || this.#known.cursor !== cursor)
      this.#known = { timeline, cursor, state: stateAt(timeline, cursor) };
    return this.#known.state;
  }
}
