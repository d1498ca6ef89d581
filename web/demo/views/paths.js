// The ledger of paths: each path with its product, their sum beside the gradient, and what both ways cost.
import { html, nothing } from 'lit';
import { formatCount, formatExact, formatNumber, formatOperand } from '../format.js';
import { indexed } from '../formula.js';
import { fill, say } from '../locale/index.js';
import { parts } from './math.js';

/** @typedef {import('../locale/index.js').Words} Words */
/**
 * @typedef {object} Entry
 * @property {string[]} symbols          from the parameter to the loss
 * @property {(number | null)[]} locals  of its edges; null: backward has not been there
 * @property {number | null} product
 */
/**
 * @typedef {object} LedgerScene
 * @property {Words} words
 * @property {string[]} names            of the parameters
 * @property {string} name               of the one that is shown
 * @property {Entry[]} entries           the first paths
 * @property {bigint} paths              how many there are
 * @property {number | null} sum         of the products, if these are all paths and all are known
 * @property {number | null} gradient    what the sweep brought
 * @property {{ paths: bigint, factors: bigint, edges: number }} cost  for all parameters
 * @property {number} marked             the entry that the graph marks, or -1
 * @property {(name: string) => void} onName
 * @property {(entry: number) => void} onMark
 */

/** A longer path is shown by its beginning and its end. */
const LONGEST = 7;
const ENDS = { first: 4, last: 2 };

/** @param {LedgerScene} scene */
export function ledgerView(scene) {
  const { words, name, entries, paths, cost } = scene;
  const p = words.paths;
  const symbol = { text: name, symbol: true };
  const more = paths - BigInt(entries.length);
  return html`<div class="ledger">
    <h2>${parts(fill(paths ? p.title : p.none, { name: symbol, loss: { text: 'L', symbol: true } }))}</h2>
    ${scene.names.length > 1 ? choiceView(scene) : nothing}
    <ol>${entries.map((entry, i) => entryView(scene, entry, i))}</ol>
    ${more > 0n ? html`<p class="caption">${say(p.more, { count: formatCount(more) })}</p>` : nothing}
    ${sumView(scene)}
  </div>
  <div class="cost">
    <h2>${p.cost}</h2>
    <dl>
      <dt>${say(p.byPaths, { paths: formatCount(cost.paths) })}</dt><dd>${formatCount(cost.factors)}</dd>
      <dt>${p.bySweep}</dt><dd>${cost.edges}</dd>
    </dl>
    <p class="caption">${p.why}</p>
  </div>`;
}

/** @param {LedgerScene} scene */
const choiceView = ({ words, names, name, onName }) =>
  html`<select aria-label=${words.paths.which} @change=${(/** @type {Event} */ event) => onName(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${names.map((one) => html`<option value=${one} .selected=${one === name}>${indexed(one)}</option>`)}
  </select>`;

/** @param {LedgerScene} scene @param {Entry} entry @param {number} i */
function entryView({ words, marked, onMark }, { symbols, locals, product }, i) {
  const shown = shorten(locals.map((local) => localView(local)));
  return html`<li>
    <button class="path" type="button" aria-pressed=${marked === i ? 'true' : 'false'} @click=${() => onMark(i)}>
      ${shorten(symbols.map((symbol) => html`<i class="symbol">${indexed(symbol)}</i>`)).map((item, at) => html`${at ? ' → ' : nothing}${item}`)}
    </button>
    <span class="product">${shown.map((item, at) => html`${at ? ' × ' : nothing}${item}`)} =
      ${product === null ? html`<span class="pending">${words.graph.notYet}</span>` : numberView(product, 'gradient')}</span>
  </li>`;
}

/** @param {number | null} local */
const localView = (local) =>
  local === null
    ? '·'
    : html`<b class="number local" title=${formatExact(local)}>${formatOperand(local)}</b>`;

/** @param {number} value @param {string} tone */
const numberView = (value, tone) =>
  html`<b class="number ${tone}" title=${formatExact(value)}>${formatNumber(value)}</b>`;

/** @param {unknown[]} items */
const shorten = (items) =>
  items.length > LONGEST ? [...items.slice(0, ENDS.first), '⋯', ...items.slice(-ENDS.last)] : items;

/** @param {LedgerScene} scene */
function sumView({ words, name, entries, sum, gradient }) {
  const said = {
    partial: { text: `∂L/∂${name}`, symbol: true },
    gradient:
      gradient === null
        ? words.graph.notYet
        : { text: formatNumber(gradient), tone: /** @type {const} */ ('gradient') },
    sum: sum === null ? '' : { text: formatNumber(sum), tone: /** @type {const} */ ('gradient') },
  };
  const { all, swept } = words.paths;
  if (!entries.length) return nothing;
  return html`<p class="total">${parts(fill(sum === null || gradient === null ? swept : all, said))}</p>`;
}
