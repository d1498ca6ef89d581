// The computational graph: cards for nodes, curves for edges, and the current edge's product. Text for those who listen.
import { html, nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
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
    <ul class="spoken" aria-label=${words.graph.title}>${spoken(scene)}</ul>
  `;
}

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
  const local = done && !active ? Number(numbers?.local) : null;
  return guard(
    [link, flowing, filled, done, active, next, local],
    () => svg`
    <path class="forward ${flowing ? 'flowing' : ''} ${filled ? 'filled' : ''}" d=${link.forward}
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

/** @param {Scene} scene @param {import('../layout.js').NodeBox} box drawn anew only when it changes */
function nodeView(scene, box) {
  const { timeline, state, words } = scene;
  const { value, gradient, active, operand, next } = state.nodes[box.index];
  const classes = [
    'node',
    timeline.plan.nodes[box.index].kind,
    active && `active in-${state.event.phase}`,
    operand && 'operand',
    next && !active && 'next',
    !finite(value, gradient) && 'broken',
  ];
  const drawn = classes.filter(Boolean).join(' ');
  return guard([box, drawn, value, gradient, words], () => cardView(scene, box, drawn));
}

/**
 * @param {Scene} scene
 * @param {import('../layout.js').NodeBox} box
 * @param {string} classes
 */
function cardView(scene, { index, x, y, width }, classes) {
  const { timeline, state, words, onLeaf } = scene;
  const node = timeline.plan.nodes[index];
  const { value, gradient } = state.nodes[index];
  const left = 12;
  const right = width - 12;
  const editable = node.kind === 'parameter' || node.kind === 'data';
  return svg`<g class=${classes} transform="translate(${x - width / 2} ${y - NODE_HEIGHT / 2})"
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
 */
function spoken({ timeline: { plan }, state, words }) {
  const nodes = plan.nodes.map((node, i) => {
    if (node.kind === 'constant') return nothing;
    const { value, gradient } = state.nodes[i];
    return guard([plan, value, gradient, words], () =>
      item(say(words.graph[spokenAs(node)], told(plan, i, words, value, gradient))),
    );
  });
  const edges = state.edges.map(({ numbers }, i) => {
    if (!numbers) return nothing;
    const { upstream, local, contribution } = numbers;
    return guard([plan, upstream, local, contribution, words], () => {
      const { node, input } = plan.edges[i];
      return item(
        say(words.graph.edge, {
          node: plan.nodes[node].symbol,
          input: plan.nodes[input].symbol,
          upstream: formatNumber(upstream),
          local: formatOperand(local),
          contribution: formatNumber(contribution),
        }),
      );
    });
  });
  return [...nodes, ...edges];
}

/** @param {string} line */
const item = (line) => html`<li>${line}</li>`;

/** @param {import('../plan.js').PlanNode} node which sentence tells it */
const spokenAs = ({ kind, differentiable }) =>
  kind === 'parameter' ? 'parameter' : kind === 'data' ? 'leaf' : differentiable ? 'op' : 'plain';

/**
 * @param {import('../plan.js').Plan} plan
 * @param {number} index
 * @param {Words} words
 * @param {...(number | null)} held
 */
function told(plan, index, words, ...held) {
  const formula = definition(plan, index);
  const [value, gradient] = held.map((number) =>
    number === null ? words.graph.notYet : formatNumber(number),
  );
  return {
    name: plan.nodes[index].symbol,
    formula: formula ? lineText(formula) : '',
    value,
    gradient,
  };
}
