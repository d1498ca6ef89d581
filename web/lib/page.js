// What a piece of the tape held, kept in JS after the tape is gone: a tensor finds its values here when it is asked.
import { CONSTANT, opIn, REAL, REQUIRES_GRAD, Real, variantIn } from './engine.js';
import { Own } from './own.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/** How many nodes are on a page: one tensor that is held keeps so many values. */
export const PAGE = 512;

/** chainrule.h's places in a page's facts. */
const NDIM_SHIFT = 24;
const DTYPE_SHIFT = 28;
const OP_BITS = 0xffffff;

export class Page {
  /** @param {number} first  the id of its first node */
  constructor(first) {
    this.first = first;
    /** Whether its nodes are still on the tape. */
    this.open = true;
    /** What cr_page wrote. @type {ArrayBuffer | null} */
    this.block = null;
    /** How many nodes the block has. */
    this.count = 0;
    /** How often nodes were changed in place, where any was. @type {Map<number, number> | null} */
    this.versions = null;
    /** Of the tape, when a backward may still be asked of it. @type {import('./history.js').Generation | null} */
    this.generation = null;
    /** What tensors keep of its nodes, so that all that stand for one share it. @type {Map<number, Own>} */
    this.owns = new Map();
  }

  /**
   * @param {number} id
   * @returns {Own}
   */
  ownOf(id) {
    const known = this.owns.get(id);
    if (known) return known;
    const own = this.read(id);
    own.version = this.versionOf(id);
    own.history = this.generation?.historyOf(id) ?? null;
    this.owns.set(id, own);
    return own;
  }

  /**
   * How often a node was changed in place while it was on the tape.
   * @param {number} id
   */
  versionOf(id) {
    return this.versions?.get(id) ?? 0;
  }

  /** @param {number} id */
  read(id) {
    const block = /** @type {ArrayBuffer} */ (this.block);
    const heads = new Int32Array(block, 0, 2 * this.count);
    const facts = heads[id - this.first];
    const place = heads[this.count + id - this.first];
    const shape = [...new Int32Array(block, place, (facts >> NDIM_SHIFT) & 15)];
    const dtype = facts >> DTYPE_SHIFT;
    const Elements = dtype === REAL ? Real : BigInt64Array;
    const each = Elements.BYTES_PER_ELEMENT;
    const start = Math.ceil((place + 4 * shape.length) / each) * each;
    const size = shape.reduce((count, size) => count * size, 1);
    const own = new Own(new Elements(block.slice(start, start + each * size)), shape, dtype);
    own.requiresGrad = (facts & REQUIRES_GRAD) !== 0;
    own.constant = (facts & CONSTANT) !== 0;
    own.op = opIn(facts & OP_BITS);
    own.variant = variantIn(facts);
    return own;
  }
}

/**
 * The tensor, with its values in its own hands if its page is closed.
 * @param {Tensor} t
 */
export function settled(t) {
  const page = t._page;
  if (page === null || page.open) return t;
  const own = page.ownOf(t._id);
  own.holder ??= t;
  t._own = own;
  t._id = 0;
  t._page = null;
  return t;
}
