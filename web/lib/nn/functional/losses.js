// The losses of torch.nn.functional. `reduction` is 'mean', 'sum' or 'none' (a number for each element or label).
import { ChainruleError } from '../../errors.js';
import { noGrad } from '../../mode.js';
import { warn } from '../../warning.js';
import { apply, define, operand } from './call.js';

/** @typedef {import('../../tensor.js').Tensor} Tensor */
/** @typedef {'mean' | 'sum' | 'none'} Reduction */

/** @param {Tensor} a @param {Tensor} b */
export const sameShape = (a, b) => String(a.shape) === String(b.shape);

/** PyTorch's text of a size. @param {Tensor} t */
const sizeOf = (t) => `torch.Size([${t.shape.join(', ')}])`;

/**
 * What weighs a loss has no gradient of its own.
 * @param {string} op
 * @param {string} name
 * @param {Tensor | null | undefined} weight
 */
export function refuseGrad(op, name, weight) {
  if (!weight?.requiresGrad) return;
  throw new ChainruleError(
    `The function '${op}' is not differentiable with respect to argument '${name}'. This input cannot have ` +
      'requires_grad True.',
  );
}

/** @param {Tensor} loss @param {Reduction} [reduction] */
export function reduce(loss, reduction = 'mean') {
  if (reduction === 'none') return loss;
  if (reduction === 'sum') return loss.sum();
  if (reduction === 'mean') return loss.mean();
  throw new RangeError(`${reduction} is not a valid value for reduction`);
}

// --- Losses of differences ------------------------------------------------------------------------------

/** @typedef {{ reduction?: Reduction, weight?: Tensor | null }} DifferenceOptions */

/**
 * Input and target, in one shape.
 * @param {string} name
 * @param {Record<string, any>} given
 */
function broadcast(name, given) {
  const [input, target] = [operand(name, given, 'input'), operand(name, given, 'target')];
  if (given.weight && !sameShape(given.weight, input)) {
    throw new RangeError('Weights and input must have the same size.');
  }
  if (sameShape(input, target)) return { input, target };
  warn(
    `Using a target size (${sizeOf(target)}) that is different to the input size (${sizeOf(input)}). This will likely ` +
      'lead to incorrect results due to broadcasting. Please ensure they have the same size.',
  );
  return { input: expanded(input, target), target: expanded(target, input) };
}

/**
 * In the shape that two tensors broadcast to.
 * @param {Tensor} t
 * @param {Tensor} other
 */
function expanded(t, other) {
  return t.expand(noGrad(() => t.add(other)).shape);
}

/**
 * Weights of the elements of `input`, as many as it has.
 * @param {Tensor | null | undefined} weight
 * @param {Tensor} input
 */
function weightsOf(weight, input) {
  return weight && !sameShape(weight, input) ? expanded(weight, input) : weight;
}

/** @param {Tensor} loss @param {Tensor} weight @param {Reduction} [reduction] */
function weigh(loss, weight, reduction = 'mean') {
  const weighted = loss.mul(weight);
  return reduction === 'mean' ? weighted.sum().div(weight.sum()) : reduce(weighted, reduction);
}

/**
 * The squared differences, as torch.nn.functional.mse_loss; with a weight for each their mean is weighted.
 * @type {(input: Tensor, target: Tensor, options?: DifferenceOptions) => Tensor}
 */
export const mse_loss = define('mse_loss', 'input target reduction weight', (given) => {
  const { weight, reduction } = given;
  const { input, target } = broadcast('mse_loss', given);
  if (weight) return weigh(input.sub(target).pow(2), weight, reduction);
  return apply('mse_loss', 'input target', { input, target }, { reduction });
});

/**
 * The absolute differences, as torch.nn.functional.l1_loss; with a weight for each their mean is weighted.
 * @type {(input: Tensor, target: Tensor, options?: DifferenceOptions) => Tensor}
 */
export const l1_loss = define('l1_loss', 'input target reduction weight', (given) => {
  const { input, target } = broadcast('l1_loss', given);
  const loss = input.sub(target).abs();
  return given.weight ? weigh(loss, given.weight, given.reduction) : reduce(loss, given.reduction);
});

/**
 * Squared differences below beta, and from there on absolute ones; as torch.nn.functional.smooth_l1_loss.
 * @type {(input: Tensor, target: Tensor, options?: { reduction?: Reduction, beta?: number }) => Tensor}
 */
