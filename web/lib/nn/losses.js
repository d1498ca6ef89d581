// Losses: modules without parameters, called as loss.forward(input, target).
import * as F from './functional.js';
import { Module } from './module.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {{ reduction?: 'mean' | 'sum' | 'none' }} Reduced */

/** A function of nn.functional with its options; tensors among them belong to the module's state. */
class Loss extends Module {
  #run;
  #options;

  /**
   * @param {(input: Tensor, target: Tensor, options: any) => Tensor} run
   * @param {Record<string, unknown>} options           by the function's names
   * @param {Record<string, Tensor | undefined>} weights
   * @param {object} unread  other options, which are refused
   */
  constructor(run, options, weights, unread) {
    super(unread);
    this.#run = run;
    this.#options = options;
    for (const [name, weight] of Object.entries(weights)) {
      if (weight) this.registerBuffer(name, weight);
    }
  }

  /**
   * @param {Tensor} input
   * @param {Tensor} target
   */
  forward(input, target) {
    const weights = Object.fromEntries(this.namedBuffers());
    return this.#run(input, target, { ...this.#options, ...weights });
  }
}

export class MSELoss extends Loss {
  /** @param {Reduced} [options] */
  constructor({ reduction, ...unread } = {}) {
    super(F.mse_loss, { reduction }, {}, unread);
  }
}

export class L1Loss extends Loss {
  /** @param {Reduced} [options] */
  constructor({ reduction, ...unread } = {}) {
    super(F.l1_loss, { reduction }, {}, unread);
  }
}

export class SmoothL1Loss extends Loss {
  /** @param {Reduced & { beta?: number }} [options] */
  constructor({ reduction, beta, ...unread } = {}) {
    super(F.smooth_l1_loss, { reduction, beta }, {}, unread);
  }
}

export class HuberLoss extends Loss {
  /** @param {Reduced & { delta?: number }} [options] */
  constructor({ reduction, delta, ...unread } = {}) {
    super(F.huber_loss, { reduction, delta }, {}, unread);
  }
}

export class KLDivLoss extends Loss {
  /** @param {{ reduction?: 'mean' | 'sum' | 'none' | 'batchmean', logTarget?: boolean }} [options] */
  constructor({ reduction, logTarget, ...unread } = {}) {
    super(F.kl_div, { reduction, log_target: logTarget }, {}, unread);
  }
}

export class NLLLoss extends Loss {
  /** @param {Reduced & { weight?: Tensor, ignoreIndex?: number }} [options] */
  constructor({ weight, ignoreIndex, reduction, ...unread } = {}) {
    super(F.nll_loss, { ignore_index: ignoreIndex, reduction }, { weight }, unread);
  }
}

export class CrossEntropyLoss extends Loss {
  /** @param {Reduced & { weight?: Tensor, ignoreIndex?: number, labelSmoothing?: number }} [options] */
  constructor({ weight, ignoreIndex, reduction, labelSmoothing, ...unread } = {}) {
    const options = { ignore_index: ignoreIndex, reduction, label_smoothing: labelSmoothing };
    super(F.cross_entropy, options, { weight }, unread);
  }
}

export class BCELoss extends Loss {
  /** @param {Reduced & { weight?: Tensor }} [options] */
  constructor({ weight, reduction, ...unread } = {}) {
    super(F.binary_cross_entropy, { reduction }, { weight }, unread);
  }
}

export class BCEWithLogitsLoss extends Loss {
  /** @param {Reduced & { weight?: Tensor, posWeight?: Tensor }} [options] */
  constructor({ weight, reduction, posWeight, ...unread } = {}) {
    const weights = { weight, pos_weight: posWeight };
    super(F.binary_cross_entropy_with_logits, { reduction }, weights, unread);
  }
}
