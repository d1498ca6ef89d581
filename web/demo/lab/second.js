// Exact second derivatives, out of the engine alone. Each op's derivative is a C expression that the engine shows; here
// that expression is built again, as ops of the engine. So the gradient becomes a graph like any other, and the engine
// differentiates it once more. Nothing is differentiated in JavaScript, and nothing is approximated.
import { applyOp, engine } from '../kit.js';
import { again } from './again.js';
import { parseC } from './ctext.js';

/** @typedef {import('../../lib/index.js').Tensor} Tensor */
/** @typedef {import('../../lib/index.js').Graph} Graph */
/** @typedef {import('./ctext.js').CText} CText */
/** @typedef {(text: string, bound: Map<string, Tensor>) => Tensor} Builder */

const { ops, tensor } = engine;

/** A derivative whose text calls something that is no op of the engine: it cannot be differentiated again. */
export class NoSecondDerivative extends Error {
  /** @param {string} op @param {string} text */
  constructor(op, text) {
    super(`${op}: ${text}`);
    this.op = op;
    this.text = text;
  }
}

const elementwise = new Map(ops.map((op) => [op.name, op]));

/** @type {Record<string, (a: number, b: number) => boolean>} */
const TESTS = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
  '&&': (a, b) => Boolean(a && b),
  '||': (a, b) => Boolean(a || b),
};

/**
 * What a C expression says, as ops on scalars. Which side of a choice holds, the values decide.
 * @param {CText} c
 * @param {Map<string, Tensor>} bound  what each letter stands for
 * @returns {Tensor}
 */
function build(c, bound) {
  if (c.type === 'number') return tensor(c.value);
  if (c.type === 'choice') return build(holds(c.test, bound) ? c.yes : c.no, bound);
  if (c.type === 'test') return tensor(holds(c, bound) ? 1 : 0);
  if (c.type === 'name') {
    const found = bound.get(c.name);
    if (!found) throw new SyntaxError(c.name);
    return found;
  }
  if (elementwise.get(c.op)?.inputs !== c.inputs.length) throw new SyntaxError(c.op);
  return apply(
    c.op,
    c.inputs.map((input) => build(input, bound)),
  );
}

/** @param {CText} c @param {Map<string, Tensor>} bound @returns {boolean} */
function holds(c, bound) {
  if (c.type !== 'test') return build(c, bound).item() !== 0;
  const [a, b] = c.inputs.map((input) => build(input, bound).item());
  return TESTS[c.sign](a, b);
}

/** @param {string} op @param {Tensor[]} inputs @returns {Tensor} */
const apply = (op, inputs) => applyOp(op, inputs, []);

/**
 * The letters of an op's texts.
 * @param {Tensor[]} inputs
 * @param {Tensor} y
 * @param {Record<string, number>} attrs
 */
function lettersOf(inputs, y, attrs) {
  const names = inputs.length === 1 ? ['x'] : ['a', 'b', 'c'];
  return new Map([
    ...inputs.map((input, i) => /** @type {const} */ ([names[i], input])),
    ...Object.entries(attrs).map(([name, value]) => /** @type {const} */ ([name, tensor(value)])),
    ['y', y],
  ]);
}

/**
 * The gradients of a graph's last node, each a tensor that the engine can differentiate.
 * @param {Graph} graph                        of scalars
 * @param {Record<string, Tensor>} parameters  the leaves to differentiate by, anew
 * @returns {Record<string, Tensor | null>}    null: the loss does not depend on it
 */
function gradientsOf({ nodes }, parameters) {
  /** @type {Tensor[]} */
  const made = [];
  for (const { op, inputs, attrs, name, value, requiresGrad } of nodes) {
    const leaf = parameters[name ?? ''] ?? tensor(Number(value));
    const known = op === null || !requiresGrad;
    made.push(known ? leaf : again({ op, attrs }, at(made, inputs)));
  }
  /** @type {(Tensor | undefined)[]} */
  const upstream = [];
  upstream[nodes.length - 1] = tensor(1);
  for (let n = nodes.length - 1; n >= 0; n--) {
    const { op, inputs, formula, attrs } = nodes[n];
    const g = upstream[n];
    if (op === null || !g) continue;
    const bound = lettersOf(at(made, inputs), made[n], attrs).set('g', g);
    for (const [slot, input] of inputs.entries()) {
      if (!nodes[input].requiresGrad) continue;
      const passed = contribution(op, String(formula?.vjp[slot]), bound);
      upstream[input] = upstream[input]?.add(passed) ?? passed;
    }
  }
  const index = (/** @type {string} */ name) => nodes.findIndex((node) => node.name === name);
  return Object.fromEntries(
    Object.keys(parameters).map((name) => [name, upstream[index(name)] ?? null]),
  );
}

/** @param {Tensor[]} made @param {number[]} indices */
const at = (made, indices) => indices.map((index) => made[index]);

/** @param {string} op @param {string} text @param {Map<string, Tensor>} bound */
function contribution(op, text, bound) {
  try {
    return build(parseC(text), bound);
  } catch (error) {
    if (error instanceof SyntaxError) throw new NoSecondDerivative(op, text);
    throw error;
  }
}

/**
 * The matrix of second derivatives, a row for each parameter.
 * @param {Graph} graph   of the loss: scalars, its parameters named
 * @param {Record<string, number>} values  of the parameters
 * @returns {{ gradient: number[], hessian: number[][] }}
 */
export function secondDerivatives(graph, values) {
  const names = Object.keys(values);
  const parameters = Object.fromEntries(
    names.map((name) => [name, tensor(values[name], { requiresGrad: true })]),
  );
  const gradients = gradientsOf(graph, parameters);
  const gradient = names.map((name) => gradients[name]?.item() ?? 0);
  const hessian = names.map((name) => rowOf(gradients[name], Object.values(parameters)));
  return { gradient, hessian };
}

/**
 * The engine's own backward, from one component of the gradient.
 * @param {Tensor | null} component
 * @param {Tensor[]} parameters
 */
function rowOf(component, parameters) {
  if (!component?.requiresGrad) return parameters.map(() => 0);
  component.backward(null, { retainGraph: true });
  return parameters.map((parameter) => {
    const found = parameter.grad?.item() ?? 0;
    parameter.grad = null;
    return found;
  });
}
