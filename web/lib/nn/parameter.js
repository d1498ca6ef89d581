// A module's tensors that are trained, and how values are put into them.
import { Real } from '../engine.js';
import { ShapeError } from '../errors.js';
import { inPlace } from '../inplace.js';
import { noGrad } from '../mode.js';
import { Own } from '../own.js';
import { Tensor } from '../tensor.js';

/** A leaf that requires grad and that modules know as theirs, as torch.nn.Parameter. */
export class Parameter extends Tensor {
  /**
   * @param {Tensor} data  whose values it copies
   * @param {{ requiresGrad?: boolean }} [options]
   */
  constructor(data, { requiresGrad = true } = {}) {
    const own = new Own(data.data, data.shape);
    own.requiresGrad = requiresGrad;
    super(0, own, null);
  }
}

/**
 * A tensor of these elements, which it does not copy.
 * @param {import('../engine.js').Reals} data
 * @param {readonly number[]} shape
 */
export function holding(data, shape) {
  return new Tensor(0, new Own(data, shape), null);
}

/**
 * A tensor of one value.
 * @param {readonly number[]} shape
 * @param {number} [value]
 */
export function filled(shape, value = 0) {
  const below = shape.find((size) => size < 0);
  if (below !== undefined) {
    throw new ShapeError(
      `Trying to create tensor with negative dimension ${below}: [${shape.join(', ')}]`,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  return holding(new Real(count).fill(value), shape);
}

const put = /* @__PURE__ */ inPlace((value) => value);

/**
 * Puts other values into a tensor, whatever it is, unrecorded.
 * @template {Tensor} T
 * @param {T} target
 * @param {() => Tensor} make  the result of an op
 * @returns {T}
 */
export function assign(target, make) {
  noGrad(() => put.call(target, make()));
  return target;
}

/**
 * Forgets a gradient, or fills it with zeros.
 * @param {Tensor} t
 * @param {{ setToNone?: boolean }} [options]
 */
export function clearGrad(t, { setToNone = true } = {}) {
  if (setToNone) t.grad = null;
  else t.grad?.zero_();
}
