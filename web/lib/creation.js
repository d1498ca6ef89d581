// Tensors made of nothing: filled, counted up, or on the diagonal. They are leaves.
import { byName, isOptions } from './arguments.js';
import { Real } from './engine.js';
import { ChainruleError } from './errors.js';
import { typeOf } from './nested.js';
import { Tensor, tensor } from './tensor.js';

/** @typedef {import('./engine.js').DType} DType */
/** @typedef {{ dtype?: DType, requiresGrad?: boolean }} Options */
/** @typedef {(number | readonly number[] | Options)[]} Size  a list of sizes, or each by itself; behind them, options */

/**
 * @param {import('./nested.js').TypedArray | boolean[]} values
 * @param {readonly number[]} shape
 * @param {Options} options
 */
function make(values, shape, options) {
  const t = tensor(values, options);
  /** @type {import('./own.js').Own} */ (t._own).shape = shape;
  return t;
}

/**
 * @param {string} called
 * @param {Size} given
 * @returns {{ shape: number[], options: Options }}
 */
function sizes(called, given) {
  const last = given[given.length - 1];
  const options = isOptions(last) ? /** @type {Options} */ (last) : {};
  const shape = /** @type {number[]} */ ((isOptions(last) ? given.slice(0, -1) : given).flat());
  for (const size of shape) {
    if (!Number.isInteger(size)) {
      throw new TypeError(
        `${called}(): argument 'size' must be tuple of ints, not ${typeOf(size)}`,
      );
    }
    if (size < 0) throw new ChainruleError(`${called}: Dimension size must be non-negative.`);
  }
  if (shape.length > 8) {
    throw new RangeError(`a tensor has 0 to 8 dimensions, but got ${shape.length}`);
  }
  return { shape, options };
}

/**
 * @param {readonly number[]} shape
 * @param {number | boolean | bigint} value
 * @param {Options} options
 */
function filled(shape, value, options) {
  const count = shape.reduce((product, size) => product * size, 1);
  if (typeof value === 'number') return make(new Real(count).fill(value), shape, options);
  if (typeof value === 'bigint') return make(new BigInt64Array(count).fill(value), shape, options);
  return make(Array(count).fill(value), shape, { dtype: 'bool', ...options });
}

/**
 * A tensor of zeros, as torch.zeros: zeros(2, 3), zeros([2, 3], { dtype: 'int64' }).
 * @param {Size} size
 * @returns {Tensor}
 */
export function zeros(...size) {
  const { shape, options } = sizes('zeros', size);
  return filled(shape, 0, options);
}

/**
 * A tensor of ones, as torch.ones.
 * @param {Size} size
 * @returns {Tensor}
 */
export function ones(...size) {
  const { shape, options } = sizes('ones', size);
  return filled(shape, 1, options);
}

/**
 * A tensor of one value, as torch.full. As in tensor(), a number makes reals, a bigint int64 and a boolean bools, unless
 * the dtype is named.
 * @param {number | readonly number[]} size
 * @param {number | boolean | bigint} value
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function full(size, value, options = {}) {
  return filled(sizes('full', [size]).shape, value, options);
}

/**
 * Zeros in the shape and dtype of another tensor, as torch.zeros_like.
 * @param {Tensor} like
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function zeros_like(like, options) {
  return full_like(like, 0, options);
}

/**
 * Ones in the shape and dtype of another tensor, as torch.ones_like.
 * @param {Tensor} like
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function ones_like(like, options) {
  return full_like(like, 1, options);
}

/**
 * One value in the shape and dtype of another tensor, as torch.full_like.
 * @param {Tensor} like
 * @param {number | boolean | bigint} value
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function full_like(like, value, options) {
  return filled(like.shape, value, { dtype: like.dtype, ...options });
}

/**
 * The numbers from start to before end, as torch.arange: arange(end), arange(start, end), arange(start, end, step), with
 * options behind them. JS has no ints, so the dtype is float unless int64 is asked for. Floats are those of PyTorch,
 * which adds within a group (of 32 bytes) to the rounded first of them.
 * @param {...(number | Options)} given
 * @returns {Tensor}
 */
export function arange(...given) {
  const listed = isOptions(given[given.length - 1]) ? given.slice(0, -1) : given;
  const names = listed.length === 1 ? ['end'] : ['start', 'end', 'step'];
  const {
    start = 0,
    end,
    step = 1,
    ...options
  } = /** @type {Record<string, any>} */ (
    byName('arange', [...names, 'dtype', 'requiresGrad'], given)
  );
  checkRange(start, end, step, options.dtype);
  const count = Math.ceil((end - start) / step);
  const values = new Real(count);
  const group = 32 / Real.BYTES_PER_ELEMENT;
  const grouped = count - (count % (2 * group));
  for (let k = 0; k < count; k++) {
    const first = k < grouped ? k - (k % group) : k;
    values[k] = start + step * first;
    values[k] += (k - first) * step;
  }
  return make(values, [count], options);
}

/**
 * @param {number} start
 * @param {number} end
 * @param {number} step
 * @param {DType | undefined} dtype
 */
function checkRange(start, end, step, dtype) {
  for (const number of [start, end, step]) {
    if (typeof number !== 'number') {
      throw new TypeError(
        `arange(): start, end and step must be numbers, but got ${String(number)}`,
      );
    }
  }
  if (step === 0) throw new ChainruleError('step must be nonzero');
  if (!Number.isFinite(start) || !Number.isFinite(end)) {
    throw new ChainruleError(`unsupported range: ${start} -> ${end}`);
  }
  if (step > 0 ? start > end : start < end) {
    throw new ChainruleError('upper bound and lower bound inconsistent with step sign');
  }
  if (dtype === 'bool') throw new ChainruleError('"arange_cpu" not implemented for \'Bool\'');
}

/**
 * So many numbers from start to end at equal distances, as torch.linspace.
 * @param {number} start
 * @param {number} end
 * @param {number} steps
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function linspace(start, end, steps, options = {}) {
  if (!Number.isInteger(steps)) {
    throw new TypeError(`linspace(): steps must be an integer, but got ${String(steps)}`);
  }
  if (steps < 0) throw new ChainruleError('number of steps must be non-negative');
  const [first, last] = Real.of(start, end);
  const [width] = Real.of(last - first);
  const [step] = Real.of(steps === 1 ? 0 : width / (steps - 1));
  const middle = steps === 1 ? 1 : Math.floor(steps / 2);
  const values = new Real(steps);
  for (let k = 0; k < steps; k++) {
    values[k] = k < middle ? first + step * k : last - step * (steps - 1 - k);
  }
  return make(values, [steps], options);
}

/**
 * A matrix with ones on the diagonal, as torch.eye.
 * @param {number} n  rows
 * @param {number | Options} [m]  columns; as many as rows, if not given
 * @param {Options} [options]
 * @returns {Tensor}
 */
export function eye(n, m = n, options = {}) {
  const columns = isOptions(m) ? n : m;
  for (const [name, size] of Object.entries({ n, m: columns })) {
    if (!(size >= 0))
      throw new ChainruleError(`${name} must be greater or equal to 0, got ${size}`);
  }
  const values = new Real(n * columns);
  for (let k = 0; k < Math.min(n, columns); k++) values[k * columns + k] = 1;
  return make(values, [n, columns], isOptions(m) ? m : options);
}