export const smooth_l1_loss = define('smooth_l1_loss', 'input target reduction beta', (given) => {
  const { reduction, beta } = given;
  const pair = broadcast('smooth_l1_loss', given);
  if (beta === 0) return reduce(pair.input.sub(pair.target).abs(), reduction);
  return apply('smooth_l1_loss', 'input target', pair, { reduction, beta });
});

/**
 * Squared differences up to delta, and from there on absolute ones times delta; as torch.nn.functional.huber_loss.
 * @type {(input: Tensor, target: Tensor, options?: DifferenceOptions & { delta?: number }) => Tensor}
 */
export const huber_loss = define('huber_loss', 'input target reduction delta weight', (given) => {
  const { reduction, delta, weight } = given;
  const pair = broadcast('huber_loss', given);
  if (!weight) return apply('huber_loss', 'input target', pair, { reduction, delta });
  const each = apply('huber_loss', 'input target', pair, { reduction: 'none', delta });
  return reduce(each.mul(weight), reduction);
});

// --- Losses of probabilities ----------------------------------------------------------------------------

/**
 * How far the distribution whose logarithms `input` holds is from `target` (with `log_target` its logarithms), as
 * torch.nn.functional.kl_div. 'batchmean' divides the sum by the size of dim 0.
 * @type {(input: Tensor, target: Tensor, options?: { reduction?: Reduction | 'batchmean', log_target?: boolean }) => Tensor}
 */
export const kl_div = define('kl_div', 'input target reduction log_target', (given) => {
  const { reduction = 'mean', log_target } = given;
  const [input, target] = [operand('kl_div', given, 'input'), operand('kl_div', given, 'target')];
  const loss = log_target
    ? target.exp().mul(target.sub(input))
    : target.xlogy(target).sub(target.mul(input));
  if (reduction === 'batchmean') {
    const sum = loss.sum();
    return input.shape.length ? sum.div(input.shape[0]) : sum;
  }
  if (reduction === 'mean') {
    warn(
      "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides " +
        "only by the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the " +
        "same as 'batchmean' in the next major release.",
    );
  }
  return reduce(loss, reduction);
});

/**
 * The cross-entropy of targets in [0, 1] and probabilities, as torch.nn.functional.binary_cross_entropy.
 * @type {(input: Tensor, target: Tensor, options?: { weight?: Tensor | null, reduction?: Reduction }) => Tensor}
 */
export const binary_cross_entropy = define(
  'binary_cross_entropy',
  'input target weight reduction',
  (given) => {
    const name = 'binary_cross_entropy';
    const [input, target] = [operand(name, given, 'input'), operand(name, given, 'target')];
    refuseGrad(name, 'weight', given.weight);
    if (!sameShape(input, target)) {
      throw new RangeError(
        `Using a target size (${sizeOf(target)}) that is different to the input size (${sizeOf(input)}) is ` +
          'deprecated. Please ensure they have the same size.',
      );
    }
    const weight = weightsOf(given.weight, input);
    const { reduction } = given;
    return apply(name, 'input target : weight', { input, target, weight }, { reduction });
  },
);

/**
 * The cross-entropy of targets in [0, 1] and the sigmoids of `input`, without overflow; as
 * torch.nn.functional.binary_cross_entropy_with_logits. `pos_weight` weighs the
 * positive targets.
 * @type {(input: Tensor, target: Tensor, options?: { weight?: Tensor | null, reduction?: Reduction, pos_weight?: Tensor | null }) => Tensor}
 */
export const binary_cross_entropy_with_logits = define(
  'binary_cross_entropy_with_logits',
  'input target weight reduction pos_weight',
  (given) => {
    const name = 'binary_cross_entropy_with_logits';
    const [input, target] = [operand(name, given, 'input'), operand(name, given, 'target')];
    if (!sameShape(input, target)) {
      throw new RangeError(
        `Target size (${sizeOf(target)}) must be the same as input size (${sizeOf(input)})`,
      );
    }
    for (const weight of ['weight', 'pos_weight']) refuseGrad(name, weight, given[weight]);
    const weight = weightsOf(given.weight, input);
    const pos_weight = weightsOf(given.pos_weight, input);
    const operands = { input, target, weight, pos_weight };
    return apply(name, 'input target : weight pos_weight', operands, {
      reduction: given.reduction,
    });
  },
);
