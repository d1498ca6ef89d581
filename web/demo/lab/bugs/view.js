// The Bug Lab: ten bugs to pick from, the program with the line that just ran, the graph of that moment, what PyTorch
// says, what happened, and the cure.
import { formatNumber, graphView, html, nothing, parts, say, zoomView } from '../../kit.js';
import { bugs } from './programs.js';
import { sentenceFor } from './sentence.js';
import { becameView, toldView } from './told.js';
import { transportView } from './transport.js';

/** @typedef {import('./run.js').Step} Step */
/** @typedef {any} Said  the Bug Lab's words */
/**
 * @typedef {object} BugsScene
 * @property {import('./programs.js').Bug} bug
 * @property {string} way                          a way to do it wrong, or MENDED
 * @property {import('./programs.js').Program} program
 * @property {Step[]} steps
 * @property {Step[]} other                        of the mended program; of the broken one, while it is mended
 * @property {ReturnType<typeof import('./scene.js').sceneOf> & import('../../room.js').Sight | null} picture  null: there is no graph
 * @property {number} cursor
 * @property {boolean} playing
 * @property {import('../../locale/index.js').Words} words
 * @property {Said} said
 * @property {(id: string) => void} onPick
 * @property {(way: string) => void} onWay
 * @property {(move: string) => unknown} onMove
 * @property {(cursor: number) => void} onSeek
 * @property {() => void} onClose
 * @property {() => void} onLanguage
 */

/** @param {BugsScene} scene */
export function bugsView(scene) {
  const { words, said, onClose, onLanguage } = scene;
  return html`<div class="lab"><div class="bugs-head">
      <h2>${said.title}</h2>
      <p>${said.lead}</p>
      <div class="tools">
        <button class="quiet language" type="button" lang=${words.switchLang} @click=${onLanguage}>${words.switchTo}</button>
        <button class="quiet close-lab" type="button" @click=${onClose}>${said.close}</button>
      </div>
    </div>
    <div class="bugs">
      ${pickView(scene)}
      ${programView(scene)}
      ${toldView(scene)}
      ${stageView(scene)}
      ${becameView(scene)}
    </div>
    <div class="dock">
      <p class="sentence"><span aria-live="polite" aria-atomic="true">${parts(sentenceFor(scene))}</span></p>
      ${transportView(scene)}
    </div></div>`;
}

/** @param {BugsScene} scene */
const pickView = ({ bug, said, onPick }) => html`<ol class="bug-list" aria-label=${said.list}>
  ${bugs.map(
    ({ id }) =>
      html`<li><button class="bug" type="button" aria-pressed=${id === bug.id ? 'true' : 'false'} @click=${() => onPick(id)}>${said.bug[id].name}</button></li>`,
  )}
</ol>`;

/** @param {BugsScene} scene */
function programView(scene) {
  const { bug, way, said, onWay } = scene;
  const ways = [...Object.keys(bug.broken), 'mended'];
  return html`<div class="program">
    <div class="choice" role="group" aria-label=${said.ways}>
      ${ways.map((name) => html`<button class="quiet" type="button" aria-pressed=${name === way ? 'true' : 'false'} @click=${() => onWay(name)}>${wayName(name, said)}</button>`)}
    </div>
    ${listingView(scene)}
    ${variablesView(scene)}
  </div>`;
}

/** @param {string} way @param {Said} said */
const wayName = (way, said) =>
  way === 'mended' ? said.mended : way === '' ? said.broken : said.way[way];

/** @param {BugsScene} scene the program, with the line that just ran */
function listingView({ program: { before, times, loop }, steps, cursor, said }) {
  const { at, error } = steps[cursor];
  const row = (
    /** @type {string} */ text,
    /** @type {number} */ line,
    /** @type {boolean} */ inLoop,
  ) => {
    const mark = line === at ? (error ? 'failed' : 'now') : '';
    const indented = inLoop ? text.replace(/^/gm, '    ') : text;
    return html`<li class=${mark} aria-current=${mark ? 'step' : 'false'}><code>${indented}</code>${mark === 'failed' ? html`<span class="spoken">${said.stops}</span>` : nothing}</li>`;
  };
  return html`<ol class="listing" lang="en" aria-label=${said.listing}>
    ${before.map(({ py }, i) => row(py, i, false))}
    ${times ? html`<li class="head"><code>for update in range(${times}):</code></li>` : nothing}
    ${loop.map(({ py }, i) => row(py, before.length + i, times > 0))}
  </ol>`;
}

/** @param {BugsScene} scene what each name stands for now */
function variablesView({ steps, cursor, said }) {
  const { variables } = steps[cursor];
  const held = Object.entries(variables);
  return html`<div class="held"><table class="variables"><caption class="spoken">${said.variables}</caption>
    <thead><tr><th scope="col">${said.name}</th><th scope="col">${said.value}</th><th scope="col">.grad</th><th scope="col">${said.is}</th></tr></thead>
    <tbody>${held.map(
      ([name, variable]) => html`<tr><th scope="row"><code>${name}</code></th>
        <td class="number value">${formatNumber(/** @type {any} */ (variable.value))}</td>
        <td class="number gradient">${variable.grad === null ? html`<span class="caption">${variable.tensor ? 'None' : '–'}</span>` : formatNumber(/** @type {any} */ (variable.grad))}</td>
        <td class="caption">${whatIs(variable, said)}</td></tr>`,
    )}</tbody>
  </table></div>`;
}

/** @param {import('./run.js').Variable} variable @param {Said} said */
function whatIs({ tensor, requiresGrad, gradFn }, said) {
  if (!tensor) return said.float;
  if (gradFn) return say(said.result, { op: gradFn });
  return requiresGrad ? said.leaf : said.plain;
}

/** @param {BugsScene} scene */
function stageView({ picture, words, said, onMove }) {
  if (!picture)
    return html`<div class="picture"><div class="stage bare"><p class="empty-stage">${said.noGraph}</p></div></div>`;
  return html`<div class="picture">
    <div class="stage" tabindex="0" role="group" aria-label=${words.graph.title}>
      ${graphView({ .../** @type {any} */ (picture), words, onLeaf: () => {} })}
    </div>
    ${picture.crowded ? zoomView(picture.scale, words, onMove) : nothing}
  </div>`;
}
