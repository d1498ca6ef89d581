// torch.nn.functional: the functions that networks are made of. Each takes PyTorch's arguments in their order, or by
// name in an object that comes last: F.conv2d(x, weight, bias, { padding: 1 }), F.layer_norm(x, [3], { eps: 1e-3 }).

import { readData } from '../engine.js';
import { ChainruleError } from '../errors.js';
import { parameterOf } from '../tape.js';
import { apply, define, operand } from './functional/call.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {number | readonly [number, number]} Pair  of rows and columns; a number stands for both */

// --- Convolution ----------------------------------------------------------------------------------------

/**
 * @param {string} name
 * @param {any} value
 * @param {number} dims
 */
function sizes(name, value, dims) {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 1) return Array(dims).fill(list[0]);
  if (list.length === dims) return list;
  throw new ChainruleError(
    `expected ${name} to be a single integer value or a list of ${dims} values to match the convolution dimensions, ` +
      `but got ${name}=[${list.join(', ')}]`,
  );
}

/** What a 1-d convolution does along the rows that it does not have. @type {Record<string, number>} */
const ROWS = { stride: 1, padding: 0, dilation: 1 };

/** @param {1 | 2} dims */
function convolution(dims) {
  return define(
    `conv${dims}d`,
    'input weight bias stride padding dilation groups',
    ({ stride = 1, padding = 0, dilation = 1, groups, ...given }) => {
      const same = padding === 'same';
      if (typeof padding === 'string' && !same && padding !== 'valid') {
        throw new ChainruleError(`Invalid padding string: '${padding}'`);
      }
      const numbers = { stride, padding: typeof padding === 'string' ? 0 : padding, dilation };
      const shape = given.weight?.shape ?? [];
      if (shape.length > 2) sizes('stride', sizes('stride', stride, dims), shape.length - 2);
      const pairs = Object.entries(numbers).map(([name, value]) => {
        const list = sizes(name, value, dims);
        return [name, dims === 2 ? list : [ROWS[name], ...list]];
      });
      const attrs = { ...Object.fromEntries(pairs), groups, same };
      return apply('conv2d', 'input weight : bias', given, attrs);
    },
  );
}

/** @typedef {{ bias?: Tensor | null, stride?: Pair, padding?: Pair | 'same' | 'valid', dilation?: Pair, groups?: number }} Conv2dOptions */
/** @typedef {{ bias?: Tensor | null, stride?: number, padding?: number | 'same' | 'valid', dilation?: number, groups?: number }} Conv1dOptions */

/**
 * Moves the windows of `weight` [filters, channels / groups, rows, columns] over `input` [images, channels, rows,
 * columns], or without images, and adds `bias` [filters]; as torch.nn.functional.conv2d.
 * @type {{
 *   (input: Tensor, weight: Tensor, options?: Conv2dOptions): Tensor,
 *   (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: Conv2dOptions): Tensor,
 *   (input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Pair, padding?: Pair | 'same' | 'valid', dilation?: Pair, groups?: number): Tensor,
 * }}
 */
export const conv2d = convolution(2);

/**
 * The same along one dim: `weight` [filters, channels / groups, columns], `input` [images, channels, columns]; as
 * torch.nn.functional.conv1d.
 * @type {{
 *   (input: Tensor, weight: Tensor, options?: Conv1dOptions): Tensor,
 *   (input: Tensor, weight: Tensor, bias?: Tensor | null, options?: Conv1dOptions): Tensor,
 *   (input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number, padding?: number | 'same' | 'valid', dilation?: number, groups?: number): Tensor,
 * }}
 */
export const conv1d = convolution(1);

// --- Pooling --------------------------------------------------------------------------------------------

/** @typedef {{ stride?: Pair | null, padding?: Pair, dilation?: Pair, ceil_mode?: boolean }} MaxPoolOptions */
/** @typedef {{ stride?: Pair | null, padding?: Pair, ceil_mode?: boolean, count_include_pad?: boolean, divisor_override?: number | null }} AvgPoolOptions */

/** @param {string} name @param {string} parameters */
function pooling(name, parameters) {
  return define(name, `input ${parameters}`, ({ input, ...attrs }) =>
    apply(name, 'input', { input }, attrs),
  );
}

/**
 * The largest element of each window, as torch.nn.functional.max_pool2d; `stride` is `kernel_size` unless given.
 * @type {{
 *   (input: Tensor, kernel_size: Pair, options?: MaxPoolOptions): Tensor,
 *   (input: Tensor, kernel_size: Pair, stride?: Pair | null, padding?: Pair, dilation?: Pair, ceil_mode?: boolean): Tensor,
 * }}
 */
