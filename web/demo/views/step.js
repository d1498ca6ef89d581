// The step written out: symbols first, then the numbers put in; for an edge its chain rule and the C that runs.
import { html, nothing } from 'lit';
import { formatConstant, formatNumber, formatOperand } from '../format.js';
import { number, partial, row, sign, symbol } from '../formula.js';
import { definition, symbolOf } from '../plan.js';
import { operandText } from '../sentence.js';
import { math, parts } from './math.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../locale/index.js').Words} Words */
/** @typedef {import('../formula.js').Formula} Formula */
/** @typedef {import('../state.js').EdgeNumbers} EdgeNumbers */

/**
 * @param {Timeline} timeline
 * @param {State} state
 * @param {Words} words
 */
export function stepView(timeline, state, words) {
  const { type } = state.event;
  const lines = formulas[type](timeline, state);
  return html`
    <h2>${words.panel[type]}</h2>
    <div class="formulas" lang="en">${lines.map(([left, right]) => html`<div>${left ? math(left) : nothing}</div><div>${math(right)}</div>`)}</div>
    ${type === 'backward' ? meanings(words) : nothing}
    ${code(timeline, state, words)}
  `;
}

/** @typedef {[left: Formula | null, right: Formula]} Line  the right side begins with its sign, so that signs align */

/** @type {Record<State['event']['type'], (timeline: Timeline, state: State) => Line[]>} */
const formulas = {
  start: model,
  sample: ({ plan }, { nodes }) =>
    nodes.flatMap(({ value }, i) =>
      plan.nodes[i].kind === 'data' ? [equation(symbolOf(plan, i), Number(value))] : [],
    ),
  forward: computation,
  loss: computation,
  seed: () => [
    [partial('L', 'L', 'gradient'), row(sign('='), number(formatNumber(1), 'gradient'))],
  ],
  backward: chainRule,
  update: descent,
  zero: ({ plan }) =>
    plan.nodes.flatMap(({ kind, symbol: name }) =>
      kind === 'parameter'
        ? [/** @type {Line} */ ([partial('L', name, 'gradient'), row(sign('='), symbol('None'))])]
        : [],
    ),
};

/** More lines than this would push the page down at the start, and only there. */
const MOST_LINES = 7;

/**
 * The ops, the loss first; of a long model only its end, as the graph shows all of it.
 * @param {Timeline} timeline
 * @returns {Line[]}
 */
function model({ plan }) {
  const lines = plan.nodes
    .flatMap((_, i) => {
      const made = definition(plan, i);
      return made ? [/** @type {Line} */ ([symbolOf(plan, i), row(sign('='), made)])] : [];
    })
    .reverse();
  return lines.length > MOST_LINES
    ? [...lines.slice(0, MOST_LINES - 1), [sign('⋮'), row()]]
    : lines;
}

/** @param {Formula} left @param {number} value @returns {Line} */
const equation = (left, value) => [left, row(sign('='), number(formatNumber(value), 'value'))];

/** @param {Timeline} timeline @param {State} state @returns {Line[]} */
function computation({ plan }, state) {
  const index = Number(state.event.node);
  const name = symbolOf(plan, index);
  const value = Number(state.nodes[index].value);
  const symbols = definition(plan, index);
  const numbers = definition(
    plan,
    index,
    (i) =>
      plan.nodes[i].kind === 'constant'
        ? number(plan.nodes[i].symbol)
        : number(operandText(plan, state, index, i), 'value'),
    '×',
  );
  if (!symbols || !numbers) return [equation(name, value)];
  return [
    [name, row(sign('='), symbols)],
    [null, row(sign('='), numbers)],
    [null, row(sign('='), number(formatNumber(value), 'value'))],
  ];
}

/** @param {Timeline} timeline @param {State} state @returns {Line[]} */
function chainRule({ plan }, state) {
  const index = Number(state.event.edge);
  const { node, input, turn, turns } = plan.edges[index];
  const { numbers } = state.edges[index];
  if (!numbers) return [];
  const [from, to] = [plan.nodes[node].symbol, plan.nodes[input].symbol];
  const received = partial('L', to, 'gradient');
  const rule = row(
    sign(turns > 1 ? '+=' : '='),
    partial('L', from, 'upstream'),
    sign('·'),
    partial(from, slotName(plan, plan.edges[index]), 'local'),
  );
  const lines = /** @type {Line[]} */ ([[received, rule], ...product(numbers)]);
  return turn === 1 ? lines : [...lines, ...sumOfPaths(plan, state, index, received)];
}

/** More terms than this are not written out; those before are one. */
const MOST_TERMS = 4;

/**
 * All that has come along other paths, and what this edge adds.
 * @param {import('../plan.js').Plan} plan
 * @param {State} state
 * @param {number} index  of the edge
 * @param {Formula} received
 * @returns {Line[]}
 */
