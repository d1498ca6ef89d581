// Methods of Tensor that give several tensors: its parts, or sorted values with their indices.
import { byName } from './arguments.js';
import { fromFront, fromFrontOf } from './dims.js';
import { ChainruleError } from './errors.js';
import { applyNamed } from './methods.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {{ values: Tensor, indices: Tensor }} ValuesAndIndices */
/** @typedef {number | { dim?: number }} Dim */

/**
 * @param {string} called
 * @param {Dim} given
 */
function dimIn(called, given) {
  return /** @type {number} */ (byName(called, ['dim'], [given]).dim ?? 0);
}

/**
 * Parts of these lengths along a dim, one behind the other.
 * @param {Tensor} t
 * @param {readonly number[]} lengths
 * @param {number} dim
 */
function narrows(t, lengths, dim) {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return t.narrow(dim, start - length, length);
  });
}

/**
 * Lengths that are all alike but the last.
 * @param {number} size
 * @param {number} length
 */
function evenly(size, length) {
  const count = Math.max(1, Math.ceil(size / (length || 1)));
  return Array.from({ length: count }, (_, k) => Math.min(length, size - k * length));
}

/**
 * @param {readonly number[]} lengths
 * @param {number} size
 * @param {number} dim
 */
function checkLengths(lengths, size, dim) {
  const got = `but got split_sizes=[${lengths.join(', ')}]`;
  if (lengths.some((length) => length < 0)) {
    throw new ChainruleError(
      `split_with_sizes expects split_sizes have only non-negative entries, ${got}`,
    );
  }
  if (lengths.reduce((sum, length) => sum + length, 0) === size) return;
  throw new ChainruleError(
    `split_with_sizes expects split_sizes to sum exactly to ${size} (input tensor's size at dimension ${dim}), ${got}`,
  );
}

/**
 * @param {number} length
 * @param {number} size
 */
function checkLength(length, size) {
  if (length < 0) {
    throw new ChainruleError(
      `split expects split_size be non-negative, but got split_size=${length}`,
    );
  }
  if (length > 0 || size === 0) return;
  throw new ChainruleError(
    `split_size can only be 0 if dimension size is 0, but got dimension size of ${size}`,
  );
}

/**
 * @param {Tensor} t
 * @param {string} called
 */
function expectDims(t, called) {
  if (t.ndim === 0) throw new ChainruleError(`${called} expects at least a 1-dimensional tensor`);
}

export const parts = {
  /**
   * Parts along a dim, as torch.split: of one length (the last may be shorter), or of the lengths in a list.
   * @this {Tensor}
   * @param {number | readonly number[]} size
   * @param {Dim} [dim]
   * @returns {Tensor[]}
   */
  split(size, dim = 0) {
    expectDims(this, 'split');
    const along = fromFront(this, dimIn('split', dim));
    const all = this.shape[along];
    if (typeof size === 'number') checkLength(size, all);
    else checkLengths(size, all, along);
    return narrows(this, typeof size === 'number' ? evenly(all, size) : size, along);
  },

  /**
   * At most so many parts of one length along a dim (the last may be shorter), as torch.chunk.
   * @this {Tensor}
   * @param {number} chunks
   * @param {Dim} [dim]
   * @returns {Tensor[]}
   */
  chunk(chunks, dim = 0) {
    expectDims(this, 'chunk');
    if (!(chunks > 0)) {
      throw new ChainruleError(`chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
    }
    const along = fromFront(this, dimIn('chunk', dim));
    const all = this.shape[along];
    return narrows(this, all ? evenly(all, Math.ceil(all / chunks)) : Array(chunks).fill(0), along);
  },

  /**
   * What stands at each index of a dim, without that dim, as torch.unbind.
   * @this {Tensor}
   * @param {Dim} [dim]
   * @returns {Tensor[]}
   */
  unbind(dim = 0) {
    const along = fromFrontOf(this, dimIn('unbind', dim));
    return Array.from({ length: this.shape[along] }, (_, k) => this.select(along, k));
  },

  /**
   * The elements in order along a dim, and where each of them was, as torch.sort. Equal ones stay in their order, NaN is
   * the largest.
   * @this {Tensor}
   * @param {number | { dim?: number, descending?: boolean }} [dim]  the last, if not given
   * @param {boolean | { descending?: boolean }} [descending]
   * @returns {ValuesAndIndices}
   */
  sort(dim = -1, descending = false) {
    const named = byName('sort', ['dim', 'descending'], trailing([dim, descending]));
    const indices = applyNamed('argsort', [this], [named]);
    return { values: this.gather(/** @type {number} */ (named.dim ?? -1), indices), indices };
  },

  /**
   * The k largest (or smallest) elements along a dim, in order, and where they were, as torch.topk. Of equal ones the
   * first are taken; PyTorch takes any.
   * @this {Tensor}
   * @param {number} k
   * @param {number | { dim?: number, largest?: boolean }} [dim]  the last, if not given
   * @param {boolean | { largest?: boolean }} [largest]
   * @returns {ValuesAndIndices}
   */
  topk(k, dim = -1, largest = true) {
    const named = byName('topk', ['dim', 'largest'], trailing([dim, largest]));
    const along = fromFront(this, /** @type {number} */ (named.dim ?? -1));
    if (!(k >= 0 && k <= (this.ndim ? this.shape[along] : 1))) {
      throw new ChainruleError('selected index k out of range');
    }
    const order = applyNamed('argsort', [this], [along, named.largest ?? true]);
    const indices = this.ndim ? applyNamed('narrow', [order], [along, 0, k]) : order;
    return { values: this.gather(along, indices), indices };
  },
};

/**
 * Arguments up to the one that names the others.
 * @param {unknown[]} given
 */
function trailing(given) {
  const at = given.findIndex((value) => typeof value === 'object');
  return at < 0 ? given : given.slice(0, at + 1);
}
