// Activations: modules without parameters that are one elementwise op, or a softmax.
import { Module } from './module.js';
import { Operation } from './operation.js';

export class Identity extends Module {
  /**
   * @template T
   * @param {T} x
   * @returns {T}
   */
  forward(x) {
    return x;
  }
}

export class ReLU extends Operation {
  constructor() {
    super('relu');
  }
}

export class Sigmoid extends Operation {
  constructor() {
    super('sigmoid');
  }
}

export class Tanh extends Operation {
  constructor() {
    super('tanh');
  }
}

export class SiLU extends Operation {
  constructor() {
    super('silu');
  }
}

export class LeakyReLU extends Operation {
  constructor(negativeSlope = 0.01) {
    super('leaky_relu', { negative_slope: negativeSlope });
  }
}

export class ELU extends Operation {
  constructor(alpha = 1) {
    super('elu', { alpha });
  }
}

export class GELU extends Operation {
  /** @param {'none' | 'tanh'} [approximate] */
  constructor(approximate = 'none') {
    super('gelu', { approximate });
  }
}

export class Softplus extends Operation {
  constructor(beta = 1, threshold = 20) {
    super('softplus', { beta, threshold });
  }
}

export class Hardtanh extends Operation {
  constructor(minVal = -1, maxVal = 1) {
    super('hardtanh', { min_val: minVal, max_val: maxVal });
  }
}

export class Softmax extends Operation {
  /** @param {number} dim  along which the results sum to 1 */
  constructor(dim) {
    super('softmax', { dim });
  }
}

export class LogSoftmax extends Operation {
  /** @param {number} dim */
  constructor(dim) {
    super('log_softmax', { dim });
  }
}
