// What the demo's tests share: an element on the page, and readers of what it shows.
import { userEvent } from 'vitest/browser';
import '../../web/demo/define.js';

/** @typedef {import('../../web/demo/element.js').BackpropDemo} BackpropDemo */

/**
 * A fresh demo in an empty page.
 * @param {Record<string, string | undefined>} [attributes]
 * @returns {Promise<BackpropDemo>}
 */
export async function mount(attributes = {}) {
  const demo = /** @type {BackpropDemo} */ (document.createElement('backprop-demo'));
  for (const [name, value] of Object.entries({ lang: 'en', ...attributes }))
    if (value !== undefined) demo.setAttribute(name, value);
  document.body.replaceChildren(demo);
  await settle(demo);
  return demo;
}

/** The data set of the lesson's program. */
export const PROGRAM = { data: '1,2;2,4;3,6', lr: '0.01', epochs: '100', x: '4', y: '8' };

/** Fifty cells in a row, each with a weight of its own, and two biases that are used all along: 206 cards. */
export const DEEP = `${Array.from({ length: 50 }, (_, i) => `h${i + 1}=tanh(w${i + 1}*${i ? `h${i}` : 'x'} + ${i % 5 ? 'c' : 'b'});`).join(' ')} (h50 - y)^2`;

/** Waits until what was set is drawn, sizes included. @param {BackpropDemo} demo */
export async function settle(demo) {
  await demo.updateComplete;
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  await demo.updateComplete;
}

/**
 * @param {BackpropDemo} demo
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(demo, selector) {
  const found = demo.renderRoot.querySelector(selector);
  if (!found) throw new Error(`the demo shows no ${selector}`);
  return /** @type {HTMLElement} */ (found);
}

/** @param {BackpropDemo} demo @param {string} selector */
export const all = (demo, selector) => [...demo.renderRoot.querySelectorAll(selector)];

/** @param {Element | null} element */
export const textOf = (element) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** The sentence of the step. @param {BackpropDemo} demo */
export const sentence = (demo) => textOf(find(demo, '.sentence [aria-live]'));

/**
 * What a node's card shows: its value, and its gradient or the words that stand there instead.
 * @param {BackpropDemo} demo
 * @param {string} symbol
 */
export function node(demo, symbol) {
  const card = find(demo, `.node[data-symbol="${symbol}"]`);
  const read = (/** @type {string} */ row) =>
    textOf(
      card.querySelector(`text[y="${row}"][text-anchor="end"]`)?.firstChild?.parentElement ?? null,
    );
  const shown = (/** @type {string} */ row) => {
    const cell = card.querySelector(`text[y="${row}"][text-anchor="end"]`);
    const exact = cell?.querySelector('title');
    return exact ? read(row).slice(0, -textOf(exact).length).trim() : read(row);
  };
  return { value: shown('26'), gradient: shown('48') };
}

/** The texts of a table row's cells, the row's number first. @param {BackpropDemo} demo @param {number} row */
export function cells(demo, row) {
  const found = all(demo, 'tbody tr[aria-rowindex]')[row];
  return [...found.children].map((cell) => textOf(cell));
}

/** Everything that can be seen, as one text: markup without Lit's markers, and the slider. @param {BackpropDemo} demo */
export function screen(demo) {
  const markup = find(demo, '.frame')
    .innerHTML.replace(/<!--.*?-->/g, '')
    .replace(/\s+/g, ' ');
  const slider = /** @type {HTMLInputElement} */ (find(demo, 'input[type="range"]'));
  return `${slider.value} ${markup}`;
}

/** @param {BackpropDemo} demo @param {string} name */
export const field = (demo, name) =>
  /** @type {HTMLInputElement} */ (find(demo, `input[name="${name}"]`));

/**
 * Types into a field as a reader does: all of it selected, then key by key.
 * @param {BackpropDemo} demo
 * @param {string} name
 * @param {string} text
 */
export async function type(demo, name, text) {
  const input = field(demo, name);
  input.focus();
  input.select();
  await userEvent.keyboard(text === '' ? '{Delete}' : text.replace(/[{[]/g, '$&$&'));
  await settle(demo);
}

/**
 * Puts a whole text into a field at once, as a paste does.
 * @param {BackpropDemo} demo
 * @param {string} name
 * @param {string} text
 */
export async function paste(demo, name, text) {
  await userEvent.fill(field(demo, name), text);
  await settle(demo);
}

/** @param {BackpropDemo} demo @param {string} keys */
export async function press(demo, keys) {
  await userEvent.keyboard(keys);
  await settle(demo);
}

/** @param {BackpropDemo} demo @param {string} selector */
export async function click(demo, selector) {
  await userEvent.click(find(demo, selector));
  await settle(demo);
}
