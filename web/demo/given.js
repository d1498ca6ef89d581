// The element's base: the texts that the tag, scripts and the reader give, whether the name is known beforehand or
// only appears in the expression.
import { LitElement } from 'lit';
import { readLink } from './link.js';

/** @typedef {string | number | null | undefined} Text */

/** Names that have an attribute and a property of their own; other leaves have an attribute. */
const KNOWN = ['expr', 'x', 'y', 'w', 'lr', 'data', 'epochs'];
const MODEL = ['expr', 'lr', 'data', 'epochs'];

export class Given extends LitElement {
  static properties = {
    ...Object.fromEntries(KNOWN.map((name) => [name, { type: String, noAccessor: true }])),
    lang: { type: String, reflect: true },
    theme: { type: String, reflect: true },
  };

  /** @type {Map<string, string>} */
  #texts = new Map();
  #attributes = new MutationObserver((changes) => this.#readAttributes(changes));
  #stale = true;

  constructor() {
    super();
    this.#attributes.observe(this, { attributes: true });
  }

  connectedCallback() {
    super.connectedCallback();
    for (const { name } of this.attributes) if (!this.#texts.has(name)) this.#readAttribute(name);
  }

  /** @param {MutationRecord[]} changes */
  #readAttributes(changes) {
    for (const { attributeName } of changes) if (attributeName) this.#readAttribute(attributeName);
  }

  /** Known names come through Lit; any other attribute may be a leaf of the expression. @param {string} name */
  #readAttribute(name) {
    if (!(name in Given.properties)) this.#take(name, this.getAttribute(name));
  }

  /**
   * HTML has no capital letters in the names of attributes: `link` has room for every name.
   * @param {string} name
   * @param {string | null} text
   */
  #take(name, text) {
    this.give(name, text);
    if (name === 'link')
      for (const [leaf, value] of readLink(text ?? '')?.texts ?? []) this.give(leaf, value);
  }

  /**
   * @param {string} name
   * @param {Text} text  null or undefined: as if it had never been given
   */
  give(name, text) {
    if (text === null || text === undefined) this.#texts.delete(name);
    else this.#texts.set(name, String(text));
    this.#stale = true;
    this.requestUpdate();
  }

  /** Whether something was given since this was last asked. */
  takeNews() {
    this.#readAttributes(this.#attributes.takeRecords());
    const news = this.#stale;
    this.#stale = false;
    return news;
  }

  /** What the tag says, and nothing else. */
  giveAttributes() {
    this.#texts.clear();
    for (const { name, value } of this.attributes) this.#take(name, value);
    this.#stale = true;
  }

  /** @returns {import('./config.js').Typed} */
  get given() {
    const model = MODEL.flatMap((name) => [[name, this.#texts.get(name)]]);
    return { ...Object.fromEntries(model), values: Object.fromEntries(this.#texts) };
  }

  /** The expression. @returns {Text} */
  get expr() {
    return this.#texts.get('expr');
  }
  set expr(text) {
    this.give('expr', text);
  }

  /** @returns {Text} */
  get x() {
    return this.#texts.get('x');
  }
  set x(text) {
    this.give('x', text);
  }

  /** @returns {Text} */
  get y() {
    return this.#texts.get('y');
  }
  set y(text) {
    this.give('y', text);
  }

  /** @returns {Text} */
  get w() {
    return this.#texts.get('w');
  }
  set w(text) {
    this.give('w', text);
  }

  /** The learning rate. @returns {Text} */
  get lr() {
    return this.#texts.get('lr');
  }
  set lr(text) {
    this.give('lr', text);
  }

  /** The data set: `1,2;2,4` or JSON. @returns {Text} */
  get data() {
    return this.#texts.get('data');
  }
  set data(text) {
    this.give('data', text);
  }

  /** @returns {Text} */
  get epochs() {
    return this.#texts.get('epochs');
  }
  set epochs(text) {
    this.give('epochs', text);
  }
}
