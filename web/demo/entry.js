// What the reader does to the fields: typing, nudging, choosing a model or a data set; and what stands in them.
import { fieldText, nudge } from './nudge.js';
import { choiceOf, dataFor, modelFor, modelOf } from './presets.js';

/** What a nudge must not leave. */
const LIMITS = { lr: { fine: true, least: 0 }, epochs: { whole: true, least: 1 } };

export class Entry {
  /** The reader has chosen to give a data set, which may still be another's. */
  #ownData = false;

  /**
   * @param {import('./element.js').BackpropDemo} demo  takes what is given
   * @param {import('./session.js').Session} session    tells what stands in a field
   * @param {() => void} read                           makes the run that the fields now describe
   */
  constructor(demo, session, read) {
    this.demo = demo;
    this.session = session;
    this.read = read;
  }

  /** All choices as if nobody had made them. */
  forget() {
    this.#ownData = false;
  }

  /** @returns what the fields' view needs of them */
  get scene() {
    const { timeline, problems, leaves } = this.session;
    const data = this.session.text('data');
    return {
      problems,
      kept: timeline !== null,
      leaves,
      rows: data.trim() !== '',
      dataChoice: choiceOf(data, this.#ownData),
      model: modelOf(this.session.text('expr')),
      text: (/** @type {string} */ name) => this.session.text(name),
      onType: (/** @type {string} */ name, /** @type {string} */ text) =>
        this.demo.give(name, text),
      onNudge: (/** @type {string} */ name, /** @type {number} */ steps) =>
        this.#nudge(name, steps),
      onModel: (/** @type {string} */ choice) => this.#chooseModel(choice),
      onData: (/** @type {string} */ choice) => this.#chooseData(choice),
    };
  }

  /** @param {string} name */
  focus(name) {
    const found = this.demo.renderRoot.querySelector(`input[name="${CSS.escape(name)}"]`);
    const field = /** @type {HTMLInputElement | null} */ (found);
    field?.focus();
    field?.select();
  }

  /** @param {string} name @param {number} steps */
  #nudge(name, steps) {
    const now = Number(this.session.text(name));
    if (!Number.isFinite(now)) return;
    const limits = LIMITS[/** @type {keyof typeof LIMITS} */ (name)];
    this.demo.give(name, fieldText(nudge(now, steps, limits), name === 'epochs'));
    this.read();
  }

  /** @param {string} choice */
  #chooseData(choice) {
    this.#ownData = choice === 'own';
    const model = modelOf(this.session.text('expr'));
    this.#fill(dataFor(choice, this.session.text('data'), model));
  }

  /** @param {string} choice one's own begins with what is there */
  #chooseModel(choice) {
    this.#ownData = false;
    if (choice === 'own') this.focus('expr');
    this.#fill(modelFor(choice));
  }

  /** @param {Record<string, string>} texts */
  #fill(texts) {
    for (const [name, text] of Object.entries(texts)) this.demo.give(name, text);
    this.demo.requestUpdate();
  }
}
