// What stands between layers, without parameters: Dropout and Flatten.
import { dropout } from './functional.js';
import { keywords, Module } from './module.js';
import { Operation } from './operation.js';

/** Zeros at random places while training, as torch.nn.Dropout (Srivastava et al. 2014). */
export class Dropout extends Module {
  /** @param {number} [p]  the probability of each zero */
  constructor(p = 0.5) {
    super();
    if (!(p >= 0 && p <= 1)) {
      throw new RangeError(`dropout probability has to be between 0 and 1, but got ${p}`);
    }
    this.p = p;
  }

  /** @param {import('../tensor.js').Tensor} x */
  forward(x) {
    return dropout(x, this.p, this.training);
  }

  extraRepr() {
    return keywords({ p: this.p, inplace: false });
  }
}

/** Dims made one, as torch.nn.Flatten: all but the first, by default. */
export class Flatten extends Operation {
  constructor(startDim = 1, endDim = -1) {
    super('flatten', { start_dim: startDim, end_dim: endDim });
  }
}
