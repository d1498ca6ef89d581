// What stays the same from update to update: the shape of the graph, the symbols of its nodes, the order of events.
import { ops } from '../lib/index.js';
import { formatConstant } from './format.js';
import { indexed, number, operation, symbol } from './formula.js';

/** @typedef {import('../lib/index.js').Graph} Graph */
/** @typedef {import('./formula.js').Formula} Formula */
/**
 * @typedef {object} PlanNode
 * @property {'parameter' | 'data' | 'constant' | 'op'} kind
 * @property {string} symbol           what formulas call it
 * @property {string | null} op
 * @property {number[]} inputs
 * @property {Record<string, number>} attrs  of the op
 * @property {number[]} shown          those of them that were not left at what they are by themselves
 * @property {boolean} differentiable  whether a gradient arrives here
 * @property {{ value: string, vjp: string[] } | null} code  the C that runs
 */
/** @typedef {{ node: number, slot: number, input: number, turn: number, turns: number }} PlanEdge */
/**
 * @typedef {{ type: 'start' | 'sample' | 'forward' | 'loss' | 'seed' | 'backward' | 'update' | 'zero',
 *             node?: number, edge?: number, name?: string }} Step
 */
/**
 * @typedef {object} Plan
 * @property {PlanNode[]} nodes
 * @property {PlanEdge[]} edges     in the order in which backward walks them; turn counts the gradients that reach one input
 * @property {number} loss
 * @property {number | null} prediction
 * @property {Step[]} forward       one forward pass
 * @property {Step[]} pass          a whole pass: forward, backward, update
 * @property {Places} places
 */
/**
 * Where in a pass things happen.
 * @typedef {object} Places
 * @property {(number | undefined)[]} computed  of each node
 * @property {number} seed
 * @property {number} edges                     of the first edge; the others follow
 * @property {Map<string, number>} updated      of each parameter
 * @property {number[][]} arrivals              for each node the edges along which its gradient comes
 */

/** The name under which the prediction is handed to the engine, and its symbol unless the text names it. */
export const PREDICTION = 'ŷ';

/**
 * @param {Graph} graph
 * @param {{ params: string[], named: string[], prediction: string | null, rows: boolean }} facts
 * @returns {Plan}
 */
export function makePlan(graph, { params, named, prediction, rows }) {
  const nodes = graph.nodes.map((node) => planNode(node));
  const loss = nodes.length - 1;
  const index = graph.nodes.findIndex(({ name }) => name !== null && name === prediction);
  nameOps(nodes, graph, { loss, prediction: index, named });
  const edges = planEdges(graph);
  // A node that no edge leads to never gets a gradient, whether it asked for one or not.
  for (const [i, node] of nodes.entries())
    node.differentiable &&= i === loss || edges.some(({ input }) => input === i);
  const reached = params.filter((name) =>
    nodes.some(({ symbol, differentiable }) => differentiable && symbol === name),
  );
  const forward = forwardSteps(nodes, loss, rows);
  /** @type {Step[]} */
  const pass = [
    ...forward,
    { type: 'seed', node: loss },
    ...edges.map(
      ({ input }, edge) => /** @type {Step} */ ({ type: 'backward', edge, node: input }),
    ),
    ...reached.map((name) => /** @type {Step} */ ({ type: 'update', name })),
    { type: 'zero' },
  ];
  return {
    nodes,
    edges,
    loss,
    prediction: index < 0 || index === loss ? null : index,
    forward,
    pass,
    places: placesIn(nodes, edges, forward, reached),
  };
}

/**
 * @param {PlanNode[]} nodes
 * @param {PlanEdge[]} edges
 * @param {Step[]} forward
 * @param {string[]} params
 * @returns {Places}
 */
function placesIn(nodes, edges, forward, params) {
  const first = forward.length + 1;
  const places = {
    computed: /** @type {number[]} */ ([]),
    seed: forward.length,
    edges: first,
    updated: new Map(params.map((name, i) => [name, first + edges.length + i])),
    arrivals: nodes.map(() => /** @type {number[]} */ ([])),
  };
  for (const [at, { node }] of forward.entries())
    if (node !== undefined) places.computed[node] = at;
  for (const [edge, { input }] of edges.entries()) places.arrivals[input].push(edge);
  return places;
}

