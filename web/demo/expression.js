// From the text of an expression to a program that builds its graph out of Tensor methods. The functions it
// knows are the engine's elementwise ops, so a new op is usable at once.
import jsep from 'jsep';
import { ops, tensor } from '../lib/index.js';

/** @typedef {import('../lib/index.js').Tensor} Tensor */
/** @typedef {import('jsep').Expression} Ast */
/** @typedef {{ name: string | null, ast: Ast }} Statement */
/**
 * @typedef {object} Program
 * @property {Statement[]} statements  all but the last have a name; the last one is the loss
 * @property {string[]} leaves         names that must be given, in order of appearance
 * @property {string[]} named          names given to intermediate results
 * @property {Ast | null} prediction   what the expression compares with y
 */

const LONGEST = 600;
const MOST_OPS = 200;
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
/** Names that mean something else as an attribute of the element, or as a symbol of the page. */
const RESERVED = new Set([
  'expr',
  'lr',
  'data',
  'epochs',
  'lang',
  'theme',
  'id',
  'class',
  'style',
  'L',
]);

/** @type {Map<string, number>} the engine's elementwise ops, and how many inputs they take */
export const functions = new Map(
  ops.filter((op) => op.kind === 'unary' || op.kind === 'binary').map((op) => [op.name, op.inputs]),
);

/** @type {Record<string, string>} */
const OPERATORS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '^': 'pow', '**': 'pow' };

