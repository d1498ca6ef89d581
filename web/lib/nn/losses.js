// Losses: modules without parameters, called as loss.forward(input, target).
import { Operation } from './operation.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {{ reduction?: 'mean' | 'sum' | 'none' }} Reduced */

class Loss extends Operation {
  /** PyTorch prints none of a loss's options. */
  extraRepr() {
    return '';
  }
}

/** A loss with a weight, which is part of its state. */
class WeightedLoss extends Loss {
  /**
   * @param {string} op
   * @param {Tensor | null | undefined} weight
   * @param {Record<string, unknown>} attrs
   */
  constructor(op, weight, attrs) {
    super(op, attrs);
    /** @type {Tensor | null} */
    this.weight = null;
    if (weight) this.registerBuffer('weight', weight);
  }

  /**
   * @param {Tensor} input
   * @param {Tensor} target
   */
  forward(input, target) {
    return this.weight ? super.forward(input, target, this.weight) : super.forward(input, target);
  }
}

export class MSELoss extends Loss {
  /** @param {Reduced} [options] */
  constructor({ reduction = 'mean' } = {}) {
    super('mse_loss', { reduction });
  }
}

export class L1Loss extends Loss {
  /** @param {Reduced} [options] */
  constructor({ reduction = 'mean' } = {}) {
    super('l1_loss', { reduction });
  }
}

export class SmoothL1Loss extends Loss {
  /** @param {Reduced & { beta?: number }} [options] */
  constructor({ reduction = 'mean', beta = 1 } = {}) {
    super('smooth_l1_loss', { reduction, beta });
  }
}

export class HuberLoss extends Loss {
  /** @param {Reduced & { delta?: number }} [options] */
  constructor({ reduction = 'mean', delta = 1 } = {}) {
    super('huber_loss', { reduction, delta });
  }
}

export class KLDivLoss extends Loss {
  /** @param {{ reduction?: 'mean' | 'sum' | 'none' | 'batchmean', logTarget?: boolean }} [options] */
  constructor({ reduction = 'mean', logTarget = false } = {}) {
    super('kl_div', { reduction, log_target: logTarget });
  }
}

export class NLLLoss extends WeightedLoss {
  /** @param {Reduced & { weight?: Tensor, ignoreIndex?: number }} [options] */
  constructor({ weight, ignoreIndex = -100, reduction = 'mean' } = {}) {
    super('nll_loss', weight, { ignore_index: ignoreIndex, reduction });
  }
}

export class CrossEntropyLoss extends WeightedLoss {
  /** @param {Reduced & { weight?: Tensor, ignoreIndex?: number, labelSmoothing?: number }} [options] */
  constructor({ weight, ignoreIndex = -100, reduction = 'mean', labelSmoothing = 0 } = {}) {
    super('cross_entropy', weight, {
      ignore_index: ignoreIndex,
      reduction,
      label_smoothing: labelSmoothing,
    });
  }
}

export class BCELoss extends WeightedLoss {
  /** @param {Reduced & { weight?: Tensor }} [options] */
  constructor({ weight, reduction = 'mean' } = {}) {
    super('binary_cross_entropy', weight, { reduction });
  }
}
