// Linear, and what it and convolutions start with.
import { fans, kaiming_uniform_, uniform_ } from './init.js';
import { keywords, Module } from './module.js';
import { filled, Parameter } from './parameter.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */

/**
 * What PyTorch's linear and convolution layers start with.
 * @param {Tensor} weight
 * @param {Tensor | null} bias
 */
export function start(weight, bias) {
  kaiming_uniform_(weight, { a: Math.sqrt(5) });
  const { fan_in } = fans(weight);
  const bound = fan_in > 0 ? 1 / Math.sqrt(fan_in) : 0;
  if (bias) uniform_(bias, -bound, bound);
}

/** y = x @ weightᵀ + bias, as torch.nn.Linear, with its first values. */
export class Linear extends Module {
  /**
   * @param {number} inFeatures
   * @param {number} outFeatures
   * @param {{ bias?: boolean }} [options]
   */
  constructor(inFeatures, outFeatures, { bias = true, ...unread } = {}) {
    super(unread);
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.weight = new Parameter(filled([outFeatures, inFeatures]));
    this.bias = bias ? new Parameter(filled([outFeatures])) : null;
    start(this.weight, this.bias);
  }

  /**
   * @param {Tensor} x  [..., inFeatures]
   * @returns {Tensor} [..., outFeatures]
   */
  forward(x) {
    return this.bias ? x.linear(this.weight, this.bias) : x.linear(this.weight);
  }

  extraRepr() {
    const { inFeatures, outFeatures, bias } = this;
    return keywords({ in_features: inFeatures, out_features: outFeatures, bias: bias !== null });
  }
}