/**
 * @param {Graph['nodes'][number]} node
 * @returns {PlanNode}
 */
function planNode(node) {
  const constant = node.leaf && node.name === null;
  return {
    kind: !node.leaf ? 'op' : constant ? 'constant' : node.requiresGrad ? 'parameter' : 'data',
    symbol: constant ? formatConstant(Number(node.value)) : (node.name ?? ''),
    op: node.op === CAST ? 'float' : node.op,
    inputs: node.inputs,
    attrs: node.attrs,
    shown: node.op === CAST ? [] : shownAttrs(node),
    differentiable: node.requiresGrad,
    code: node.formula,
  };
}

/** The engine's op that makes a bool a number, where one stands beside numbers. */
const CAST = 'to';

/** @param {Graph['nodes'][number]} node */
function shownAttrs({ op, attrs }) {
  const values = Object.values(attrs);
  const known = ops.find(({ name }) => name === op)?.attrs ?? [];
  return values.slice(0, 1 + values.findLastIndex((v, k) => !Object.is(v, known[k].fallback)));
}

/**
 * Ops get the symbols that a textbook would give them: L, ŷ, e for the error, else v₁, v₂ …
 * @param {PlanNode[]} nodes
 * @param {Graph} graph
 * @param {{ loss: number, prediction: number, named: string[] }} facts
 */
function nameOps(nodes, graph, { loss, prediction, named }) {
  const taken = new Set([...graph.nodes.map(({ name }) => name), ...named]);
  let count = 0;
  for (const [i, node] of nodes.entries()) {
    if (node.kind !== 'op') continue;
    if (i === loss) node.symbol = 'L';
    else if (node.symbol === '')
      node.symbol = isError(node) && claim('e') ? 'e' : indexed(`v${++count}`);
  }
  /** @param {PlanNode} node */
  function isError(node) {
    if (node.op !== 'sub' || prediction < 0) return false;
    return node.inputs.includes(prediction);
  }
  /** @param {string} name */
  function claim(name) {
    if (taken.has(name)) return false;
    return Boolean(taken.add(name));
  }
}

/**
 * Backward walks from the loss: it never comes to ops behind a comparison, which passes nothing on.
 * @param {Graph} graph
 * @returns {PlanEdge[]}
 */
function planEdges({ nodes, edges }) {
  const reached = new Set([nodes.length - 1]);
  const walked = edges.filter(({ node, input }) => reached.has(node) && reached.add(input));
  /** @type {number[]} */
  const counts = [];
  const found = walked.map(({ node, slot, input }) => {
    counts[input] = (counts[input] ?? 0) + 1;
    return { node, slot, input, turn: counts[input] };
  });
  return found.map((edge) => ({ ...edge, turns: counts[edge.input] }));
}

/**
 * @param {PlanNode[]} nodes
 * @param {number} loss
 * @param {boolean} rows
 * @returns {Step[]}
 */
function forwardSteps(nodes, loss, rows) {
  const computed = nodes.flatMap(({ kind }, i) => (kind === 'op' && i !== loss ? [i] : []));
  /** @type {Step[]} */
  const steps = computed.map((node) => ({ type: 'forward', node }));
  steps.push({ type: 'loss', node: loss });
  return rows ? [{ type: 'sample' }, ...steps] : steps;
}

/**
 * The right-hand side of a node: its op over its inputs' symbols, or over their numbers.
 * @param {Plan} plan
 * @param {number} index
 * @param {(input: number) => Formula} [operand]
 * @param {string} [times]
 * @returns {Formula | null}
 */
export function definition(plan, index, operand, times) {
  const node = plan.nodes[index];
  if (node.op === null) return null;
  return operation(
    node.op,
    [
      ...node.inputs.map((i) => (operand ? operand(i) : symbolOf(plan, i))),
      ...node.shown.map((value) => number(formatConstant(value))),
    ],
    times,
  );
}

/**
 * @param {Plan} plan
 * @param {number} index
 * @returns {Formula}
 */
export function symbolOf(plan, index) {
  const { kind, symbol: text } = plan.nodes[index];
  return kind === 'constant' ? number(text) : symbol(text);
}
