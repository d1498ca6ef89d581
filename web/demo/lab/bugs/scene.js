// A step of a program as the demo's graph shows it: the engine's graph of that moment, and the variables as they are now.
import { layoutGraph, makePlan } from '../../kit.js';

/** @typedef {import('./run.js').Step} Step */
/** @typedef {import('../../../lib/index.js').Graph} Graph */
/** @typedef {import('../../plan.js').Plan} Plan */
/** @typedef {import('../../layout.js').Layout} Layout */

/** How the demo calls what a line does. @type {Record<Step['line']['kind'], { type: any, phase: any }>} */
const EVENTS = {
  sample: { type: 'start', phase: 'start' },
  weight: { type: 'start', phase: 'start' },
  zero: { type: 'start', phase: 'start' },
  forward: { type: 'forward', phase: 'forward' },
  add: { type: 'forward', phase: 'forward' },
  backward: { type: 'backward', phase: 'backward' },
  update: { type: 'update', phase: 'update' },
  replace: { type: 'update', phase: 'update' },
  change: { type: 'update', phase: 'update' },
  clear: { type: 'zero', phase: 'update' },
};

/** @type {WeakMap<Graph, Plan>} */
const plans = new WeakMap();
/** @type {WeakMap<Graph, { down: boolean, layout: Layout }>} */
const layouts = new WeakMap();

/** @param {Graph} graph @param {boolean} summing  whether it is that of a total */
function planOf(graph, summing) {
  const found = plans.get(graph);
  if (found) return found;
  const prediction = namePrediction(graph) ? 'ŷ' : null;
  const plan = makePlan(graph, { params: ['w'], named: [], prediction, rows: false });
  if (summing) plan.nodes[plan.loss].symbol = 'total';
  plans.set(graph, plan);
  return plan;
}

/**
 * What y is subtracted from gets the demo's name for it.
 * @param {Graph} graph
 */
function namePrediction({ nodes }) {
  const error = nodes.find(({ op, inputs }) => op === 'sub' && nodes[inputs[1]].name === 'y');
  const guess = error && nodes[error.inputs[0]];
  if (guess) guess.name ??= 'ŷ';
  return guess?.name === 'ŷ';
}

/** @param {Graph} graph @param {Plan} plan @param {boolean} down */
function layoutOf(graph, plan, down) {
  const found = layouts.get(graph);
  if (found?.down === down) return found.layout;
  const layout = layoutGraph(plan, down);
  layouts.set(graph, { down, layout });
  return layout;
}

/**
 * @param {Step} step
 * @param {boolean} down  whether the graph flows downward
 */
export function sceneOf({ line, graph, variables, error }, down) {
  if (!graph) return null;
  const plan = planOf(graph, 'total' in variables && graph.nodes.some(({ name }) => name === 'L₁'));
  const { w } = variables;
  const active = error ? null : activeOf(line.kind, plan);
  const nodes = graph.nodes.map((node, i) => {
    const own = plan.nodes[i].symbol === 'w';
    return {
      value: /** @type {any} */ (own ? w.value : node.value),
      gradient: /** @type {any} */ (own ? w.grad : node.grad),
      active: i === active,
      operand: false,
      next: false,
    };
  });
  const edges = graph.edges.map(({ input, upstream, local, contribution, accumulated }) => ({
    done: contribution !== null && line.kind !== 'add',
    active: contribution !== null && line.kind === 'backward' && input === active,
    next: false,
    numbers:
      contribution === null
        ? null
        : /** @type {any} */ ({ upstream, local, contribution, accumulated }),
  }));
  const event = { ...EVENTS[line.kind], index: 0, pass: 0 };
  const layout = layoutOf(graph, plan, down);
  const focus = layout.nodes.find(({ index }) => index === active);
  return { timeline: { plan }, state: { event, nodes, edges }, layout, focus };
}

/** @param {Step['line']['kind']} kind @param {Plan} plan */
function activeOf(kind, { nodes, loss }) {
  if (kind === 'forward' || kind === 'add') return loss;
  const w = nodes.findIndex(({ symbol }) => symbol === 'w');
  return w < 0 ? null : w;
}
