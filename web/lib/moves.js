// Methods of Tensor that move elements by several of the engine's ops.
import { byName } from './arguments.js';
import { fromFront, fromFrontOf, product } from './dims.js';
import { ChainruleError, ShapeError } from './errors.js';
import { cat } from './lists.js';
import { applyNamed } from './methods.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * Each run of so many elements several times, one behind the other, in a new shape.
 * @param {Tensor} t
 * @param {number} run
 * @param {number} times
 * @param {readonly number[]} shape
 */
function repeated(t, run, times, shape) {
  const runs = run ? t.size / run : 0;
  // By their names, because these are no views of the tensor.
  const apart = applyNamed('reshape', [t], [[runs, 1, run]]);
  return applyNamed('reshape', [applyNamed('expand', [apart], [[runs, times, run]])], [shape]);
}

/**
 * Along a dim, what stands behind the place comes first.
 * @param {Tensor} t
 * @param {number} shift
 * @param {number} dim
 */
function rollOnce(t, shift, dim) {
  const size = t.shape[dim];
  const last = size ? ((shift % size) + size) % size : 0;
  return cat([t.narrow(dim, size - last, last), t.narrow(dim, 0, size - last)], dim);
}

/**
 * @param {Tensor} t
 * @param {number} dim
 * @param {readonly number[]} sizes  one may be -1: what is left
 */
function sizesFor(t, dim, sizes) {
  const size = t.shape[dim];
  const known = product(sizes.filter((part) => part !== -1));
  const full = sizes.map((part) => (part === -1 ? size / known : part));
  if (sizes.length === 0) throw new ChainruleError('unflatten: sizes must be non-empty');
  if (product(full) === size && full.every(Number.isInteger)) return full;
  throw new ChainruleError(
    `unflatten: Provided sizes [${sizes.join(', ')}] don't multiply up to the size of dim ${dim} (${size}) in the input tensor`,
  );
}

export const moves = {
  /** The transpose of a matrix; a vector or a scalar itself. As torch.t. @this {Tensor} @returns {Tensor} */
  t() {
    if (this.ndim < 2) return this;
    if (this.ndim === 2) return this.transpose(0, 1);
    throw new ShapeError(`t() expects a tensor with <= 2 dimensions, but self is ${this.ndim}D`);
  },

  /**
   * Several dims in place of one, as torch.unflatten.
   * @this {Tensor}
   * @param {number} dim
   * @param {readonly number[]} sizes  one may be -1: what is left
   * @returns {Tensor}
   */
  unflatten(dim, sizes) {
    const along = fromFrontOf(this, dim);
    const { shape } = this;
    shape.splice(along, 1, ...sizesFor(this, along, sizes));
    return this.reshape(shape);
  },

  /**
   * The diagonal of two dims, as a new last dim, as torch.diagonal.
   * @this {Tensor}
   * @param {number} [offset]  above the main one, or, below 0, below it
   * @param {number} [dim1]
   * @param {number} [dim2]
   * @returns {Tensor}
   */
  diagonal(offset = 0, dim1 = 0, dim2 = 1) {
    const ends = [fromFront(this, dim1), fromFront(this, dim2)];
    if (ends[0] === ends[1]) {
      throw new ChainruleError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
    }
    const { shape } = this;
    const [rows, columns] = ends.map((dim) => shape[dim]);
    const others = shape.map((_, dim) => dim).filter((dim) => !ends.includes(dim));
    const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
    const count = Math.max(0, Math.min(rows - down, columns - right));
    const start = count && down * columns + right;
    const end = count && start + (count - 1) * (columns + 1) + 1;
    return this.permute([...others, ...ends])
      .flatten(-2)
      .slice(-1, start, end, columns + 1);
  },

  /**
   * Moves indices round by so many places, as torch.roll: along dims, or of all elements in a row.
   * @this {Tensor}
   * @param {number | readonly number[]} shifts  one for each dim
   * @param {number | readonly number[] | { dims?: number | readonly number[] }} [dims]
   * @returns {Tensor}
   */
  roll(shifts, dims = []) {
    const { dims: named = [] } = byName('roll', ['dims'], [dims]);
    const along = /** @type {number[]} */ ([named].flat());
    const places = [shifts].flat();
    if (places.length === 0) throw new ChainruleError('`shifts` required');
    if (places.length === 1 && along.length === 0) {
      const rolled = rollOnce(this.flatten(), places[0], 0);
      return applyNamed('reshape', [rolled], [this.shape]);
    }
    if (places.length !== along.length) {
      throw new ChainruleError(
        `shifts and dimensions must align. shifts: ${places.length}, dims:${along.length}`,
      );
    }
    return places.reduce(
      (/** @type {Tensor} */ t, shift, k) => rollOnce(t, shift, fromFrontOf(t, along[k])),
      this,
    );
  },

  /**
   * The tensor several times side by side, as torch.Tensor.repeat.
   * @this {Tensor}
   * @param {...(number | readonly number[])} repeats  how often along each dim; new dims come first
   * @returns {Tensor}
   */
  repeat(...repeats) {
    const times = repeats.flat();
    const added = times.length - this.ndim;
    if (added < 0) {
      throw new ChainruleError(
        'Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor',
      );
    }
    const shape = [...Array(added).fill(1), ...this.shape];
    const sizes = shape.map((size, dim) => size * times[dim]);
    const below = sizes.find((size) => size < 0);
    if (below !== undefined) {
      throw new ShapeError(
        `Trying to create tensor with negative dimension ${below}: [${sizes.join(', ')}]`,
      );
    }
    let t = applyNamed('reshape', [this], [shape]);
    for (const [dim, count] of times.entries()) {
      const run = product(shape.slice(dim));
      shape[dim] *= count;
      t = repeated(t, run, count, shape);
    }
    return t;
  },

  /**
   * Each element so often, one behind the other, as torch.repeat_interleave with one number.
   * @this {Tensor}
   * @param {number} repeats
   * @param {number | { dim?: number }} [dim]  of all elements in a row, if not given
   * @returns {Tensor}
   */
  repeat_interleave(repeats, dim) {
    if (!Number.isInteger(repeats)) {
      throw new TypeError(
        `repeat_interleave(): repeats must be an integer, but got ${String(repeats)}`,
      );
    }
    if (repeats < 0) throw new ChainruleError('Repeats must be non-negative');
    const { dim: named } = byName('repeat_interleave', ['dim'], dim === undefined ? [] : [dim]);
    if (named === undefined) return this.flatten().repeat_interleave(repeats, 0);
    const along = fromFront(this, /** @type {number} */ (named));
    const shape = this.ndim ? this.shape : [1];
    const run = product(shape.slice(along + 1));
    shape[along] *= repeats;
    return repeated(this, run, repeats, shape);
  },
};
