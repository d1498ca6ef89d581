// The computational graph: cards for nodes, curves for edges, and the current edge's product. Text for those who listen.
import { html, nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatNumber, formatOperand } from '../format.js';
import { placeLabel } from '../labels.js';
import { cardView } from './card.js';
import { spokenView } from './spoken.js';

/** @typedef {import('../layout.js').Layout} Layout */
/** @typedef {import('../layout.js').Link} Link */
/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../locale/index.js').Words} Words */
/**
 * @typedef {object} Scene
 * @property {Timeline} timeline
 * @property {State} state
 * @property {Words} words
 * @property {Layout} layout
 * @property {number} scale
 * @property {boolean} [far]                    too small for numbers
 * @property {import('../room.js').Part} [part]  what lies outside of it is not drawn
 * @property {number[]} [marked]                edges of the plan
 * @property {(name: string) => void} onLeaf
 */

const LABEL = { letter: 8.9, height: 30, own: 2, line: 3 };

/** @param {Scene} scene */
export function graphView(scene) {
  const { layout, scale, words, far } = scene;
  return html`
    <svg class="graph ${far ? 'far' : ''}" aria-hidden="true" viewBox="0 0 ${layout.width} ${layout.height}"
      width=${Math.round(layout.width * scale)} height=${Math.round(layout.height * scale)}>
      <defs>${marker('arrow')}${marker('arrow-back')}${marker('arrow-live')}</defs>
      ${layout.links.map((link) => (inSight(scene, link.room) ? linkView(scene, link) : nothing))}
      ${layout.nodes.map((box) => (inSight(scene, box) ? cardView(scene, box) : nothing))}
      ${far ? nothing : layout.links.map((link) => travellerView(scene, link))}
      ${far ? nothing : layout.links.map((link) => labelView(scene, link))}
    </svg>
    <ul class="spoken" aria-label=${words.graph.title}>${spokenView(scene)}</ul>
  `;
}

/**
 * @param {Scene} scene
 * @param {import('../layout.js').Box} box
 */
const inSight = ({ part }, { x, y, width, height }) =>
  !part ||
  (x + width / 2 >= part.left &&
    x - width / 2 <= part.right &&
    y + height / 2 >= part.top &&
    y - height / 2 <= part.bottom);

/** @param {string} id */
const marker = (
  id,
) => svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
  markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 8 4 0 7.5Z"></path></marker>`;

/**
 * Whether a value flows along a link in this step.
 * @param {Scene} scene
 * @param {Link} link
 */
const flows = ({ state: { event } }, { to }) =>
  (event.type === 'forward' || event.type === 'loss') && event.node === to;

/** @param {Scene} scene @param {Link} link drawn anew only when it changes */
function linkView(scene, link) {
  const { edges, nodes } = scene.state;
  const { done, active, next, numbers } = edges[link.edge] ?? {};
  const flowing = flows(scene, link);
  const filled = nodes[link.from].value !== null && nodes[link.to].value !== null;
  const local = done && !active && !scene.far ? (numbers?.local ?? null) : null;
  const marked = scene.marked?.includes(link.edge) ? 'marked' : '';
  return guard(
    [link, flowing, filled, done, active, next, local, marked],
    () => svg`
    <path class="forward ${flowing ? 'flowing' : ''} ${filled ? 'filled' : ''} ${marked}" d=${link.forward}
      marker-end=${flowing ? 'url(#arrow-live)' : 'url(#arrow)'}></path>
    ${done || next ? svg`<path class="back ${active ? 'live' : ''} ${next ? 'next' : ''}" d=${link.back} marker-end="url(#arrow-back)"></path>` : nothing}
    ${local === null ? nothing : localView(link, local)}`,
  );
}

/** @param {Link} link @param {number} local */
const localView = ({ note }, local) =>
  svg`<text class="note local" x=${note?.x} y=${Number(note?.y) + 4} text-anchor="middle">× ${formatOperand(local)}</text>`;

/**
 * What moves along an edge in this step; motion.js carries it.
 * @param {Scene} scene
 * @param {Link} link
 */
function travellerView(scene, link) {
  const { nodes, edges } = scene.state;
  const edge = edges[link.edge];
  const flowing = flows(scene, link);
  if (!flowing && !edge?.active) return nothing;
  const value = flowing ? nodes[link.from].value : edge.numbers?.contribution;
  return svg`<g class="traveller ${flowing ? 'value' : 'gradient'}" data-path=${flowing ? link.forward : link.back}>
    <rect x="-24" y="-11" width="48" height="22" rx="11"></rect>
    <text y="4.5" text-anchor="middle">${formatNumber(Number(value))}</text>
  </g>`;
}

/** @param {Scene} scene @param {Link} link the active edge's upstream × local = contribution */
function labelView(scene, link) {
  const edge = scene.state.edges[link.edge];
  if (!edge?.active || !edge.numbers) return nothing;
  const { upstream, local, contribution } = edge.numbers;
  const up = formatNumber(upstream);
  const down = formatOperand(local);
  const result = formatNumber(contribution);
  const width = 22 + (up.length + down.length + result.length + 6) * LABEL.letter;
  const { x, y } = placeLabel(scene.layout, link, { ...LABEL, width });
  return svg`<g class="label" transform="translate(${x} ${y})">
    <rect x=${-width / 2} y=${-LABEL.height / 2} width=${width} height=${LABEL.height} rx=${LABEL.height / 2}></rect>
    <text y="5" text-anchor="middle"><tspan class="upstream">${up}</tspan> × <tspan class="local">${down}</tspan> = <tspan class="gradient strong">${result}</tspan></text>
  </g>`;
}
