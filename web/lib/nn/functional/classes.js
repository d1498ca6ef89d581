// The losses of torch.nn.functional whose targets are classes.
import { ChainruleError } from '../../errors.js';
import { apply, define, operand } from './call.js';
import { reduce, refuseGrad, sameShape } from './losses.js';

/** @typedef {import('../../tensor.js').Tensor} Tensor */
/** @typedef {import('./losses.js').Reduction} Reduction */

/** @typedef {{ weight?: Tensor | null, ignore_index?: number, reduction?: Reduction }} ClassOptions */

/** @param {Record<string, any>} given */
function negativeLikelihood({ ignore_index, reduction, label_smoothing, ...given }) {
  refuseGrad('nll_loss_forward', 'weight', given.weight);
  const attrs = { ignore_index, reduction, label_smoothing };
  return apply('nll_loss', 'input target : weight', given, attrs);
}

/**
 * The negative log-likelihood of the classes `target` (int64; [images, places...]) in `input`, log-probabilities
 * [images, classes, places...] or [classes]; as torch.nn.functional.nll_loss.
 * @type {{
 *   (input: Tensor, target: Tensor, options?: ClassOptions): Tensor,
 *   (input: Tensor, target: Tensor, weight?: Tensor | null, options?: ClassOptions): Tensor,
 * }}
 */
export const nll_loss = define(
  'nll_loss',
  'input target weight ignore_index reduction',
  negativeLikelihood,
);

/** @typedef {ClassOptions & { label_smoothing?: number }} CrossEntropyOptions */

/**
 * A row of numbers along the dim of classes.
 * @param {Tensor} weight  one for each class
 * @param {Tensor} input
 * @param {number} dim
 */
function alongClasses(weight, input, dim) {
  return weight.reshape(input.shape.map((_, d) => (d === dim ? -1 : 1)));
}

/**
 * Of probabilities of the classes. Reductions as PyTorch has them: the mean divides by the number of distributions.
 * @param {Tensor} input
 * @param {Record<string, any>} given
 */
function softCrossEntropy(
  input,
  { target, weight, ignore_index, reduction = 'mean', label_smoothing },
) {
  if (!target.dtype.startsWith('float')) {
    const got = target.dtype === 'bool' ? 'Bool' : 'Long';
    throw new ChainruleError(
      `Expected floating point type for target with class probabilities, got ${got}`,
    );
  }
  if (ignore_index >= 0) {
    throw new ChainruleError('ignore_index is not supported for floating point target');
  }
  const dim = classDim(input);
  const classes = input.shape[dim];
  if (weight && String(weight.shape) !== String(classes)) {
    throw new ChainruleError(
      `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight ` +
        `tensor of shape: [${weight.shape.join(', ')}]`,
    );
  }
  const smooth = label_smoothing
    ? target.mul(1 - label_smoothing).add(label_smoothing / classes)
    : target;
  const parts = input.log_softmax(dim).mul(smooth);
  const loss = weight ? parts.mul(alongClasses(weight, input, dim)) : parts;
  if (reduction === 'mean')
    return loss
      .sum()
      .neg()
      .div(input.size / classes);
  return reduce(reduction === 'none' ? loss.sum(dim) : loss, reduction).neg();
}

/** @param {Tensor} input */
const classDim = (input) => (input.shape.length === 1 ? 0 : 1);

/**
 * The cross-entropy of `target` and the softmax of `input` [images, classes, places...] or [classes]. `target` holds
 * classes (int64; [images, places...]) or, in the shape of `input`, their probabilities; label_smoothing mixes them
 * with equal ones. As torch.nn.functional.cross_entropy.
 * @type {{
 *   (input: Tensor, target: Tensor, options?: CrossEntropyOptions): Tensor,
 *   (input: Tensor, target: Tensor, weight?: Tensor | null, options?: CrossEntropyOptions): Tensor,
 * }}
 */
export const cross_entropy = define(
  'cross_entropy',
  'input target weight ignore_index reduction label_smoothing',
  (given) => {
    // As PyTorch, which refuses what is above 1 only.
    const label_smoothing = Math.max(given.label_smoothing ?? 0, 0);
    const [input, target] = ['input', 'target'].map((name) =>
      operand('cross_entropy', given, name),
    );
    if (label_smoothing > 1) {
      throw new ChainruleError(
        `label_smoothing must be between 0.0 and 1.0. Got: ${label_smoothing}`,
      );
    }
    if (sameShape(input, target)) return softCrossEntropy(input, { ...given, label_smoothing });
    return negativeLikelihood({
      ...given,
      input: input.log_softmax(classDim(input)),
      label_smoothing,
    });
  },
);
