// Learning rates that change from epoch to epoch: call step() after each epoch's updates.
import { camel, renamed, snake } from './names.js';
import { Optimizer } from './optimizer.js';

/** Base of the schedulers, as torch.optim.lr_scheduler.LRScheduler. */
export class LRScheduler {
  /** @param {Optimizer} optimizer */
  constructor(optimizer) {
    if (!(optimizer instanceof Optimizer)) throw new TypeError('a scheduler needs an Optimizer');
    this.optimizer = optimizer;
    for (const group of optimizer.paramGroups) group.initialLr ??= group.lr;
    this.baseLrs = optimizer.paramGroups.map((group) => group.initialLr);
    this.lastEpoch = 0;
  }

  /**
   * The learning rate that follows in an epoch.
   * @param {number} lr    the one before
   * @param {number} _base  the first one
   * @returns {number}
   */
  next(lr, _base) {
    return lr;
  }

  step() {
    this.lastEpoch++;
    for (const [k, group] of this.optimizer.paramGroups.entries()) {
      group.lr = this.next(group.lr, this.baseLrs[k]);
    }
  }

  /** The learning rates as they are, one for each group. */
  getLastLr() {
    return this.optimizer.paramGroups.map(({ lr }) => lr);
  }

  stateDict() {
    const { optimizer, ...own } = this;
    return renamed(own, snake);
  }

  /** @param {Record<string, any>} stateDict */
  loadStateDict(stateDict) {
    Object.assign(this, renamed(stateDict, camel));
  }
}

/** Times gamma every so many epochs, as torch.optim.lr_scheduler.StepLR. */
export class StepLR extends LRScheduler {
  /**
   * @param {Optimizer} optimizer
   * @param {number} stepSize
   * @param {{ gamma?: number }} [options]
   */
  constructor(optimizer, stepSize, { gamma = 0.1 } = {}) {
    super(optimizer);
    this.stepSize = stepSize;
    this.gamma = gamma;
  }

  /** @param {number} lr */
  next(lr) {
    return this.lastEpoch % this.stepSize ? lr : lr * this.gamma;
  }
}

/** Times gamma every epoch, as torch.optim.lr_scheduler.ExponentialLR. */
export class ExponentialLR extends LRScheduler {
  /**
   * @param {Optimizer} optimizer
   * @param {number} gamma
   */
  constructor(optimizer, gamma) {
    super(optimizer);
    this.gamma = gamma;
  }

  /** @param {number} lr */
  next(lr) {
    return lr * this.gamma;
  }
}

/** Down to etaMin along half a cosine, and up again, as torch.optim.lr_scheduler.CosineAnnealingLR. */
export class CosineAnnealingLR extends LRScheduler {
  /**
   * @param {Optimizer} optimizer
   * @param {number} TMax  epochs until etaMin is reached
   * @param {{ etaMin?: number }} [options]
   */
  constructor(optimizer, TMax, { etaMin = 0 } = {}) {
    super(optimizer);
    this.T_max = TMax;
    this.etaMin = etaMin;
  }

  /**
   * From the rate before to the next, as PyTorch does it, so that rates changed in between keep their part.
   * @param {number} lr
   * @param {number} base
   */
  next(lr, base) {
    const { T_max: TMax, etaMin, lastEpoch } = this;
    if ((lastEpoch - 1 - TMax) % (2 * TMax) === 0) {
      return lr + ((base - etaMin) * (1 - Math.cos(Math.PI / TMax))) / 2;
    }
    const height = (/** @type {number} */ epoch) => 1 + Math.cos((Math.PI * epoch) / TMax);
    return (height(lastEpoch) / height(lastEpoch - 1)) * (lr - etaMin) + etaMin;
  }
}
