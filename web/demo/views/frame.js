// How the element's parts stand together.
import { html, nothing } from 'lit';
import { speak } from '../locale/index.js';
import { sentenceFor } from '../sentence.js';
import { chartView } from './chart.js';
import { fieldsView, problemsView } from './fields.js';
import { graphView } from './graph.js';
import { parts } from './math.js';
import { stepView } from './step.js';
import { ROWS_IN_SIGHT, tableView } from './table.js';
import { panelView } from './tabs.js';
import { icon, transportView } from './transport.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../state.js').State} State */
/** @typedef {{ timeline: Timeline, state: State, layout: import('../layout.js').Layout } & import('../room.js').Sight} Run */
/**
 * @typedef {object} Picture
 * @property {Run | null} run  null: no run has worked yet
 * @property {import('../locale/index.js').Words} words
 * @property {import('../parts.js').Parts} parts
 * @property {import('./fields.js').FieldsScene} fields
 * @property {boolean} playing
 * @property {boolean} byUpdate
 * @property {number} tableFrom
 * @property {(move: string) => void} onMove
 * @property {(cursor: number) => void} onSeek
 * @property {(name: string) => void} onLeaf
 * @property {(top: number) => void} onTableScroll
 */

/** @param {Picture} picture */
export function frameView(picture) {
  const { run, words } = picture;
  return html`<section class="frame ${words.code}" lang=${words.tag} aria-label=${words.demo}>
    ${picture.parts.whole ?? html`${fieldsView(picture.fields)}${problemsView(picture.fields)}${run ? runView(picture, run) : emptyView(picture)}`}
  </section>`;
}

/** @param {Picture} picture */
const emptyView = ({ words }) =>
  html`<div class="stage bare"><p class="empty-stage">${words.graph.empty}</p></div>`;

/** @param {Picture} picture @param {Run} run */
function runView(picture, run) {
  const { words, playing, byUpdate, onMove, onSeek, onLeaf } = picture;
  const { timeline, state } = run;
  const sentence = sentenceFor(timeline, state, words);
  const atEnd = state.event.index === timeline.length - 1;
  return html`
    <div class="picture">
      <div class="stage" tabindex="0" role="group" aria-label=${words.graph.title}>${graphView({ ...run, words, marked: picture.parts.marked, onLeaf })}</div>
      ${run.crowded ? zoomView(run.scale, words, onMove) : nothing}
    </div>
    ${panelView(
      picture.parts,
      words,
      () => html`
      <div class="step ${timeline.plan.edges.some(({ turns }) => turns > 1) ? 'adding' : ''}">${stepView(timeline, state, words)}</div>
      <div class="loss">${chartView(timeline, reachedBy(state), words)}</div>`,
    )}
    <div class="dock">
      <p class="sentence"><span aria-live=${playing && byUpdate ? 'off' : 'polite'} aria-atomic="true">${parts(sentence)}</span>
        ${atEnd ? html`<button class="quiet more" type="button" @click=${() => onMove('more')}>${timeline.config.rows ? words.transport.moreEpochs : words.transport.more}</button>` : nothing}</p>
      ${picture.parts.lines}
      ${transportView({ timeline, state, words, sentence: speak(sentence), playing, byUpdate, controls: picture.parts.controls, onMove, onSeek })}
    </div>
    <div class="log">${tableView({
      timeline,
      state,
      words,
      window: { from: picture.tableFrom, count: ROWS_IN_SIGHT },
      onScroll: (event) =>
        picture.onTableScroll(/** @type {HTMLElement} */ (event.target).scrollTop),
      onJump: (pass) => onSeek(timeline.start(pass + 1) - 2),
    })}</div>
  `;
}

/** @param {number} scale @param {import('../locale/index.js').Words} words @param {(move: string) => void} onMove */
export const zoomView = (
  scale,
  { zoom },
  onMove,
) => html`<div class="zoom" role="group" aria-label=${zoom.label}>
  ${['zoomOut', 'zoomIn', 'zoomAll'].map((move) => html`<button type="button" aria-label=${zoom[move]} title=${zoom[move]} @click=${() => onMove(move)}>${icon(move)}</button>`)}
  <output>${Math.round(scale * 100)} %</output>
</div>`;

/**
 * How far the cursor's loss is known.
 * @param {State} state
 */
function reachedBy({ event }) {
  const forward = ['start', 'sample', 'forward'];
  return { pass: event.pass, known: !forward.includes(event.type) };
}
