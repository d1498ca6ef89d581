// Layers over planes: Conv2d, and pooling.
import { avg_pool2d, conv2d, max_pool2d } from './functional.js';
import { start } from './linear.js';
import { keywords, Module } from './module.js';
import { filled, Parameter } from './parameter.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {number | [number, number]} Pair  of rows and columns; a number stands for both */

/**
 * @param {Pair} value
 * @returns {[number, number]}
 */
const pair = (value) => (Array.isArray(value) ? value : [value, value]);

/** A convolution, as torch.nn.Conv2d, with its first values. */
export class Conv2d extends Module {
  /**
   * @param {number} inChannels
   * @param {number} outChannels
   * @param {Pair} kernelSize
   * @param {{ stride?: Pair, padding?: Pair | 'same' | 'valid', dilation?: Pair, groups?: number, bias?: boolean }} [options]
   */
  constructor(inChannels, outChannels, kernelSize, options = {}) {
    const { stride = 1, padding = 0, dilation = 1, groups = 1, bias = true, ...unread } = options;
    super(unread);
    if (!(groups > 0)) throw new RangeError('groups must be a positive integer');
    if (inChannels % groups) throw new RangeError('in_channels must be divisible by groups');
    if (outChannels % groups) throw new RangeError('out_channels must be divisible by groups');
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = pair(kernelSize);
    this.stride = pair(stride);
    this.padding = typeof padding === 'string' ? padding : pair(padding);
    this.dilation = pair(dilation);
    this.groups = groups;
    const shape = [outChannels, inChannels / groups, ...this.kernelSize];
    this.weight = new Parameter(filled(shape));
    this.bias = bias ? new Parameter(filled([outChannels])) : null;
    start(this.weight, this.bias);
  }

  /**
   * @param {Tensor} x  [images, channels, rows, columns], or without images
   * @returns {Tensor}
   */
  forward(x) {
    const { weight, bias, stride, padding, dilation, groups } = this;
    return conv2d(x, weight, bias, { stride, padding, dilation, groups });
  }

  extraRepr() {
    const { kernelSize, stride, padding, dilation, groups, bias } = this;
    /** @type {Record<string, unknown>} */
    const shown = { kernel_size: kernelSize, stride };
    if (String(padding) !== '0,0') shown.padding = padding;
    if (String(dilation) !== '1,1') shown.dilation = dilation;
    if (groups !== 1) shown.groups = groups;
    if (!bias) shown.bias = false;
    return `${this.inChannels}, ${this.outChannels}, ${keywords(shown)}`;
  }
}

/** The largest of each window, as torch.nn.MaxPool2d. */
export class MaxPool2d extends Module {
  /**
   * @param {Pair} kernelSize
   * @param {{ stride?: Pair, padding?: Pair, dilation?: Pair, ceilMode?: boolean }} [options]
   */
  constructor(
    kernelSize,
    { stride = kernelSize, padding = 0, dilation = 1, ceilMode = false, ...unread } = {},
  ) {
    super(unread);
    this.attrs = { kernel_size: kernelSize, stride, padding, dilation, ceil_mode: ceilMode };
  }

  /** @param {Tensor} x */
  forward(x) {
    const { kernel_size, ...options } = this.attrs;
    return max_pool2d(x, kernel_size, options);
  }

  extraRepr() {
    return keywords(this.attrs);
  }
}

/** The mean of each window, as torch.nn.AvgPool2d. */
export class AvgPool2d extends Module {
  /**
   * @param {Pair} kernelSize
   * @param {{ stride?: Pair, padding?: Pair, ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: number }} [options]
   */
  constructor(kernelSize, options = {}) {
    const { stride = kernelSize, padding = 0, ceilMode = false, ...others } = options;
    const { countIncludePad = true, divisorOverride = null, ...unread } = others;
    super(unread);
    this.kernelSize = kernelSize;
    this.attrs = {
      stride,
      padding,
      ceil_mode: ceilMode,
      count_include_pad: countIncludePad,
      divisor_override: divisorOverride,
    };
  }

  /** @param {Tensor} x */
  forward(x) {
    return avg_pool2d(x, this.kernelSize, this.attrs);
  }

  extraRepr() {
    const { stride, padding } = this.attrs;
    return keywords({ kernel_size: this.kernelSize, stride, padding });
  }
}
