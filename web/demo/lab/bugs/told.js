// What PyTorch says, what happened, the cure, and what became of the parameter.
import { formatNumber, html, nothing, svg } from '../../kit.js';
import { axes, HEIGHT, linePath, ticksView, WIDTH } from '../axes.js';
import { pathOf, rowsOf } from './history.js';

/** @typedef {import('./view.js').BugsScene} BugsScene */

/** With fewer updates than this there is nothing to draw. */
const FEW = 5;

/** @param {BugsScene} scene */
export function toldView(scene) {
  const { bug, way, steps, said } = scene;
  const { happened, cure } = said.bug[bug.id];
  const error = steps.at(-1)?.error;
  const mended = way === 'mended';
  return html`<div class="outcome">
    ${mended ? nothing : html`<section><h3>${said.says}</h3>${error ? html`<p class="says" lang="en"><b>${error.type}:</b> ${error.message}</p>` : html`<p class="nothing-said">${said.nothing}</p>`}</section>`}
    ${mended ? nothing : html`<section><h3>${said.happened}</h3><p>${prose(typeof happened === 'string' ? happened : happened[way])}</p></section>`}
    <section><h3>${said.cure}</h3><p>${prose(cure)}</p></section>
  </div>`;
}

/** An equation stays in one piece. @param {string} text */
const prose = (text) => text.replaceAll(' = ', '\u00a0=\u00a0');

/** @param {BugsScene} scene what became of the parameter */
export const becameView = (scene) => html`<div class="became">
  ${pathOf(scene.steps).length > FEW ? pathView(scene) : nothing}
  ${rowsView(scene)}
</div>`;

/** @param {BugsScene} scene the parameter from update to update, broken and mended */
function pathView({ steps, other, way, said }) {
  const [own, second] = [pathOf(steps), pathOf(other)];
  const all = [...own, ...second].filter(Number.isFinite);
  const count = Math.max(own.length, second.length) - 1;
  const scale = axes([0, count], [Math.min(...all), Math.max(...all)]);
  const line = (/** @type {number[]} */ path) =>
    linePath(
      path.map((_, i) => scale.x(i)),
      path.map(scale.y),
    );
  const names = way === 'mended' ? [said.mended, said.broken] : [said.broken, said.mended];
  return html`<h3>${said.path}</h3>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${said.path}: ${own.map(formatNumber).join(', ')}">
      ${ticksView(scale)}
      <path class="curve other" d=${line(second)}></path>
      <path class="curve" d=${line(own)}></path>
      ${own.map((value, i) => svg`<circle class="dot" cx=${scale.x(i)} cy=${scale.y(value)} r="2.6"></circle>`)}
    </svg>
    <ul class="keys"><li class="own">${names[0]}</li><li class="other">${names[1]}</li></ul>`;
}

/** @param {BugsScene} scene */
function rowsView({ steps, cursor, said }) {
  const rows = rowsOf(steps, cursor);
  const cell = (/** @type {any} */ value, /** @type {string} */ tone) =>
    value === null
      ? html`<td class="pending">–</td>`
      : html`<td class="number ${tone}">${formatNumber(value)}</td>`;
  return html`<div class="scroll rows-scroll" tabindex="0" role="region" aria-label=${said.updates}><table class="updates">
    <thead><tr><th scope="col">${said.update}</th><th scope="col"><code>loss</code></th><th scope="col"><code>w.grad</code></th><th scope="col"><code>w</code></th></tr></thead>
    <tbody>${rows.map(({ loss, grad, w }, i) => html`<tr><th scope="row">${i + 1}</th>${cell(loss, 'value')}${cell(grad, 'gradient')}${cell(w, 'value')}</tr>`)}</tbody>
  </table></div>`;
}
