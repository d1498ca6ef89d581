// The computational graph: cards for nodes, curves for edges, and the current edge's product. Text for those who listen.
import { html, nothing, svg } from 'lit';
import { formatExact, formatNumber, formatOperand } from '../format.js';
import { lineText, runs } from '../formula.js';
import { placeLabel } from '../labels.js';
import { NODE_HEIGHT } from '../layout.js';
import { say } from '../locale/index.js';
import { definition, symbolOf } from '../plan.js';

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
 * @property {(name: string) => void} onLeaf
 */

const LABEL = { letter: 8.9, height: 30, own: 2 };
/** Longer numbers are set smaller, so that they do not run into the name. */
const LONG = 7;

/** @param {Scene} scene */
export function graphView(scene) {
  const { layout, scale, words } = scene;
  return html`
    <svg class="graph" aria-hidden="true" viewBox="0 0 ${layout.width} ${layout.height}"
      width=${Math.round(layout.width * scale)} height=${Math.round(layout.height * scale)}>
      <defs>${marker('arrow')}${marker('arrow-back')}${marker('arrow-live')}</defs>
      ${layout.links.map((link) => linkView(scene, link))}
      ${layout.nodes.map((node) => nodeView(scene, node))}
      ${layout.links.map((link) => travellerView(scene, link))}
      ${layout.links.map((link) => labelView(scene, link))}
    </svg>
    <ul class="spoken" aria-label=${words.graph.title}>${spoken(scene).map((line) => html`<li>${line}</li>`)}</ul>
  `;
}

/** @param {string} id */
const marker = (
  id,
) => svg`<marker id=${id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
  markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 8 4 0 7.5Z"></path></marker>`;

/**
 * The gradient's edge that runs along a link, if one does.
 * @param {Scene} scene
 * @param {Link} link
 */
function edgeOf({ timeline, state }, { to, slot }) {
  const index = timeline.plan.edges.findIndex((edge) => edge.node === to && edge.slot === slot);
  return index < 0 ? null : { ...state.edges[index], index };
}

/** @param {Scene} scene @param {Link} link */
function linkView(scene, link) {
  const { event, nodes } = scene.state;
  const edge = edgeOf(scene, link);
  const flowing = (event.type === 'forward' || event.type === 'loss') && event.node === link.to;
  const filled = nodes[link.from].value !== null && nodes[link.to].value !== null;
  const live = edge?.active ? 'live' : '';
  return svg`
    <path class="forward ${flowing ? 'flowing' : ''} ${filled ? 'filled' : ''}" d=${link.forward}
      marker-end=${flowing ? 'url(#arrow-live)' : 'url(#arrow)'}></path>
    ${edge?.done || edge?.next ? svg`<path class="back ${live} ${edge.next ? 'next' : ''}" d=${link.back} marker-end="url(#arrow-back)"></path>` : nothing}
    ${edge?.done && !edge.active ? localView(link, Number(edge.numbers?.local)) : nothing}
  `;
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
  const { event, nodes } = scene.state;
  const edge = edgeOf(scene, link);
  const flowing = (event.type === 'forward' || event.type === 'loss') && event.node === link.to;
  if (!flowing && !edge?.active) return nothing;
  const value = flowing ? nodes[link.from].value : edge?.numbers?.contribution;
  return svg`<g class="traveller ${flowing ? 'value' : 'gradient'}" data-path=${flowing ? link.forward : link.back}>
    <rect x="-24" y="-11" width="48" height="22" rx="11"></rect>
    <text y="4.5" text-anchor="middle">${formatNumber(Number(value))}</text>
  </g>`;
}

