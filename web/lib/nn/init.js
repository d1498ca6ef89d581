// First values of parameters, as torch.nn.init: after the same seed they are PyTorch's.
import { ChainruleError } from '../errors.js';
import { applyNamed } from '../methods.js';
import { noGrad } from '../mode.js';
import { assign } from './parameter.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {'linear' | 'conv1d' | 'conv2d' | 'conv3d' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu' | 'selu'} Nonlinearity */
/** @typedef {{ a?: number, mode?: 'fan_in' | 'fan_out', nonlinearity?: Nonlinearity }} Kaiming */

/**
 * Numbers between a and b, as torch.nn.init.uniform_.
 * @param {Tensor} t  which is changed in place
 * @param {number} [a]
 * @param {number} [b]
 */
export function uniform_(t, a = 0, b = 1) {
  if (a > b) {
    throw new ChainruleError(
      `uniform_ expects to return a [from, to) range, but found from=${a} > to=${b}`,
    );
  }
  return assign(t, () => applyNamed('rand', [], [a, b, t.shape]));
}

/**
 * Numbers of a normal distribution, as torch.nn.init.normal_.
 * @param {Tensor} t
 * @param {number} [mean]
 * @param {number} [std]
 */
export function normal_(t, mean = 0, std = 1) {
  if (!(std >= 0)) throw new ChainruleError(`normal expects std >= 0.0, but found std ${std}`);
  return assign(t, () => applyNamed('randn', [], [mean, std, t.shape]));
}

/**
 * One value everywhere, as torch.nn.init.constant_.
 * @param {Tensor} t
 * @param {number} value
 */
export function constant_(t, value) {
  noGrad(() => t.fill_(value));
  return t;
}

/** @param {Tensor} t */
export function zeros_(t) {
  return constant_(t, 0);
}

/** @param {Tensor} t */
export function ones_(t) {
  return constant_(t, 1);
}

/**
 * How many inputs each output has, and how many outputs each input.
 * @param {Tensor} t  a weight: [outputs, inputs, ...]
 */
export function fans({ shape }) {
  if (shape.length < 2) {
    throw new RangeError(
      'Fan in and fan out can not be computed for tensor with fewer than 2 dimensions',
    );
  }
  const [outputs, inputs, ...window] = shape;
  const each = window.reduce((product, size) => product * size, 1);
  return { fan_in: inputs * each, fan_out: outputs * each };
}

/**
 * By how much a nonlinearity shrinks what goes through it, as torch.nn.init.calculate_gain.
 * @param {Nonlinearity} nonlinearity
 * @param {number} [slope]  leaky_relu's
 */
export function calculateGain(nonlinearity, slope = 0.01) {
  const gains = {
    tanh: 5 / 3,
    relu: Math.SQRT2,
    leaky_relu: Math.sqrt(2 / (1 + slope ** 2)),
    selu: 3 / 4,
  };
  if (nonlinearity in gains) return gains[/** @type {keyof typeof gains} */ (nonlinearity)];
  if (/^(linear|sigmoid|conv(_transpose)?[123]d)$/.test(nonlinearity)) return 1;
  throw new RangeError(`Unsupported nonlinearity ${nonlinearity}`);
}

/**
 * @param {Tensor} t
 * @param {number} gain
 */
function xavier(t, gain) {
  const { fan_in, fan_out } = fans(t);
  return gain * Math.sqrt(2 / (fan_in + fan_out));
}

/**
 * As torch.nn.init.xavier_uniform_ (Glorot & Bengio 2010).
 * @param {Tensor} t
 * @param {number} [gain]
 */
export function xavier_uniform_(t, gain = 1) {
  const bound = Math.sqrt(3) * xavier(t, gain);
  return uniform_(t, -bound, bound);
}

/**
 * As torch.nn.init.xavier_normal_.
 * @param {Tensor} t
 * @param {number} [gain]
 */
export function xavier_normal_(t, gain = 1) {
  return normal_(t, 0, xavier(t, gain));
}

/**
 * @param {Tensor} t
 * @param {Kaiming} options
 */
function kaiming(t, { a = 0, mode = 'fan_in', nonlinearity = 'leaky_relu' }) {
  const fan = fans(t)[mode];
  if (fan === undefined) {
    throw new RangeError(`Mode ${mode} not supported, please use one of ['fan_in', 'fan_out']`);
  }
  return calculateGain(nonlinearity, a) / Math.sqrt(fan);
}

/**
 * As torch.nn.init.kaiming_uniform_ (He et al. 2015).
 * @param {Tensor} t
 * @param {Kaiming} [options]
 */
export function kaiming_uniform_(t, options = {}) {
  const bound = Math.sqrt(3) * kaiming(t, options);
  return uniform_(t, -bound, bound);
}

/**
 * As torch.nn.init.kaiming_normal_.
 * @param {Tensor} t
 * @param {Kaiming} [options]
 */
export function kaiming_normal_(t, options = {}) {
  return normal_(t, 0, kaiming(t, options));
}
