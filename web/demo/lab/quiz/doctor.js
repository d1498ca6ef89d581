// The doctor for wrong answers: runs the rule once for each slip that people make, and names the one whose result is the
// student's own number. Values, upstreams, local derivatives and contributions are the engine's; where a slip means
// another op or another operand, the engine runs that.
import { engine } from '../../kit.js';
import { again } from '../again.js';
import { isAnswer } from './question.js';

/** @typedef {import('./question.js').Question} Question */
/** @typedef {import('../../timeline.js').Timeline} Timeline */
/** @typedef {import('../../locale/index.js').Part} Part */
/**
 * @typedef {object} Slip
 * @property {string} slip
 * @property {number} value  what it leads to
 * @property {Record<string, string | number>} [facts]  numbers as numbers, symbols as texts
 */

const { tensor } = engine;

/**
 * @param {Timeline} timeline
 * @param {Question} question
 * @param {string} typed
 * @returns {Slip | null}  null: no slip known here gives this number
 */
export function diagnose(timeline, question, typed) {
  const found = slips[question.kind](timeline, question).find(
    ({ value }) =>
      Number.isFinite(value) && isAnswer(typed, value) && !isAnswer(typed, question.value),
  );
  return found ?? null;
}

/** @type {Record<Question['kind'], (timeline: Timeline, question: Question) => Slip[]>} */
const slips = {
  forward: forwardSlips,
  seed: ({ plan }, { graph }) => [
    {
      slip: 'lossValue',
      value: heldAt(graph, plan.loss),
      facts: { name: plan.nodes[plan.loss].symbol },
    },
    { slip: 'zeroSeed', value: 0 },
  ],
  backward: backwardSlips,
  update: updateSlips,
};

/** @param {Question['graph']} graph @param {number} index */
const heldAt = (graph, index) => Number(graph.nodes[index].value);

// --- the engine, with a slip in it ---------------------------------------------------------------------------

/** @typedef {import('../again.js').Made} Made */

/** @param {Made} made @param {number[]} values */
const run = (made, values) =>
  again(
    made,
    values.map((value) => tensor(value)),
  ).item();

/**
 * What one edge of an op passes on, for these operands.
 * @param {Made} made
 * @param {number[]} values
 * @param {number} slot
 * @param {number} upstream
 */
function passOn(made, values, slot, upstream) {
  const leaves = values.map((value, i) => tensor(value, { requiresGrad: i === slot }));
  const result = again(made, leaves);
  if (result.requiresGrad) result.backward(tensor(upstream));
  return leaves[slot].grad?.item() ?? 0;
}

/**
 * Each operand replaced by each other number that stands in the graph.
 * @param {Timeline} timeline
 * @param {Question['graph']} graph
 * @param {number} index  of the op
 * @param {(values: number[]) => number} compute
 * @returns {Slip[]}
 */
function misread({ plan }, graph, index, compute) {
  const { inputs } = graph.nodes[index];
  const values = inputs.map((input) => heldAt(graph, input));
  return inputs.flatMap((meant, slot) =>
    plan.nodes.flatMap(({ kind, symbol }, other) => {
      if (other === meant || kind === 'constant' || plan.nodes[meant].kind === 'constant')
        return [];
      const read = values.with(slot, heldAt(graph, other));
      const facts = { read: symbol, meant: plan.nodes[meant].symbol, number: read[slot] };
      return { slip: 'misread', value: compute(read), facts };
    }),
  );
}

// --- the slips -----------------------------------------------------------------------------------------------

/** Ops that are mistaken for each other. @type {Record<string, string[]>} */
const CONFUSED = {
  add: ['sub', 'mul'],
  sub: ['add'],
  mul: ['add', 'div'],
  div: ['mul'],
  pow: ['mul'],
};

/** @param {Timeline} timeline @param {Question} question @returns {Slip[]} */
function forwardSlips(timeline, { event, graph, node, value }) {
  const { plan } = timeline;
  const { inputs } = graph.nodes[node];
  const op = String(plan.nodes[node].op);
  const values = inputs.map((input) => heldAt(graph, input));
  const names = inputs.map((input) => plan.nodes[input].symbol);
  const [a, b = ''] = names;
  return [
    ...oldParameters(timeline, event.pass, graph, node),
    ...(op === 'sub' ? [{ slip: 'order', value: -value, facts: { a, b } }] : []),
    ...(op === 'pow' ? [{ slip: 'unraised', value: values[0], facts: { a, b } }] : []),
    { slip: 'sign', value: -value },
    ...(CONFUSED[op] ?? []).map((other) => ({
      slip: op === 'pow' ? 'multiplied' : 'otherOp',
      value: run({ op: other, attrs: {} }, values),
      facts: { a, b, op: other },
    })),
    ...(inputs.length === 2
      ? [{ slip: 'order', value: run(graph.nodes[node], [...values].reverse()), facts: { a, b } }]
      : []),
    ...misread(timeline, graph, node, (read) => run(graph.nodes[node], read)),
    ...values.map((alone, i) => ({ slip: 'alone', value: alone, facts: { name: names[i], op } })),
  ];
}