/** @param {Scene} scene @param {Link} link the active edge's upstream × local = contribution */
function labelView(scene, link) {
  const edge = edgeOf(scene, link);
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

/** @param {Scene} scene @param {import('../layout.js').NodeBox} box */
function nodeView(scene, { index, x, y, width }) {
  const { timeline, state, words, onLeaf } = scene;
  const node = timeline.plan.nodes[index];
  const { value, gradient, active, operand, next } = state.nodes[index];
  const classes = [
    'node',
    node.kind,
    active && `active in-${state.event.phase}`,
    operand && 'operand',
    next && !active && 'next',
    !finite(value, gradient) && 'broken',
  ];
  const left = 12;
  const right = width - 12;
  const editable = node.kind === 'parameter' || node.kind === 'data';
  return svg`<g class=${classes.filter(Boolean).join(' ')} transform="translate(${x - width / 2} ${y - NODE_HEIGHT / 2})"
      data-symbol=${node.symbol} @click=${editable ? () => onLeaf(node.symbol) : nothing}>
    <rect class="card" width=${width} height=${NODE_HEIGHT} rx="10"></rect>
    <text class="name" x=${left} y="26">${nameRuns(scene, index)}</text>
    ${number(value, 'value', right, 26)}
    ${
      node.differentiable
        ? svg`<text class="note" x=${left} y="48">∂<tspan class="symbol">L</tspan>/∂<tspan class="symbol">${node.symbol}</tspan></text>
          ${gradient === null ? svg`<text class="note pending" x=${right} y="48" text-anchor="end">${words.graph.notYet}</text>` : number(gradient, 'gradient', right, 48)}`
        : svg`<text class="note" x=${left} y="48">${node.kind === 'data' ? words.graph.data : words.graph.none}</text>`
    }
  </g>`;
}

/** @param {...(number | null)} held */
const finite = (...held) => held.every((number) => number === null || Number.isFinite(number));

/** @param {Scene} scene @param {number} index */
function nameRuns({ timeline: { plan } }, index) {
  const formula = definition(plan, index);
  const equals = formula ? [{ text: ' = ', style: 'plain' }, ...runs(formula)] : [];
  return [...runs(symbolOf(plan, index)), ...equals].map(({ text, style }) =>
    style === 'raised'
      ? svg`<tspan class="raised" dy="-6">${text}</tspan><tspan dy="6">&#8203;</tspan>`
      : svg`<tspan class=${style}>${text}</tspan>`,
  );
}

/**
 * @param {number | null} value
 * @param {string} tone
 * @param {number} x
 * @param {number} y
 */
function number(value, tone, x, y) {
  if (value === null)
    return svg`<text class="note pending" x=${x} y=${y} text-anchor="end">·</text>`;
  const text = formatNumber(value);
  const long = text.length > LONG ? 'long' : '';
  return svg`<text class="number ${tone} ${long}" x=${x} y=${y} text-anchor="end">${text}<title>${formatExact(value)}</title></text>`;
}

/**
 * The graph in words, in the order of computation.
 * @param {Scene} scene
 * @returns {string[]}
 */
function spoken({ timeline: { plan }, state, words }) {
  const held = (/** @type {number | null} */ value) =>
    value === null ? words.graph.notYet : formatNumber(value);
  const nodes = plan.nodes.flatMap((node, i) => {
    if (node.kind === 'constant') return [];
    const { value, gradient } = state.nodes[i];
    const formula = definition(plan, i);
    const template = {
      parameter: 'parameter',
      data: 'leaf',
      op: node.differentiable ? 'op' : 'plain',
    }[node.kind];
    return say(words.graph[template], {
      name: node.symbol,
      formula: formula ? lineText(formula) : '',
      value: held(value),
      gradient: held(gradient),
    });
  });
  const edges = state.edges.flatMap(({ numbers }, i) => {
    if (!numbers) return [];
    const [node, input] = [plan.edges[i].node, plan.edges[i].input].map(
      (n) => plan.nodes[n].symbol,
    );
    const { upstream, local, contribution } = numbers;
    return say(words.graph.edge, {
      node,
      input,
      upstream: formatNumber(upstream),
      local: formatOperand(local),
      contribution: formatNumber(contribution),
    });
  });
  return [...nodes, ...edges];
}
