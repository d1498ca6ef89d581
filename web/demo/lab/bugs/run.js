// Runs a program on the engine, line by line, and keeps what every line leaves behind: the variables, the graph as the
// engine has it then, and the sentence with which it stops.
import { engine } from '../../kit.js';
import { PythonError } from './python.js';

/** @typedef {import('../../../lib/index.js').Tensor} Tensor */
/** @typedef {import('../../../lib/index.js').Graph} Graph */
/** @typedef {import('./programs.js').Program} Program */
/** @typedef {import('./programs.js').Line} Line */
/** @typedef {import('./programs.js').Scope} Scope */
/** @typedef {import('../../../lib/index.js').Graph['nodes'][number]['value']} Value */
/**
 * @typedef {object} Variable
 * @property {Value} value
 * @property {Value | null} grad
 * @property {boolean} requiresGrad
 * @property {string | null} gradFn
 * @property {boolean} tensor        or a number of Python's
 */
/**
 * @typedef {object} Step
 * @property {Line} line
 * @property {number} at       its place in the listing
 * @property {number} update   counted from 0; -1 before the loop
 * @property {Record<string, Variable>} variables
 * @property {Graph | null} graph
 * @property {{ type: string, message: string } | null} error
 */

/** What is watched, and what of it is drawn: the last one that there is. */
const WATCHED = ['w', 'y_pred', 'loss', 'total'];

/** @type {WeakMap<Program, Step[]>} */
const known = new WeakMap();

/**
 * @param {Program} program
 * @returns {Step[]}
 */
export function stepsOf(program) {
  const found = known.get(program) ?? run(program);
  known.set(program, found);
  return found;
}

/** @param {Program} program @returns {Step[]} */
function run({ before, times, loop }) {
  /** @type {Scope} */
  const scope = {};
  /** @type {Step[]} */
  const steps = [];
  /** @param {Line} line @param {number} at @param {number} update */
  const take = (line, at, update) => {
    if (steps.at(-1)?.error) return;
    steps.push(step(scope, line, at, update, steps.at(-1)?.graph ?? null));
  };
  before.forEach((line, at) => {
    take(line, at, -1);
  });
  for (let update = 0; update < Math.max(1, times); update++)
    loop.forEach((line, at) => {
      take(line, before.length + at, update);
    });
  return steps;
}

/**
 * @param {Scope} scope
 * @param {Line} line
 * @param {number} at
 * @param {number} update
 * @param {Graph | null} last  the graph that was seen before
 * @returns {Step}
 */
function step(scope, line, at, update, last) {
  const error = attempt(() => line.run(scope));
  scope.origin ??= scope.w;
  if (line.kind === 'forward' && !error) scope.losses = [...(scope.losses ?? []), scope.loss];
  const looks = !error && ['forward', 'backward', 'add'].includes(line.kind);
  return {
    line,
    at,
    update,
    graph: looks ? drawn(scope, line.kind, last) : last,
    variables: variablesOf(scope),
    error,
  };
}

/** @param {() => void} act */
function attempt(act) {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const type = error instanceof PythonError ? error.type : 'RuntimeError';
    return { type, message: error.message };
  }
  return null;
}

/**
 * The graph of what the line has made; a leaf alone is none.
 * @param {Scope} scope
 * @param {Line['kind']} kind
 * @param {Graph | null} last
 */
function drawn(scope, kind, last) {
  const root = kind === 'add' ? scope.total : (scope.loss ?? scope.y_pred);
  if (!(root instanceof engine.Tensor)) return null;
  const graph = engine.graph(root, kind === 'add' ? lossNames(scope) : leafNames(scope));
  if (graph.nodes.length === 1) return null;
  return kind === 'backward' ? withOldNumbers(graph, last) : graph;
}

/**
 * A gradient that was an operand has grown since; an op over numbers shows those it ran with.
 * @param {Graph} graph
 * @param {Graph | null} last  the same graph, before backward
 */
function withOldNumbers(graph, last) {
  for (const [i, node] of graph.nodes.entries())
    if (node.leaf && node.name === null && last) node.value = last.nodes[i].value;
  return graph;
}

/** @param {Scope} scope @returns {Record<string, Tensor>} */
const leafNames = ({ x, y, w, origin, y_pred }) => ({
  x,
  y,
  w,
  ...(origin === w ? {} : { 'w₀': origin }),
  ...(y_pred ? { ŷ: y_pred } : {}),
});

/** @param {Scope} scope @returns {Record<string, Tensor>} */
const lossNames = ({ losses, x, y, w }) => ({
  ...Object.fromEntries(
    losses.map((/** @type {Tensor} */ loss, /** @type {number} */ i) => [
      `L${'₁₂₃₄₅₆₇₈₉'[i]}`,
      loss,
    ]),
  ),
  x,
  y,
  w,
});

/** @param {Scope} scope @returns {Record<string, Variable>} */
const variablesOf = (scope) =>
  Object.fromEntries(
    WATCHED.filter((name) => name in scope).map((name) => [name, variableOf(scope[name])]),
  );

/** @param {Tensor | number} held @returns {Variable} */
function variableOf(held) {
  if (typeof held === 'number')
    return { value: held, grad: null, requiresGrad: false, gradFn: null, tensor: false };
  return {
    value: held.toArray(),
    grad: held.grad?.toArray() ?? null,
    requiresGrad: held.requiresGrad,
    gradFn: held.gradFn?.name ?? null,
    tensor: true,
  };
}
