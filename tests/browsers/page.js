// A page with a demo, as a reader has it: named things to click on, keys, and what can be seen.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What a browser must be able to do. `code` is the text of a function that runs in the page.
 * @typedef {object} Driver
 * @property {string} name
 * @property {(address: string) => Promise<void>} open
 * @property {(code: string, args: unknown[]) => Promise<any>} run
 * @property {(code: string, args: unknown[]) => Promise<boolean>} click  where the element is that the function returns;
 *   false if it returns none
 * @property {(key: string) => Promise<void>} press                    by the name that KeyboardEvent gives the key
 * @property {() => Promise<void>} close
 */

/** The size of its window. */
export const SCREEN = { width: 1280, height: 900 };
/** A page that works answers within this many milliseconds, even on a busy machine. */
const PATIENCE = 10_000;

/**
 * The visible thing of this name, in the demo or in the page around it, brought to where nothing lies over it.
 * @param {string} name
 * @returns {Element | undefined}
 */
function named(name) {
  const things = 'button, a, input, [role="tab"], [role="button"]';
  const demo = document.querySelector('backprop-demo')?.shadowRoot;
  const nameOf = (/** @type {Element} */ thing) => {
    const copy = /** @type {Element} */ (thing.cloneNode(true));
    for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
    return thing.getAttribute('aria-label') ?? copy.textContent?.trim();
  };
  const found = [document, demo]
    .flatMap((root) => [...(root?.querySelectorAll(things) ?? [])])
    .find((thing) => thing.getClientRects().length && nameOf(thing) === name);
  found?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return found;
}

/** Whether the demo shows this text. @param {string} text */
function shows(text) {
  const has = (/** @type {Node} */ place) =>
    place.textContent?.replace(/\s+/g, ' ').includes(text) ?? false;
  const innermost = (/** @type {ParentNode} */ place) => {
    /** @type {ParentNode | undefined} */
    const inside = [...place.children].find(has);
    /** @type {ParentNode} */
    const found = inside ? innermost(inside) : place;
    return found;
  };
  const demo = document.querySelector('backprop-demo')?.shadowRoot;
  const place = demo && innermost(demo);
  return place instanceof Element && place.getClientRects().length > 0;
}

/** The texts on a node's card, without the exact numbers that hovering shows. @param {string} symbol */
function card(symbol) {
  const node = document
    .querySelector('backprop-demo')
    ?.shadowRoot?.querySelector(`.node[data-symbol="${symbol}"]`);
  return [...(node?.querySelectorAll('text') ?? [])].map(({ childNodes }) =>
    [...childNodes]
      .map((part) => (part.nodeType === Node.TEXT_NODE ? part.textContent : ''))
      .join('')
      .trim(),
  );
}

/** The number of the step that the slider stands at. */
function position() {
  const demo = document.querySelector('backprop-demo')?.shadowRoot;
  return Number(
    demo?.querySelector('input[type="range"]')?.getAttribute('aria-valuetext')?.match(/\d+/)?.[0],
  );
}

export class Page {
  /** @param {Driver} driver */
  constructor(driver) {
    this.driver = driver;
  }

  /** @param {string} address */
  open(address) {
    return this.driver.open(address);
  }

  /**
   * @template {unknown[]} A
   * @template R
   * @param {(...args: A) => R} act  runs in the page: it sees nothing of the test
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  run(act, ...args) {
    return this.driver.run(String(act), args);
  }

  /**
   * Asks until the answer is right.
   * @template R
   * @param {string} what
   * @param {() => Promise<R>} ask
   * @param {(answer: R) => unknown} [right]
   */
  async until(what, ask, right = Boolean) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const answer = await ask();
      if (right(answer)) return;
      if (Date.now() > end) throw new Error(`no ${what}; there is ${JSON.stringify(answer)}`);
      await pause(30);
    }
  }

  /** @param {string} text */
  sees(text) {
    return this.until(`“${text}”`, () => this.run(shows, text));
  }

  /** @param {string} symbol @param {string} text */
  seesOn(symbol, text) {
    const there = (/** @type {string[]} */ texts) => texts.includes(text);
    return this.until(`${text} on ${symbol}`, () => this.run(card, symbol), there);
  }

  /** @param {number} step */
  standsAt(step) {
    return this.until(
      `step ${step}`,
      () => this.run(position),
      (at) => at === step,
    );
  }

  /** @param {string} name */
  click(name) {
    return this.until(name, () => this.driver.click(String(named), [name]));
  }

  /** @param {string[]} keys */
  async press(...keys) {
    for (const key of keys) await this.driver.press(key);
  }

  /** What went wrong since the page was opened or was asked this before. @returns {Promise<string[]>} */
  complaints() {
    return this.run(() => Reflect.get(globalThis, 'complaints').splice(0));
  }
}
