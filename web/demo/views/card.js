// A node's card: what it computes, its value, its gradient.
import { nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatExact, formatNumber } from '../format.js';
import { indexed, runs } from '../formula.js';
import { NODE_HEIGHT } from '../layout.js';
import { definition, symbolOf } from '../plan.js';

/** @typedef {import('./graph.js').Scene} Scene */

/** Longer numbers are set smaller, so that they do not run into the name. */
const LONG = 7;

/** @param {Scene} scene @param {import('../layout.js').NodeBox} box drawn anew only when it changes */
export function cardView(scene, box) {
  const { timeline, state, words, far } = scene;
  const { value, gradient, active, operand, next } = state.nodes[box.index];
  const classes = [
    'node',
    timeline.plan.nodes[box.index].kind,
    active && `active in-${state.event.phase}`,
    operand && 'operand',
    next && !active && 'next',
    !finite(value, gradient) && 'broken',
    value !== null && 'computed',
    gradient !== null && 'reached',
  ];
  const drawn = classes.filter(Boolean).join(' ');
  return far
    ? guard([box, drawn], () => sketchView(scene, box, drawn))
    : guard([box, drawn, value, gradient, words], () => detailView(scene, box, drawn));
}

/**
 * @param {Scene} scene
 * @param {import('../layout.js').NodeBox} box
 * @param {string} classes
 */
function detailView(scene, { index, x, y, width }, classes) {
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
        ? svg`<text class="note" x=${left} y="48">∂<tspan class="symbol">L</tspan>/∂<tspan class="symbol">${indexed(node.symbol)}</tspan></text>
          ${gradient === null ? svg`<text class="note pending" x=${right} y="48" text-anchor="end">${words.graph.notYet}</text>` : number(gradient, 'gradient', right, 48)}`
        : svg`<text class="note" x=${left} y="48">${node.kind === 'data' ? words.graph.data : words.graph.none}</text>`
    }
  </g>`;
}

/**
 * From afar a card is its symbol, and the colour of what it holds.
 * @param {Scene} scene
 * @param {import('../layout.js').NodeBox} box
 * @param {string} classes
 */
function sketchView({ timeline: { plan } }, { index, x, y, width, height }, classes) {
  const { symbol } = plan.nodes[index];
  return svg`<g class=${classes} data-symbol=${symbol}>
    <rect class="card" x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="10"></rect>
    <text class="symbol" x=${x} y=${y + 15} text-anchor="middle">${indexed(symbol)}</text>
  </g>`;
}

/** @param {...(number | null)} held */
const finite = (...held) =>
  held.flat().every((number) => number === null || Number.isFinite(number));

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