function sumOfPaths({ edges, places }, state, index, received) {
  const arrived = places.arrivals[edges[index].input].filter((edge) => edge <= index);
  const numbers = arrived.map((edge) => /** @type {EdgeNumbers} */ (state.edges[edge].numbers));
  const folded = Math.max(0, arrived.length - MOST_TERMS);
  const terms = numbers.slice(folded).map(({ contribution }) => contribution);
  if (folded) terms.unshift(numbers[folded - 1].accumulated);
  const texts = terms.map((term, i) => (i ? formatOperand(term) : formatNumber(term)));
  const total = formatNumber(Number(numbers.at(-1)?.accumulated));
  const sum = texts.flatMap((text, i) => [sign(i ? '+' : '='), number(text, 'gradient')]);
  const result = [sign('='), number(total, 'gradient')];
  return [...texts, total].join('').length > LONGEST_LINE
    ? [
        [received, row(...sum)],
        [null, row(...result)],
      ]
    : [[received, row(...sum, ...result)]];
}

/** More letters than this do not fit beside each other. */
const LONGEST_LINE = 17;

/**
 * Upstream × local = contribution, on one line where it fits.
 * @param {import('../state.js').EdgeNumbers} numbers
 * @returns {Line[]}
 */
function product({ upstream, local, contribution }) {
  const texts = [formatOperand(upstream), formatOperand(local), formatNumber(contribution)];
  const factors = [number(texts[0], 'upstream'), sign('×'), number(texts[1], 'local')];
  const result = [sign('='), number(texts[2], 'gradient')];
  return texts.join('').length > LONGEST_LINE
    ? [
        [null, row(sign('='), ...factors)],
        [null, row(...result)],
      ]
    : [[null, row(sign('='), ...factors, ...result)]];
}

/**
 * What an op's slot is called: its input's symbol, but a letter of the op's own where both slots hold the same input.
 * @param {import('../plan.js').Plan} plan
 * @param {import('../plan.js').PlanEdge} edge
 */
function slotName({ nodes }, { node, slot, input }) {
  const twice = nodes[node].inputs.filter((other) => other === input).length > 1;
  return twice ? letters(nodes[node])[slot] : nodes[input].symbol;
}

/** The letters that ops use for their inputs in C. @param {import('../plan.js').PlanNode} node */
const letters = ({ inputs }) =>
  inputs.length === 1 ? ['x'] : ['a', 'b', 'c'].slice(0, inputs.length);

/** @param {Timeline} timeline @param {State} state @returns {Line[]} */
function descent(timeline, state) {
  const name = String(state.event.name);
  const { params, next } = timeline.passes[state.event.pass];
  const index = timeline.plan.nodes.findIndex((node) => node.symbol === name);
  const gradient = Number(state.nodes[index].gradient);
  return [
    [
      symbol(name),
      row(sign('←'), symbol(name), sign('−'), symbol('η'), partial('L', name, 'gradient')),
    ],
    [
      null,
      row(
        sign('='),
        number(formatNumber(params[name]), 'value'),
        sign('−'),
        number(formatNumber(timeline.config.lr)),
        sign('×'),
        number(formatOperand(gradient), 'gradient'),
      ),
    ],
    [null, row(sign('='), number(formatNumber(next[name]), 'value'))],
  ];
}

/** @param {Words} words the four colours have names */
const meanings = (words) => html`<ul class="meanings">
  ${['upstream', 'local', 'gradient'].map((tone) => html`<li class=${tone}>${words.panel[tone]}</li>`)}
</ul>`;

/**
 * The op as the engine compiles it.
 * @param {Timeline} timeline
 * @param {State} state
 * @param {Words} words
 */
function code({ plan }, { event }, words) {
  const edge = event.edge === undefined ? null : plan.edges[event.edge];
  const index = edge
    ? edge.node
    : event.type === 'forward' || event.type === 'loss'
      ? event.node
      : undefined;
  const node = index === undefined ? null : plan.nodes[index];
  if (!node?.code) return nothing;
  const names = letters(node);
  const shown = edge
    ? `g${names[edge.slot]} += ${node.code.vjp[edge.slot]}`
    : `y = ${node.code.value}`;
  const used = (/** @type {string} */ name) => new RegExp(`\\b${name}\\b`).test(shown);
  const inputs = names.map((name, i) => ({
    name,
    is: symbolPart(plan, node.inputs[i]),
    own: edge?.slot === i,
  }));
  const known = [
    ...(used('y') ? [{ name: 'y', is: symbolPart(plan, Number(index)) }] : []),
    ...(edge ? [{ name: 'g', is: { text: words.panel.upstream } }] : []),
    ...inputs.filter(({ name, own }) => own || used(name)),
    ...Object.entries(node.attrs).flatMap(([name, value]) =>
      used(name) ? [{ name, is: { text: formatConstant(value) } }] : [],
    ),
  ];
  const legend = known.flatMap(({ name, is }, i) => [
    { text: `${i ? words.sentence.and : ''}${name} = ` },
    is,
  ]);
  return html`<div class="code">
    <span class="caption">${words.panel.runs}</span>
    <code>${shown}</code>
    <span class="caption">${parts(legend)}</span>
  </div>`;
}

/** @param {import('../plan.js').Plan} plan @param {number} index @returns {import('../locale/index.js').Part} */
const symbolPart = ({ nodes }, index) => ({
  text: nodes[index].symbol,
  symbol: nodes[index].kind !== 'constant',
});
