// Layers that normalise: over the last dims of a sample, or over a batch, with running means for later.
import { noGrad } from '../mode.js';
import { tensor } from '../tensor.js';
import { batch_norm, layer_norm } from './functional.js';
import { float, keywords, Module, python } from './module.js';
import { filled, Parameter } from './parameter.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */

/**
 * @param {boolean} wanted
 * @param {number[]} shape
 * @param {number} value
 */
const parameter = (wanted, shape, value) => (wanted ? new Parameter(filled(shape, value)) : null);

/** As torch.nn.LayerNorm (Ba et al. 2016). */
export class LayerNorm extends Module {
  /**
   * @param {number | number[]} normalizedShape  the sizes of the last dims
   * @param {{ eps?: number, elementwiseAffine?: boolean, bias?: boolean }} [options]
   */
  constructor(
    normalizedShape,
    { eps = 1e-5, elementwiseAffine = true, bias = true, ...unread } = {},
  ) {
    super(unread);
    this.normalizedShape = [normalizedShape].flat();
    this.eps = eps;
    this.weight = parameter(elementwiseAffine, this.normalizedShape, 1);
    this.bias = parameter(elementwiseAffine && bias, this.normalizedShape, 0);
  }

  /** @param {Tensor} x */
  forward(x) {
    return layer_norm(x, this.normalizedShape, this.weight, this.bias, this.eps);
  }

  extraRepr() {
    const { eps, weight, bias } = this;
    return `${python(this.normalizedShape)}, ${keywords({
      eps: float(eps),
      elementwise_affine: weight !== null,
      bias: bias !== null,
    })}`;
  }
}

/** What BatchNorm1d and BatchNorm2d share (Ioffe & Szegedy 2015). */
class BatchNorm extends Module {
  /**
   * @param {number} numFeatures  channels: the size of dim 1
   * @param {{ eps?: number, momentum?: number | null, affine?: boolean, trackRunningStats?: boolean }} [options]
   *   momentum: null for the mean of all batches
   */
  constructor(numFeatures, options = {}) {
    const { eps = 1e-5, momentum = 0.1, affine = true, ...others } = options;
    const { trackRunningStats = true, ...unread } = others;
    super(unread);
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.momentum = momentum;
    this.trackRunningStats = trackRunningStats;
    this.weight = parameter(affine, [numFeatures], 1);
    this.bias = parameter(affine, [numFeatures], 0);
    /** @type {Tensor | null} */
    this.running_mean = null;
    /** @type {Tensor | null} */
    this.running_var = null;
    /** @type {Tensor | null} */
    this.num_batches_tracked = null;
    if (!trackRunningStats) return;
    this.registerBuffer('running_mean', filled([numFeatures]));
    this.registerBuffer('running_var', filled([numFeatures], 1));
    this.registerBuffer('num_batches_tracked', tensor(0n));
  }

  /**
   * @param {Tensor} x
   * @param {string} expected  how many dims it must have
   * @param {number[]} dims
   */
  normalize(x, expected, dims) {
    const { length } = x.shape;
    if (!dims.includes(length)) {
      throw new RangeError(`expected ${expected} input (got ${length}D input)`);
    }
    const { training, weight, bias, eps, running_mean: mean, running_var: variance } = this;
    const momentum = training ? this.#count() : 0;
    const options = { weight, bias, training: training || mean === null, momentum, eps };
    return batch_norm(x, mean, variance, options);
  }

  /** Counts a batch; how much of it goes into the running means. */
  #count() {
    const { num_batches_tracked: count, momentum } = this;
    if (count) noGrad(() => count.add_(1));
    return momentum ?? 1 / (count?.item() ?? 1);
  }

  extraRepr() {
    return `${this.numFeatures}, ${keywords({
      eps: float(this.eps),
      momentum: this.momentum,
      affine: this.weight !== null,
      bias: this.bias !== null,
      track_running_stats: this.trackRunningStats,
    })}`;
  }
}

/** Over a batch of vectors or of rows, as torch.nn.BatchNorm1d. */
export class BatchNorm1d extends BatchNorm {
  /** @param {Tensor} x  [samples, features] or [samples, features, length] */
  forward(x) {
    return this.normalize(x, '2D or 3D', [2, 3]);
  }
}

/** Over a batch of images, as torch.nn.BatchNorm2d. */
export class BatchNorm2d extends BatchNorm {
  /** @param {Tensor} x  [images, channels, rows, columns] */
  forward(x) {
    return this.normalize(x, '4D', [4]);
  }
}
