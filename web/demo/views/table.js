// Every update as a row. Only the rows in sight exist, so that ten thousand updates cost no more than ten.
import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { columns } from '../columns.js';
import { formatExact, formatNumber } from '../format.js';
import { indexed } from '../formula.js';
import { say } from '../locale/index.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../timeline.js').Update} Update */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../locale/index.js').Words} Words */
/** @typedef {import('../columns.js').Column} Column */
/** @typedef {import('../columns.js').Known} Known */
/**
 * @typedef {object} TableScene
 * @property {Timeline} timeline
 * @property {State} state
 * @property {Words} words
 * @property {{ from: number, count: number }} window
 * @property {(event: Event) => void} onScroll
 * @property {(pass: number) => void} onJump
 */

export const ROW_HEIGHT = 34;
/** How many rows exist at a time: twice what the table's height shows. */
export const ROWS_IN_SIGHT = 24;

/**
 * A column's name with its symbols set as such.
 * @param {string} name
 * @param {Words} words
 */
const headView = (name, words) =>
  name === 'L'
    ? words.table.loss
    : name.split(/([\p{L}_][\p{L}\p{N}_]*)/u).map((piece, i) => {
        if (i === 1 && name.startsWith('new ')) return words.table.next;
        return i % 2 ? html`<i class="symbol">${indexed(piece)}</i>` : piece;
      });

/**
 * What the cursor has passed in the pass it stands in.
 * @param {Timeline} timeline
 * @param {State} state
 * @returns {Known}
 */
function knownAt({ plan: { places, loss }, start }, { event }) {
  const position = event.index - start(event.pass);
  const past = (/** @type {number | undefined} */ at) => at !== undefined && at <= position;
  return {
    node: (index) => past(places.computed[index]),
    gradient: (index) =>
      past(index === loss ? places.seed : places.edges + Number(places.arrivals[index].at(-1))),
    updated: (name) => past(places.updated.get(name)),
  };
}

/** @type {WeakMap<Timeline, Column[]>} */
const known = new WeakMap();

/** The same for every step of a run. @param {Timeline} timeline */
function columnsOf(timeline) {
  const list = known.get(timeline) ?? columns(timeline);
  known.set(timeline, list);
  return list;
}

/** @type {Known} */
const ALL = { node: () => true, gradient: () => true, updated: () => true };

/** How many rows the cursor has reached. @param {Timeline} timeline @param {State} state */
export const rowCount = ({ passes }, { event }) =>
  event.type === 'start' ? 0 : Math.min(passes.length, event.pass + 1);

/** @param {TableScene} scene */
export function tableView(scene) {
  const { timeline, state, words, window, onScroll } = scene;
  const list = columnsOf(timeline);
  const total = rowCount(timeline, state);
  const epochs = timeline.config.rows !== null;
  const from = Math.max(0, Math.min(window.from, total - window.count));
  const to = Math.min(total, from + window.count);
  const shown = Array.from({ length: to - from }, (_, i) => from + i);
  const span = list.length + (epochs ? 2 : 1);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${words.table.title} @scroll=${onScroll}>
      <table aria-rowcount=${total + 1}>
        ${guard([timeline, words], () => headsView(list, epochs, words))}
        <tbody>
          ${spacer(from, span)}
          ${shown.map((pass) => guard([timeline, words, pass, pass === state.event.pass && state.event.index], () => rowView(scene, list, pass, epochs)))}
          ${total === 0 ? html`<tr class="empty"><td colspan=${span}>${words.table.empty}</td></tr>` : nothing}
          ${spacer(total - to, span)}
        </tbody>
      </table>
    </div>`;
}

/** @param {Column[]} list @param {boolean} epochs @param {Words} words */
const headsView = (list, epochs, words) => html`
  <colgroup>${Array.from({ length: list.length + (epochs ? 2 : 1) }, () => html`<col>`)}</colgroup>
  <thead><tr aria-rowindex="1">
    <th scope="col">${words.table.update}</th>
    ${epochs ? html`<th scope="col">${words.table.epoch}</th>` : nothing}
    ${list.map(({ name }) => html`<th scope="col">${headView(name, words)}</th>`)}
  </tr></thead>`;

/** @param {number} rows @param {number} span */
const spacer = (rows, span) =>
  rows > 0
    ? html`<tr aria-hidden="true"><td class="spacer" colspan=${span} height=${rows * ROW_HEIGHT}></td></tr>`
    : nothing;

/**
 * @param {TableScene} scene
 * @param {Column[]} list
 * @param {number} pass
 * @param {boolean} epochs
 */
function rowView({ timeline, state, words, onJump }, list, pass, epochs) {
  const update = timeline.update(pass);
  const current = pass === state.event.pass;
  const known = current ? knownAt(timeline, state) : ALL;
  return html`<tr class=${current ? 'current' : ''} aria-current=${current ? 'step' : 'false'} aria-rowindex=${pass + 2}>
    <th scope="row"><button class="jump" type="button" @click=${() => onJump(pass)} aria-label=${say(words.table.jump, { update: pass + 1 })}>${pass + 1}</button></th>
    ${epochs ? html`<td class="number">${update.epoch}</td>` : nothing}
    ${list.map((column) => cell(column, update, known, words))}
  </tr>`;
}

/** @param {Column} column @param {Update} update @param {Known} known @param {Words} words */
function cell({ tone, value, known: reached }, update, known, words) {
  const found = value(update);
  if (found === null && known === ALL) return html`<td class="pending">${words.graph.none}</td>`;
  if (!reached(known) || found === null)
    return html`<td class="pending">${words.table.notYet}</td>`;
  return html`<td class="number ${tone}" title=${formatExact(found)}>${formatNumber(found)}</td>`;
}