export const max_pool2d = pooling('max_pool2d', 'kernel_size stride padding dilation ceil_mode');

/**
 * The mean of each window, as torch.nn.functional.avg_pool2d; `stride` is `kernel_size` unless given.
 * @type {{
 *   (input: Tensor, kernel_size: Pair, options?: AvgPoolOptions): Tensor,
 *   (input: Tensor, kernel_size: Pair, stride?: Pair | null, padding?: Pair, ceil_mode?: boolean, count_include_pad?: boolean, divisor_override?: number | null): Tensor,
 * }}
 */
export const avg_pool2d = pooling(
  'avg_pool2d',
  'kernel_size stride padding ceil_mode count_include_pad divisor_override',
);

/**
 * The means of `output_size` areas of each plane, as torch.nn.functional.adaptive_avg_pool2d.
 * @type {(input: Tensor, output_size: Pair) => Tensor}
 */
export const adaptive_avg_pool2d = pooling('adaptive_avg_pool2d', 'output_size');

// --- Normalisation --------------------------------------------------------------------------------------

/** @typedef {{ weight?: Tensor | null, bias?: Tensor | null, eps?: number }} LayerNormOptions */
/** @typedef {{ weight?: Tensor | null, bias?: Tensor | null, training?: boolean, momentum?: number, eps?: number }} BatchNormOptions */

/**
 * Normalises over the last dims, whose sizes are `normalized_shape`; as torch.nn.functional.layer_norm.
 * @type {{
 *   (input: Tensor, normalized_shape: number | readonly number[], options?: LayerNormOptions): Tensor,
 *   (input: Tensor, normalized_shape: number | readonly number[], weight?: Tensor | null, bias?: Tensor | null, eps?: number): Tensor,
 * }}
 */
export const layer_norm = define(
  'layer_norm',
  'input normalized_shape weight bias eps',
  ({ normalized_shape, eps, ...given }) =>
    apply('layer_norm', 'input : weight bias', given, { normalized_shape, eps }),
);

/**
 * Normalises each channel: dim 1 of `input`. In training it takes the batch's mean and variance, and moves
 * `running_mean` and `running_var` towards them in place; else it takes those. As torch.nn.functional.batch_norm.
 * @type {{
 *   (input: Tensor, running_mean: Tensor | null, running_var: Tensor | null, options?: BatchNormOptions): Tensor,
 *   (input: Tensor, running_mean: Tensor | null, running_var: Tensor | null, weight?: Tensor | null, bias?: Tensor | null, training?: boolean, momentum?: number, eps?: number): Tensor,
 * }}
 */
export const batch_norm = define(
  'batch_norm',
  'input running_mean running_var weight bias training momentum eps',
  ({ training = false, momentum, eps = 1e-5, ...given }) => {
    if (eps < (training ? Number.MIN_VALUE : 0)) {
      const needed = training ? 'positive during training' : 'non-negative';
      throw new RangeError(`batch_norm eps must be ${needed}, but got ${eps}`);
    }
    const buffers = [given.running_mean, given.running_var].filter((t) => t != null);
    // The engine changes them where they are: as parameters, which outlive the tape.
    if (training) buffers.forEach(parameterOf);
    const result = apply('batch_norm', 'input : weight bias running_mean running_var', given, {
      training,
      momentum,
      eps,
    });
    // When the tape was emptied on the way, it was the tape's copy.
    for (const t of buffers) if (training && t._id > 0) t._own.data = readData(t._id);
    return result;
  },
);

// --- Dropout --------------------------------------------------------------------------------------------

/**
 * Sets each element to 0 with probability p, and divides the others by 1 - p, so that the mean stays; outside of
 * training it returns `input`. As torch.nn.functional.dropout.
 * @type {{
 *   (input: Tensor, options?: { p?: number, training?: boolean }): Tensor,
 *   (input: Tensor, p?: number, training?: boolean): Tensor,
 * }}
 */
export const dropout = define('dropout', 'input p training', (given) => {
  const { p = 0.5, training = true } = given;
  const input = operand('dropout', given, 'input');
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(`dropout probability has to be between 0 and 1, but got ${p}`);
  }
  if (!training || p === 0 || input.size === 0) return input;
  return input.mul(p === 1 ? 0 : apply('dropout_mask', 'input', { input }, { p }));
});

export * from './functional/classes.js';
export {
  binary_cross_entropy,
  binary_cross_entropy_with_logits,
  huber_loss,
  kl_div,
  l1_loss,
  mse_loss,
  smooth_l1_loss,
} from './functional/losses.js';
export {
  elu,
  embedding,
  gelu,
  hardtanh,
  leaky_relu,
  linear,
  log_softmax,
  one_hot,
  pad,
  relu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from './functional/methods.js';
