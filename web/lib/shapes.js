// Methods of Tensor that are the engine's ops under other names, and PyTorch's conveniences.
import { dtypes, REAL } from './engine.js';
import { ChainruleError } from './errors.js';
import { index } from './indexing.js';
import { masked } from './masked.js';
import { applyNamed } from './methods.js';
import { moves } from './moves.js';
import { overloads } from './overloads.js';
import { parts } from './parts.js';
import { Tensor } from './tensor.js';

const conveniences = {
  /** How many dimensions it has, as torch.Tensor.ndim. @returns {number} */
  get ndim() {
    return self(this).shape.length;
  },

  /** Its dims in reverse order: the transpose of a matrix, as torch.Tensor.T. @returns {Tensor} */
  get T() {
    const t = self(this);
    return t.ndim <= 2 ? t.t() : t.permute(t.shape.map((_, d) => -1 - d));
  },

  /** The transpose of each matrix of a batch, as torch.Tensor.mT. @returns {Tensor} */
  get mT() {
    const t = self(this);
    if (t.ndim >= 2) return t.transpose(-2, -1);
    throw new ChainruleError(
      `tensor.mT is only supported on matrices or batches of matrices. Got ${t.ndim}-D tensor.`,
    );
  },

  /** How many dimensions it has, as torch.Tensor.dim. @this {Tensor} @returns {number} */
  dim() {
    return this.shape.length;
  },

  /** How many elements it has, as torch.Tensor.numel. @this {Tensor} @returns {number} */
  numel() {
    return this.size;
  },

  /**
   * The same elements in another shape, as torch.Tensor.view of a contiguous tensor: reshape.
   * @this {Tensor}
   * @param {...(number | readonly number[])} shape  as sizes or as one list; one size may be -1: what is left
   * @returns {Tensor}
   */
  view(...shape) {
    return this.reshape(shape.flat());
  },

  /** In the shape of another tensor, as torch.Tensor.view_as. @this {Tensor} @param {Tensor} other @returns {Tensor} */
  view_as(other) {
    return this.reshape(other.shape);
  },

  /** In the shape of another tensor, as torch.Tensor.reshape_as. @this {Tensor} @param {Tensor} other @returns {Tensor} */
  reshape_as(other) {
    return this.reshape(other.shape);
  },

  /** Expanded to the shape of another, as torch.Tensor.expand_as. @this {Tensor} @param {Tensor} other @returns {Tensor} */
  expand_as(other) {
    return this.expand(other.shape);
  },

  /** Expanded, as torch.broadcast_to. @this {Tensor} @param {...(number | readonly number[])} size @returns {Tensor} */
  broadcast_to(...size) {
    return this.expand(size.flat());
  },

  /** The tensor itself: all are contiguous here. As torch.Tensor.contiguous. @this {Tensor} @returns {Tensor} */
  contiguous() {
    return this;
  },

  /**
   * The same numbers as another dtype, as torch.Tensor.to; the tensor itself if it has that dtype. From float to int64
   * towards 0; what is not 0 is true.
   * @this {Tensor}
   * @param {import('./engine.js').DType | { dtype?: import('./engine.js').DType }} [dtype]
   * @returns {Tensor}
   */
  to(dtype) {
    const name = (typeof dtype === 'object' ? dtype.dtype : dtype) ?? this.dtype;
    const number = dtypes.indexOf(/** @type {any} */ (name));
    if (number < 0) {
      throw new TypeError(`dtype must be one of ${dtypes.join(', ')}, but got ${String(name)}`);
    }
    return this.dtype === name
      ? this
      : applyNamed('to', [this], [['real', 'int64', 'bool'][number]]);
  },

  /** As floats (doubles in the double build), as torch.Tensor.float. @this {Tensor} @returns {Tensor} */
  float() {
    return this.to(dtypes[REAL]);
  },

  /** As int64, as torch.Tensor.long. @this {Tensor} @returns {Tensor} */
  long() {
    return this.to('int64');
  },

  /** As bools, as torch.Tensor.bool. @this {Tensor} @returns {Tensor} */
  bool() {
    return this.to('bool');
  },

  index,
};

/**
 * A getter's `this` cannot be given a type.
 * @param {unknown} value
 */
function self(value) {
  return /** @type {Tensor} */ (value);
}

/** All of them. */
export const shapes = Object.create(null, {
  ...Object.getOwnPropertyDescriptors(conveniences),
  ...Object.getOwnPropertyDescriptors(moves),
  ...Object.getOwnPropertyDescriptors(parts),
  ...Object.getOwnPropertyDescriptors(masked),
  ...Object.getOwnPropertyDescriptors(overloads),
});
/** @typedef {typeof conveniences & typeof moves & typeof parts & typeof masked & typeof overloads} Shapes */

Object.defineProperties(Tensor.prototype, Object.getOwnPropertyDescriptors(shapes));
