// The engine's table of ops, as each op's own C file describes it.
import { cr, readText } from './engine.js';

/**
 * @typedef {object} Attribute
 * @property {string} name
 * @property {string} kind      "int", "float", "bool", "pair" (one integer or two), "ints" (a list of integers), or a choice of words: "mean|sum|none"
 * @property {number} fallback  what is taken when it is not given; NaN: nothing; of a choice: which word, from 0
 */
/**
 * @typedef {object} Op
 * @property {string} name     the method's name
 * @property {number} inputs   how many tensors it takes at most; Infinity: a list of them
 * @property {number} least    how many must be given
 * @property {string} kind     "unary" and "binary" are elementwise
 * @property {string} value    the C expression that computes it: x, or a and b, are its inputs
 * @property {string[]} vjp    for each input the C expression of its gradient: g is the upstream, y the output; '' where it
 *                             has none, and nothing behind the last one that has
 * @property {Attribute[]} attrs
 * @property {string} gradFn   PyTorch's names of its backward node, with bars between them
 */

/** chainrule.h's enum cr_op_field. */
const FIELD = { name: 0, kind: 1, value: 2, vjp: 3, gradFn: 8 };

/** How the engine says that an op takes a list of operands. */
const MANY = 65535;

/** @param {number} op */
function readAttrs(op) {
  const attrs = [];
  for (let k = 0; cr.cr_op_attr_name(op, k); k++) {
    const kind = readText(cr.cr_op_attr_kind(op, k));
    attrs.push({
      name: readText(cr.cr_op_attr_name(op, k)),
      kind,
      fallback: cr.cr_op_attr_default(op, k),
    });
  }
  return attrs;
}

/** @param {string} name */
const camel = (name) => name.replace(/(^|_)([a-z])/g, (_, _bar, letter) => letter.toUpperCase());

/** @param {string[]} texts  of which the last ones may be empty */
function withoutEnd(texts) {
  return texts.slice(0, 1 + texts.findLastIndex(Boolean));
}

/**
 * @param {number} op
 * @returns {Op}
 */
function readOp(op) {
  const most = cr.cr_op_inputs(op);
  const inputs = most === MANY ? Number.POSITIVE_INFINITY : most;
  /** @param {number} field */
  const text = (field) => readText(cr.cr_op_text(op, field));
  return {
    name: text(FIELD.name),
    inputs,
    least: cr.cr_op_least(op),
    kind: text(FIELD.kind),
    value: text(FIELD.value),
    vjp: withoutEnd([0, 1, 2].map((slot) => text(FIELD.vjp + slot))),
    attrs: readAttrs(op),
    gradFn: text(FIELD.gradFn) || `${camel(text(FIELD.name))}Backward0`,
  };
}

/** Every op of the engine, in the order of its number there. @type {readonly Op[]} */
export const ops = Array.from({ length: cr.cr_op_count() }, (_, op) => readOp(op));