/** An expression that cannot be run; `code` names the reason, for the page's language to say. */
export class ExpressionError extends Error {
  /**
   * @param {string} code
   * @param {Record<string, string | number>} [facts]
   */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

const MINUS = 45;
const CARET = 94;

/**
 * jsep binds unary minus before powers; mathematics and Python do not: −x² is −(x²).
 * @param {any} parser
 * @returns {Ast}
 */
function gobblePower(parser) {
  const base = parser.gobbleToken();
  if (!base) parser.throwError('Expected expression');
  parser.gobbleSpaces();
  const double = parser.expr.startsWith('**', parser.index);
  if (parser.code !== CARET && !double) return base;
  parser.index += double ? 2 : 1;
  return { type: 'BinaryExpression', operator: '^', left: base, right: gobblePower(parser) };
}

jsep.addBinaryOp('^', 11, true);
jsep.hooks.add('gobble-token', function (/** @type {any} */ env) {
  if (this.code !== MINUS) return;
  this.index++;
  env.node = { type: 'UnaryExpression', operator: '-', prefix: true, argument: gobblePower(this) };
});

/**
 * @param {string} text
 * @returns {Program}
 */
export function parseExpression(text) {
  if (!text.trim()) throw new ExpressionError('empty');
  if (text.length > LONGEST) throw new ExpressionError('long', { most: LONGEST });
  const statements = text
    .replace(/;\s*$/, '')
    .split(';')
    .map((part) => parseStatement(part));
  const names = inspect(statements);
  return { statements, ...names, prediction: findPrediction(statements) };
}

/**
 * `name = expression`, or an expression alone.
 * @param {string} part
 * @returns {Statement}
 */
function parseStatement(part) {
  const [, name = null, body] = /^\s*(?:([^\s=+*/^()-]+)\s*=)?([\s\S]*)$/.exec(part) ?? [];
  if (name !== null && !NAME.test(name)) throw new ExpressionError('name', { name });
  try {
    return { name, ast: jsep(body) };
  } catch (error) {
    const index = error instanceof Error && 'index' in error ? Number(error.index) : body.length;
    const near = body.slice(index).trim().slice(0, 12);
    throw new ExpressionError(near ? 'near' : 'unfinished', { near });
  }
}

/** @param {string} name */
const isTaken = (name) => RESERVED.has(name) || functions.has(name) || name in Object.prototype;

/**
 * Walks every statement once: refuses what cannot run and gathers the names.
 * @param {Statement[]} statements
 */
function inspect(statements) {
  const leaves = /** @type {Set<string>} */ (new Set());
  const named = /** @type {Set<string>} */ (new Set());
  const used = /** @type {Set<string>} */ (new Set());
  let count = 0;
  for (const [index, { name, ast }] of statements.entries()) {
    for (const node of walk(ast)) {
      if (++count > 2 * MOST_OPS) throw new ExpressionError('big', { most: MOST_OPS });
      if (node.type === 'Identifier') use(String(node.name));
      else check(node);
    }
    if (index === statements.length - 1) break;
    if (name === null) throw new ExpressionError('unnamed');
    if (isTaken(name) || leaves.has(name) || named.has(name))
      throw new ExpressionError('taken', { name });
    named.add(name);
  }
  /** @param {string} name */
  function use(name) {
    used.add(name);
    if (named.has(name)) return;
    if (!NAME.test(name)) throw new ExpressionError('name', { name });
    if (isTaken(name)) throw new ExpressionError('taken', { name });
    leaves.add(name);
  }
  const idle = [...named].find((name) => !used.has(name));
  if (idle) throw new ExpressionError('unused', { name: idle });
  return { leaves: [...leaves], named: [...named] };
}

/**
 * The nodes of a tree, without a called function's name.
 * @param {Ast} ast
 * @returns {Generator<Ast>}
 */
function* walk(ast) {
  yield ast;
  for (const child of children(ast)) yield* walk(child);
}

/**
 * @param {Ast} ast
 * @returns {Ast[]}
 */
function children(ast) {
  if (ast.type === 'BinaryExpression') return /** @type {Ast[]} */ ([ast.left, ast.right]);
  if (ast.type === 'UnaryExpression') return [/** @type {Ast} */ (ast.argument)];
  if (ast.type === 'CallExpression') return /** @type {Ast[]} */ (ast.arguments);
  return [];
}

/**
 * Refuses what is not a sum, product, power, number or call of a known op.
 * @param {Ast} node
 */
function check(node) {
  if (node.type === 'Literal') {
    if (typeof node.value !== 'number')
      throw new ExpressionError('text', { near: String(node.raw) });
    if (!Number.isFinite(Math.fround(node.value)))
      throw new ExpressionError('range', { near: String(node.raw) });
  } else if (node.type === 'BinaryExpression' || node.type === 'UnaryExpression') {
    const known = node.type === 'UnaryExpression' ? ['-', '+'] : Object.keys(OPERATORS);
    const operator = String(node.operator);
    if (!known.includes(operator)) throw new ExpressionError('operator', { near: operator });
  } else if (node.type === 'CallExpression') {
    checkCall(node);
  } else {
    const empty = node.type === 'Compound' && /** @type {Ast[]} */ (node.body).length === 0;
    throw new ExpressionError(empty ? 'unfinished' : 'form');
  }
}

/** @param {Ast} node */
function checkCall(node) {
  const callee = /** @type {Ast} */ (node.callee);
  const name = callee.type === 'Identifier' ? String(callee.name) : '?';
  const inputs = functions.get(name);
  if (inputs === undefined) throw new ExpressionError('function', { name });
  if (/** @type {Ast[]} */ (node.arguments).length !== inputs)
    throw new ExpressionError('inputs', { name, inputs });
}

/**
 * What stands beside y in a difference: the prediction. A bare leaf keeps its own name.
 * @param {Statement[]} statements
 * @returns {Ast | null}
 */
function findPrediction(statements) {
  for (const { ast } of statements) {
    for (const node of walk(ast)) {
      if (node.type !== 'BinaryExpression' || node.operator !== '-') continue;
      const [left, right] = children(node);
      const other = isTarget(right) ? left : isTarget(left) ? right : null;
      const named = statements.find(({ name }) => name !== null && name === other?.name);
      const found = named ? named.ast : other;
      if (found && found.type !== 'Identifier' && found.type !== 'Literal') return found;
    }
  }
  return null;
}

/** @param {Ast} ast */
const isTarget = (ast) => ast.type === 'Identifier' && ast.name === 'y';

/** @typedef {{ loss: Tensor, named: Record<string, Tensor>, prediction: Tensor | null }} Built */

/**
 * Runs the program on the engine: every op of the text becomes one op of the tape.
 * @param {Program} program
 * @param {Record<string, Tensor>} leaves
 * @returns {Built}
 */
export function buildExpression(program, leaves) {
  const known = new Map(Object.entries(leaves));
  /** @type {Built['named']} */
  const named = Object.create(null);
  /** @type {Tensor | null} */
  let prediction = null;
  /** @param {Ast} ast @returns {Tensor | number} */
  const value = (ast) => {
    const result = evaluate(ast, value, known);
    if (ast === program.prediction) prediction = asTensor(result);
    return result;
  };
  let loss = /** @type {Tensor | number} */ (0);
  for (const { name, ast } of program.statements) {
    loss = value(ast);
    if (name === null) continue;
    const made = asTensor(loss);
    known.set(name, made);
    if (program.named.includes(name)) named[name] = made;
  }
  return { loss: asTensor(loss), named, prediction };
}

/**
 * @param {Ast} ast
 * @param {(ast: Ast) => Tensor | number} value
 * @param {Map<string, Tensor>} known
 * @returns {Tensor | number}
 */
function evaluate(ast, value, known) {
  if (ast.type === 'Literal') return Number(ast.value);
  if (ast.type === 'Identifier') return /** @type {Tensor} */ (known.get(String(ast.name)));
  const inputs = children(ast).map((child) => value(child));
  if (ast.type === 'CallExpression')
    return call(String(/** @type {Ast} */ (ast.callee).name), inputs);
  if (ast.type === 'BinaryExpression') return call(OPERATORS[String(ast.operator)], inputs);
  if (ast.operator === '+') return inputs[0];
  return typeof inputs[0] === 'number' ? -inputs[0] : call('neg', inputs);
}

/** @param {Tensor | number} value */
const asTensor = (value) => (typeof value === 'number' ? tensor(value) : value);

/**
 * @param {string} name
 * @param {(Tensor | number)[]} inputs
 * @returns {Tensor}
 */
function call(name, [first, ...rest]) {
  const self = /** @type {any} */ (asTensor(first));
  return self[name](...rest);
}
