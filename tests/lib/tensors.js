// What the tests of tensors need again and again.
import { tensor } from '../../web/lib/index.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

/** @param {import('../../web/lib/nested.js').Nested} data */
export const leaf = (data) => tensor(data, { requiresGrad: true });

/** @param {Tensor} t */
export const gradOf = (t) => t.grad?.toArray();

/** Ends the step: a backward that leaves much on the tape, and the op after it, which empties the tape. */
export function nextStep() {
  leaf(Array(20_000).fill(1)).sum().backward();
  return tensor(1).add(1);
}

/** @param {number[]} shape */
export function ones(...shape) {
  /** @type {(dim: number) => import('../../web/lib/nested.js').Nested} */
  const level = (dim) =>
    dim === shape.length ? 1 : Array.from({ length: shape[dim] }, () => level(dim + 1));
  return tensor(level(0));
}
