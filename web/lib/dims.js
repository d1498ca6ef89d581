// Dims as PyTorch counts them, from the front or, below 0, from the end.
import { DimError, IndexError } from './errors.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * A dim counted from the front; PyTorch's sentence where there is none. A scalar is taken as a tensor of one dim.
 * @param {Tensor} t
 * @param {number} dim
 */
export function fromFront(t, dim) {
  const range = t.ndim || 1;
  if (Number.isInteger(dim) && dim >= -range && dim < range) return dim < 0 ? dim + range : dim;
  throw new DimError(
    `Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${String(dim)})`,
  );
}

/**
 * The same of a tensor that must have dims.
 * @param {Tensor} t
 * @param {number} dim
 */
export function fromFrontOf(t, dim) {
  const front = fromFront(t, dim);
  if (t.ndim > 0) return front;
  throw new IndexError(`Dimension specified as ${dim} but tensor has no dimensions`);
}

/** @param {readonly number[]} sizes */
export function product(sizes) {
  return sizes.reduce((count, size) => count * size, 1);
}