/**
 * The op with a parameter as it was before the last update.
 * @param {Timeline} timeline
 * @param {number} pass
 * @param {Question['graph']} graph
 * @param {number} node
 * @returns {Slip[]}
 */
function oldParameters({ plan, passes }, pass, graph, node) {
  const before = passes[pass - 1]?.params ?? {};
  const { inputs } = graph.nodes[node];
  const values = inputs.map((input) => heldAt(graph, input));
  return inputs.flatMap((input, slot) => {
    const name = plan.nodes[input].symbol;
    if (!(name in before)) return [];
    const value = run(graph.nodes[node], values.with(slot, before[name]));
    return { slip: 'oldParameter', value, facts: { name, number: before[name] } };
  });
}

/** @param {Timeline} timeline @param {Question} question @returns {Slip[]} */
function backwardSlips(timeline, question) {
  const { event, graph, value } = question;
  const { plan, graph: graphAt } = timeline;
  const index = Number(event.edge);
  const { input, turn } = plan.edges[index];
  const contribution = Number(graph.edges[index].contribution);
  const before = value - contribution;
  const name = plan.nodes[input].symbol;
  const old = event.pass > 0 ? Number(graphAt(event.pass - 1).nodes[input].grad) : Number.NaN;
  /** @type {Slip[]} */
  const adding = [
    { slip: 'overwrote', value: contribution, facts: { name, before } },
    { slip: 'leftOut', value: before, facts: { name, contribution } },
  ];
  return [
    { slip: 'sign', value: -value },
    ...(turn > 1 ? adding : []),
    ...factorSlips(graph.edges[index], before, operandSlips(timeline, question, before)),
    { slip: 'kept', value: value + old, facts: { number: old } },
  ];
}

/**
 * One of the chain rule's two factors is missing, or they were not multiplied.
 * @param {Question['graph']['edges'][number]} edge
 * @param {number} before
 * @param {Slip[]} more  slips in the local derivative, which come before the last and least likely one
 * @returns {Slip[]}
 */
function factorSlips(edge, before, more) {
  const facts = { local: Number(edge.local), upstream: Number(edge.upstream) };
  const { local, upstream } = facts;
  return [
    { slip: 'upstream', value: before + local, facts },
    { slip: 'local', value: before + upstream, facts },
    ...more,
    { slip: 'summed', value: before + upstream + local, facts },
  ];
}

/**
 * The local derivative is that of other operands, or has lost its factor.
 * @param {Timeline} timeline
 * @param {Question} question
 * @param {number} before
 * @returns {Slip[]}
 */
function operandSlips(timeline, { event, graph }, before) {
  const { plan } = timeline;
  const index = Number(event.edge);
  const { node, slot, input } = plan.edges[index];
  const op = String(plan.nodes[node].op);
  const { inputs } = graph.nodes[node];
  const [upstream, contribution] = [
    graph.edges[index].upstream,
    graph.edges[index].contribution,
  ].map(Number);
  const values = inputs.map((operand) => heldAt(graph, operand));
  const name = plan.nodes[input].symbol;
  const passed = (/** @type {number[]} */ read) =>
    before + passOn(graph.nodes[node], read, slot, upstream);
  /** @type {Slip[]} */
  const found = [];
  if (op === 'pow' && slot === 0)
    found.push({
      slip: 'factor',
      value: before + contribution / values[1],
      facts: { exponent: values[1] },
    });
  if (inputs.length === 2) {
    const other = plan.nodes[inputs[1 - slot]].symbol;
    found.push({
      slip: op === 'mul' ? 'operand' : 'exchanged',
      value: passed(values.with(1 - slot, values[slot]).with(slot, values[1 - slot])),
      facts: { name, other },
    });
  }
  return [...found, ...misread(timeline, graph, node, passed)];
}

/** @param {Timeline} timeline @param {Question} question @returns {Slip[]} */
function updateSlips({ config, passes }, { event, graph, node }) {
  const name = String(event.name);
  const before = passes[event.pass].params[name];
  const gradient = Number(graph.nodes[node].grad);
  const { lr } = config;
  const facts = { name, before, gradient, lr };
  return [
    { slip: 'rate', value: before - gradient, facts },
    { slip: 'climbed', value: before + lr * gradient, facts },
    { slip: 'climbed', value: before + gradient, facts },
    { slip: 'stepAlone', value: -lr * gradient, facts },
    { slip: 'stepAlone', value: lr * gradient, facts },
    { slip: 'rateAlone', value: before - lr, facts },
    { slip: 'unmoved', value: before, facts },
    { slip: 'gradientAlone', value: gradient, facts },
  ];
}
