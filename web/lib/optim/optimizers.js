// The optimisers: one class for each of PyTorch's that the engine has a rule for. Defaults stand in the rules' C files.
import { Optimizer } from './optimizer.js';

/** @typedef {import('./optimizer.js').Params} Params */

/** Gradient descent, with momentum where asked for, as torch.optim.SGD. */
export class SGD extends Optimizer {
  /**
   * @param {Params} params
   * @param {{ lr?: number, momentum?: number, dampening?: number, weightDecay?: number, nesterov?: boolean,
   *   maximize?: boolean }} [options]
   */
  constructor(params, options = {}) {
    super('sgd', params, options);
  }
}

/**
 * @typedef {{ lr?: number, betas?: [number, number], eps?: number, weightDecay?: number, amsgrad?: boolean,
 *   maximize?: boolean, decoupledWeightDecay?: boolean }} AdamOptions
 */

/** As torch.optim.Adam (Kingma & Ba 2015). */
export class Adam extends Optimizer {
  /**
   * @param {Params} params
   * @param {AdamOptions} [options]
   */
  constructor(params, options = {}) {
    super('adam', params, options);
  }
}

/** Adam with decoupled weight decay, as torch.optim.AdamW (Loshchilov & Hutter 2019). */
export class AdamW extends Adam {
  /**
   * @param {Params} params
   * @param {Omit<AdamOptions, 'decoupledWeightDecay'>} [options]
   */
  constructor(params, options = {}) {
    super(params, { weightDecay: 0.01, ...options, decoupledWeightDecay: true });
  }
}

/** As torch.optim.RMSprop. */
export class RMSprop extends Optimizer {
  /**
   * @param {Params} params
   * @param {{ lr?: number, alpha?: number, eps?: number, weightDecay?: number, momentum?: number, centered?: boolean,
   *   maximize?: boolean }} [options]
   */
  constructor(params, options = {}) {
    super('rmsprop', params, options);
  }
}

/** As torch.optim.Adagrad (Duchi et al. 2011). */
export class Adagrad extends Optimizer {
  /**
   * @param {Params} params
   * @param {{ lr?: number, lrDecay?: number, weightDecay?: number, initialAccumulatorValue?: number, eps?: number,
   *   maximize?: boolean }} [options]
   */
  constructor(params, options = {}) {
    super('adagrad', params, options);
  }
}
