// What a tensor keeps itself, when it does not stand on the tape or not only there.
import {
  CONSTANT,
  cr,
  engine,
  opIn,
  REAL,
  REQUIRES_GRAD,
  readData,
  readShape,
  variantIn,
} from './engine.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {{ tensor: Tensor, own: Own, version: number }} Input  an operand as it was */
/** @typedef {import('./history.js').History} History */

export class Own {
  /**
   * A leaf's, at first.
   * @param {ArrayLike<number> | ArrayLike<bigint> | null} data  null while the engine holds it as a parameter
   * @param {readonly number[]} shape
   * @param {number} [dtype]  an index of dtypes
   */
  constructor(data, shape, dtype = REAL) {
    this.data = data;
    this.shape = shape;
    this.dtype = dtype;
    this.requiresGrad = false;
    /** Number of the op that made it; -1: a leaf. */
    this.op = -1;
    /** Which of the op's gradFn names is its. */
    this.variant = 0;
    /** How to make it again, until backward has used it. @type {History | null} */
    this.history = null;
    /** @type {Tensor | null} */
    this.grad = null;
    /** The tensor whose values a detached one shares. @type {Tensor | null} */
    this.base = null;
    /** Whether it was written as a number. */
    this.constant = false;
    /** How often it was changed in place. */
    this.version = 0;
    /** The tensor that stands for it on a tape, where several share it. @type {Tensor | null} */
    this.holder = null;
    /** Who holds it now that an op in place has given the tensor another value. @type {Tensor | null} */
    this.moved = null;
  }
}

/**
 * What the engine knows of a tensor.
 * @param {number} id
 */
export function readOwn(id) {
  const facts = cr.cr_info(engine, id);
  const own = new Own(readData(id), readShape(id), cr.cr_dtype_of(engine, id));
  own.requiresGrad = (facts & REQUIRES_GRAD) !== 0;
  own.constant = (facts & CONSTANT) !== 0;
  own.op = opIn(facts);
  own.variant = variantIn(facts);
  own.version = cr.cr_version(engine, id);
  return own;
}
