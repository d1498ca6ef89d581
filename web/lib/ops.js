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
 * @property {boolean} differentiable  whether any of them has one
 * @property {boolean} takesAttrs
 * @property {boolean} needsAttrs  whether any of them must be given
 * @property {Attribute[]} attrs
 * @property {string} gradFn   PyTorch's names of its backward node, with bars between them
 */

/** chainrule.h's enum cr_op_field. */
const FIELD = { name: 0, kind: 1, value: 2, vjp: 3, gradFn: 8 };

/** How the engine says that an op takes a list of operands. */
const MANY = 65535;

/** Operands that may have a derivative of their own. */
const SLOTS = [0, 1, 2];

/** @param {number} op */
function needsAttrs(op) {
  for (let k = 0; cr.cr_op_attr_name(op, k); k++) {
    if (cr.cr_op_attr_default(op, k) === Number.POSITIVE_INFINITY) return true;
  }
  return false;
}

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
 * Its texts are decoded when they are first asked for: there are a thousand, and most programs ask for none.
 * @implements {Op}
 */
class OpOfTable {
  #number;
  /** @type {Pick<Op, 'value' | 'vjp' | 'gradFn' | 'attrs'> | undefined} */
  #texts;

  /** @param {number} number  in the table */
  constructor(number) {
    const most = cr.cr_op_inputs(number);
    this.#number = number;
    this.name = this.#text(FIELD.name);
    this.kind = this.#text(FIELD.kind);
    this.inputs = most === MANY ? Number.POSITIVE_INFINITY : most;
    this.least = cr.cr_op_least(number);
    this.takesAttrs = cr.cr_op_attr_name(number, 0) !== 0;
    this.needsAttrs = needsAttrs(number);
    this.differentiable = SLOTS.some((slot) => cr.cr_op_text(number, FIELD.vjp + slot));
  }

  /** @param {number} field */
  #text(field) {
    return readText(cr.cr_op_text(this.#number, field));
  }

  get #read() {
    this.#texts ??= {
      value: this.#text(FIELD.value),
      vjp: withoutEnd(SLOTS.map((slot) => this.#text(FIELD.vjp + slot))),
      gradFn: this.#text(FIELD.gradFn) || `${camel(this.name)}Backward0`,
      attrs: readAttrs(this.#number),
    };
    return this.#texts;
  }

  get value() {
    return this.#read.value;
  }

  get vjp() {
    return this.#read.vjp;
  }

  get gradFn() {
    return this.#read.gradFn;
  }

  get attrs() {
    return this.#read.attrs;
  }
}

/** Every op of the engine, in the order of its number there. @type {readonly Op[]} */
export const ops = Array.from({ length: cr.cr_op_count() }, (_, number) => new OpOfTable(number));
