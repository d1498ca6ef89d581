// torch.autograd: gradients as results.
import { byName } from './arguments.js';
import { AutogradError } from './errors.js';
import { expectNewTape, expectTensor, idOf, rootOf, sharedBy } from './tape.js';
import { sweep } from './watch.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * @typedef {object} GradOptions
 * @property {Tensor | (Tensor | null)[] | null} [gradOutputs]  upstream gradients; a scalar's is 1
 * @property {boolean} [retainGraph]
 * @property {boolean} [createGraph]  true is refused
 * @property {boolean} [allowUnused]  gives null for an input that the outputs do not depend on, instead of an error
 */

/**
 * @template T
 * @param {T | readonly T[]} one
 * @returns {readonly T[]}
 */
const listed = (one) => (Array.isArray(one) ? one : [/** @type {T} */ (one)]);

/** @param {Tensor} input */
function expectInput(input) {
  expectTensor(input, 'what a gradient is taken of');
  if (input.requiresGrad) return;
  throw new AutogradError('One of the differentiated Tensors does not require grad');
}

/** @param {Tensor | null} sum @param {Tensor | null} more */
function plus(sum, more) {
  return sum && more ? sum.add(more) : (sum ?? more);
}

/**
 * The sum of the outputs' gradients with regard to each input; no leaf's `grad` changes. The graph is used up, unless
 * `retainGraph`. As torch.autograd.grad.
 * @param {Tensor | readonly Tensor[]} outputs
 * @param {Tensor | readonly Tensor[]} inputs
 * @param {GradOptions} [options]
 * @returns {(Tensor | null)[]}
 */
export function grad(outputs, inputs, options = {}) {
  byName('grad', ['gradOutputs', 'retainGraph', 'createGraph', 'allowUnused'], [options]);
  const { gradOutputs = null, retainGraph = false, createGraph = false } = options;
  if (createGraph) throw new AutogradError('createGraph: gradients of gradients are not supported');
  const [roots, leaves, upstreams] = [listed(outputs), listed(inputs), listed(gradOutputs)];
  if (gradOutputs !== null && upstreams.length !== roots.length) {
    throw new AutogradError(`got ${roots.length} tensors and ${upstreams.length} gradients`);
  }
  leaves.forEach(expectInput);
  /** @type {(Tensor | null)[]} */
  let sums = leaves.map(() => null);
  for (const [k, output] of roots.entries()) {
    const root = rootOf(output);
    const upstream = upstreams[k] ? idOf(/** @type {Tensor} */ (upstreams[k])) : 0;
    const ids = leaves.map((input) => sharedBy(input)._id);
    const grads = sweep(root, upstream, retainGraph || k < roots.length - 1, ids);
    sums = sums.map((sum, i) => plus(sum, grads[i]));
  }
  if (!retainGraph) expectNewTape();
  if (options.allowUnused || !sums.includes(null)) return sums;
  throw new AutogradError(
    `The differentiated Tensor at index ${sums.indexOf(null)} appears to not have been used in the graph. ` +
      'Set allow_unused=True if this is the desired behavior.',
  );
}
