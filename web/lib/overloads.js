// Methods of Tensor that PyTorch has in several forms, of which the engine's op is one.
import { byName, isOptions } from './arguments.js';
import { ChainruleError } from './errors.js';
import { where } from './functional.js';
import { inPlace } from './inplace.js';
import { applyNamed } from './methods.js';
import { Tensor } from './tensor.js';
import { warn } from './warning.js';

/** @typedef {import('./parts.js').ValuesAndIndices} ValuesAndIndices */
/** @typedef {number | Tensor | null} Bound */
/** @typedef {{ dim?: number | readonly number[] | null, correction?: number, unbiased?: boolean, keepdim?: boolean }} Spread */
/**
 * @typedef {{
 *   (): Tensor,
 *   (other: Tensor): Tensor,
 *   (dim: number, options?: { keepdim?: boolean }): ValuesAndIndices,
 *   (dim: number, keepdim: boolean): ValuesAndIndices,
 *   (options: { dim: number, keepdim?: boolean }): ValuesAndIndices,
 * }} Extreme
 */
/**
 * @typedef {{
 *   (dim?: number | readonly number[] | null, correction?: number | boolean, keepdim?: boolean): Tensor,
 *   (dim: number | readonly number[], options: Spread): Tensor,
 *   (options: Spread): Tensor,
 *   (unbiased: boolean): Tensor,
 * }} Deviation
 */
/**
 * @typedef {{
 *   (min: Bound, max?: Bound): Tensor,
 *   (bounds: { min?: Bound, max?: Bound }): Tensor,
 * }} Clamp
 */

/**
 * Of all elements, of two tensors, or along a dim with the places.
 * @param {'max' | 'min'} name
 */
function extreme(name) {
  /** @this {Tensor} @param {any[]} given @returns {any} */
  return function (...given) {
    const [other] = given;
    if (other instanceof Tensor) return name === 'max' ? this.maximum(other) : this.minimum(other);
    const values = applyNamed(name, [this], given);
    const named = byName(name, ['dim', 'keepdim'], given);
    if (named.dim == null) return values;
    const from = this.dtype === 'bool' ? applyNamed('to', [this], ['int64']) : this;
    return { values, indices: applyNamed(`arg${name}`, [from], [named]) };
  };
}

/**
 * Before `correction` there was `unbiased`: true for a correction of 1, false for 0.
 * @param {'var' | 'std'} name
 */
function deviation(name) {
  /** @this {Tensor} @param {any[]} given @returns {Tensor} */
  return function (...given) {
    if (typeof given[0] === 'boolean') given.unshift(null);
    const read = given.map((value, k) => {
      if (k === 1 && typeof value === 'boolean') return Number(value);
      if (!isOptions(value) || typeof value.unbiased !== 'boolean') return value;
      const { unbiased, ...others } = value;
      return { correction: Number(unbiased), ...others };
    });
    const result = applyNamed(name, [this], read);
    const { correction } = byName(name, ['dim', 'correction', 'keepdim'], read);
    if (this.size / result.size <= Number(correction ?? 1)) {
      warn(
        `${name}(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input ` +
          'numel divided by output numel).',
      );
    }
    return result;
  };
}

/** @this {Tensor} @param {any[]} given @returns {Tensor} */
function clamp(...given) {
  const { min = null, max = null } = /** @type {Record<string, any>} */ (
    byName('clamp', ['min', 'max'], given)
  );
  const bounds = [min, max].filter((bound) => bound !== null);
  if (bounds.length === 0) {
    throw new ChainruleError("torch.clamp: At least one of 'min' or 'max' must not be None");
  }
  if (!bounds.some((bound) => bound instanceof Tensor)) return applyNamed('clamp', [this], given);
  if (!bounds.every((bound) => bound instanceof Tensor)) {
    throw new TypeError('clamp(): min and max must be two numbers or two Tensors');
  }
  const above = min ? this.maximum(min) : this;
  const within = max ? above.minimum(max) : above;
  if (bounds.length === 1) return within;
  // Where the bounds are equal, they share no gradient with what they hold.
  return where(min.eq(max), where(this.lt(min), min, where(this.gt(max), max, this)), within);
}

/**
 * @typedef {object} Overloads
 * @property {Extreme} max  The largest of all elements, of two tensors each, or along a dim with its place. As torch.max.
 * @property {Extreme} min  The smallest of all elements, of two tensors each, or along a dim with its place. As torch.min.
 * @property {Deviation} var  The variance of all elements, or of those along dims, as torch.var.
 * @property {Deviation} std  The standard deviation of all elements, or of those along dims, as torch.std.
 * @property {Clamp} clamp  Cuts off what is below min and above max: numbers, or tensors that broadcast. As torch.clamp.
 * @property {Clamp} clamp_  The same in place.
 */

/** @type {Overloads} */
export const overloads = {
  max: extreme('max'),
  min: extreme('min'),
  var: deviation('var'),
  std: deviation('std'),
  clamp,
  clamp_: /** @type {any} */ (inPlace(clamp)),
};
