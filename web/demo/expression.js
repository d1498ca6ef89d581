// From the text of an expression to a program that builds its graph out of Tensor methods. The functions it
// knows are the engine's elementwise ops, so a new op is usable at once.
import { ops, tensor } from '../lib/index.js';
import { ExpressionError, parse } from './parse.js';

/** @typedef {import('../lib/index.js').Tensor} Tensor */
/** @typedef {import('./parse.js').Ast} Ast */
/** @typedef {import('./parse.js').Statement} Statement */
/**
 * @typedef {object} Program
 * @property {Statement[]} statements  all but the last have a name; the last one is the loss
 * @property {string[]} leaves         names that must be given, in order of appearance
 * @property {string[]} named          names given to intermediate results
 * @property {Ast | null} prediction   what the expression compares with y
 */

const LONGEST = 4000;
/** Of ops and leaves: as many cards as can still be drawn and stepped through. */
const MOST_CARDS = 256;
/** Names that mean something else as an attribute of the element, or as a symbol of the page. */
const RESERVED = new Set([
  'expr',
  'lr',
  'data',
  'epochs',
  'lang',
  'theme',
  'cursor',
  'permalink',
  'link',
  'id',
  'class',
  'style',
  'L',
]);

/** @typedef {import('./parse.js').Arity} Arity */

const ELEMENTWISE = ['unary', 'binary', 'ternary'];

/** @type {Map<string, Arity & { kind: string }>} the engine's elementwise ops, and what they take */
export const functions = new Map(
  ops.flatMap(({ name, kind, inputs, attrs }) => {
    if (!ELEMENTWISE.includes(kind)) return [];
    const numbers = attrs.findIndex((attr) => attr.kind !== 'float' && attr.kind !== 'int');
    return [[name, { kind, inputs, numbers: numbers < 0 ? attrs.length : numbers }]];
  }),
);

/**
 * Applies an op of the table to operands in the table's order; the method of one with a condition is of its second.
 * @param {string} op
 * @param {Tensor[]} inputs
 * @param {unknown[]} attrs
 * @returns {Tensor}
 */
export function applyOp(op, [first, ...rest], attrs) {
  const [self, others] =
    functions.get(op)?.kind === 'ternary' ? [rest[0], [first, rest[1]]] : [first, rest];
  return /** @type {any} */ (self)[op](...others, ...attrs);
}

/**
 * @param {string} text
 * @returns {Program}
 */
export function parseExpression(text) {
  if (!text.trim()) throw new ExpressionError('empty');
  if (text.length > LONGEST) throw new ExpressionError('long', { most: LONGEST });
  const statements = parse(text, functions);
  return { statements, ...gatherNames(statements), prediction: findPrediction(statements) };
}

/** @param {string} name */
const isTaken = (name) => RESERVED.has(name) || functions.has(name) || name in Object.prototype;

/**
 * Walks every statement once, in order: a name is a leaf unless a statement before has given it.
 * @param {Statement[]} statements
 */
function gatherNames(statements) {
  const leaves = /** @type {Set<string>} */ (new Set());
  const named = /** @type {Set<string>} */ (new Set());
  const used = /** @type {Set<string>} */ (new Set());
  let ops = 0;
  for (const [index, { name, ast }] of statements.entries()) {
    for (const node of walk(ast)) {
      if (node.type === 'call') ops++;
      if (ops + leaves.size > MOST_CARDS) throw new ExpressionError('big', { most: MOST_CARDS });
      if (node.type !== 'name') continue;
      used.add(node.name);
      if (named.has(node.name)) continue;
      if (isTaken(node.name)) throw new ExpressionError('taken', { name: node.name });
      leaves.add(node.name);
    }
    if (index === statements.length - 1) break;
    if (name === null) throw new ExpressionError('unnamed');
    if (isTaken(name) || leaves.has(name) || named.has(name))
      throw new ExpressionError('taken', { name });
    named.add(name);
  }
  const idle = [...named].find((name) => !used.has(name));
  if (idle) throw new ExpressionError('unused', { name: idle });
  return { leaves: [...leaves], named: [...named] };
}

/**
 * @param {Ast} ast
 * @returns {Generator<Ast>}
 */
function* walk(ast) {
  yield ast;
  if (ast.type === 'call') for (const input of ast.inputs) yield* walk(input);
}

/**
 * What stands beside y in a difference: the prediction. A bare leaf keeps its own name.
 * @param {Statement[]} statements
 * @returns {Ast | null}
 */
function findPrediction(statements) {
  for (const { ast } of statements) {
    for (const node of walk(ast)) {
      if (node.type !== 'call' || node.op !== 'sub') continue;
      const [left, right] = node.inputs;
      const other = isTarget(right) ? left : isTarget(left) ? right : null;
      const found = other && meant(other, statements);
      if (found?.type === 'call') return found;
    }
  }
  return null;
}

/**
 * What a name stands for, through names of names.
 * @param {Ast} ast
 * @param {Statement[]} statements  before which no name is given
 * @returns {Ast}
 */
function meant(ast, statements) {
  const at = statements.findIndex(({ name }) => ast.type === 'name' && name === ast.name);
  return at < 0 ? ast : meant(statements[at].ast, statements.slice(0, at));
}

/** @param {Ast} ast */
const isTarget = (ast) => ast.type === 'name' && ast.name === 'y';

/** @typedef {{ loss: Tensor, named: Record<string, Tensor>, prediction: Tensor | null }} Built */

/**
 * Runs the program on the engine: every op of the text becomes one op of the tape.
 * @param {Program} program
 * @param {Record<string, Tensor>} leaves
 * @param {typeof tensor} [make]  of the engine that the leaves live in
 * @returns {Built}
 */
export function buildExpression(program, leaves, make = tensor) {
  const known = new Map(Object.entries(leaves));
  /** @type {Built['named']} */
  const named = Object.create(null);
  /** @type {Tensor | null} */
  let prediction = null;
  /** @param {Tensor | number} value */
  const asTensor = (value) => (typeof value === 'number' ? make(value) : value);
  /** @param {Ast} ast @returns {Tensor | number} */
  const value = (ast) => {
    if (ast.type === 'number') return ast.value;
    if (ast.type === 'name') return /** @type {Tensor} */ (known.get(ast.name));
    const [first, ...rest] = ast.inputs.map(value);
    const given = functions.get(ast.op)?.kind === 'ternary' ? rest.map(asTensor) : rest;
    const result = applyOp(
      ast.op,
      [asTensor(first), .../** @type {Tensor[]} */ (given)],
      ast.attrs,
    );
    if (ast === program.prediction) prediction = result;
    return result;
  };
  let loss = /** @type {Tensor | number} */ (0);
  for (const { name, ast } of program.statements) {
    loss = value(ast);
    if (name === null) continue;
    const made = asTensor(loss);
    known.set(name, made);
    // A second name for what has one stays out of the graph, where each node goes by its first.
    if (program.named.includes(name) && ast.type !== 'name') named[name] = made;
  }
  return { loss: asTensor(loss), named, prediction };
}
