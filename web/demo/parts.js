// Parts: what can be added to every demo from outside of it. A part has tabs beside the step, buttons, a line in
// the dock, or a view that takes the whole room. Each demo makes its own, so that a part can keep its state.

/** @typedef {import('./element.js').BackpropDemo} BackpropDemo */
/** @typedef {import('./locale/index.js').Words} Words */
/**
 * @typedef {object} Host  what a part sees of its demo
 * @property {BackpropDemo} demo
 * @property {import('./timeline.js').Timeline | null} timeline
 * @property {import('./state.js').State | null} state
 * @property {(name: string, detail: object) => void} tell  fires backprop-NAME
 */
/** @typedef {{ name: string, title: (words: Words) => string, view: () => unknown }} Tab */
/**
 * @typedef {object} Part
 * @property {import('lit').CSSResult[]} [styles]
 * @property {Tab[]} [tabs]
 * @property {() => unknown} [tool]            among the buttons beside the fields
 * @property {() => unknown} [control]         among the buttons that step
 * @property {() => unknown} [line]            in the dock, over those buttons
 * @property {() => unknown} [whole]             null or undefined: not now
 * @property {(move: string) => boolean} [move]  whether it takes the move instead of the demo
 * @property {() => number[]} [marked]           edges of the plan that the graph marks while its tab is open
 * @property {() => void} [settle]               once the demo is drawn
 */
/** @typedef {(host: Host) => Part} Maker */

/** @type {Maker[]} */
const makers = [];
/** @type {Set<BackpropDemo>} */
const shown = new Set();

/** Adds a part to every demo, those on the page already included. @param {Maker} make */
export function addPart(make) {
  makers.push(make);
  for (const demo of shown) demo.requestUpdate();
}

/** A demo's own parts. */
export class Parts {
  /** @type {Part[]} */
  #made = [];
  /** The name of the tab that is open; empty: the step's own. */
  tab = '';

  /** @param {Host} host */
  constructor(host) {
    this.host = host;
  }

  connect() {
    shown.add(this.host.demo);
  }

  disconnect() {
    shown.delete(this.host.demo);
  }

  get all() {
    while (this.#made.length < makers.length) {
      const part = makers[this.#made.length](this.host);
      this.#made.push(part);
      this.#adopt(part.styles ?? []);
    }
    return this.#made;
  }

  /** @param {import('lit').CSSResult[]} styles */
  #adopt(styles) {
    const root = /** @type {ShadowRoot} */ (this.host.demo.renderRoot);
    const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
  }

  get tabs() {
    return this.all.flatMap(({ tabs = [] }) => tabs);
  }

  /** The edges that the open tab wants to be marked. */
  get marked() {
    const open = this.all.find(({ tabs = [] }) => tabs.some(({ name }) => name === this.tab));
    return open?.marked?.() ?? [];
  }

  get tools() {
    return this.all.map((part) => part.tool?.());
  }

  get controls() {
    return this.all.map((part) => part.control?.());
  }

  get lines() {
    return this.all.map((part) => part.line?.());
  }

  /** The view that takes the whole room, if a part wants it. */
  get whole() {
    return this.all.map((part) => part.whole?.()).find(Boolean);
  }

  /** @param {string} name */
  open(name) {
    this.tab = name;
    this.host.demo.requestUpdate();
  }

  settle() {
    for (const part of this.all) part.settle?.();
  }

  /** Whether a part takes this move. @param {string} move */
  take(move) {
    return this.all.some((part) => part.move?.(move));
  }
}
