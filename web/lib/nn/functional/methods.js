// Functions of torch.nn.functional that are methods of their first argument here.
import { ChainruleError } from '../../errors.js';
import { define, operand } from './call.js';

/** @typedef {import('../../tensor.js').Tensor} Tensor */

/**
 * @param {string} name
 * @returns {(input: Tensor, ...args: any[]) => Tensor}
 */
function method(name) {
  return (input, ...args) => /** @type {any} */ (operand(name, { input }, 'input'))[name](...args);
}

export const elu = method('elu');
/** Of indices and a weight. */
export const embedding = method('embedding');
export const gelu = method('gelu');
export const hardtanh = method('hardtanh');
export const leaky_relu = method('leaky_relu');
export const linear = method('linear');
export const log_softmax = method('log_softmax');
export const one_hot = method('one_hot');
export const relu = method('relu');
export const sigmoid = method('sigmoid');
export const silu = method('silu');
export const softmax = method('softmax');
export const softplus = method('softplus');
export const tanh = method('tanh');

/**
 * Puts a number before and behind the elements of the last dims, as torch.nn.functional.pad in the mode 'constant'.
 * @type {{
 *   (input: Tensor, pad: readonly number[], options?: { mode?: 'constant', value?: number }): Tensor,
 *   (input: Tensor, pad: readonly number[], mode?: 'constant', value?: number): Tensor,
 * }}
 */
export const pad = define('pad', 'input pad mode value', (given) => {
  const { pad: sizes, mode = 'constant', value } = given;
  if (mode === 'constant') return operand('pad', given, 'input').pad({ pad: sizes, value });
  throw new ChainruleError(`pad(): only the mode 'constant' is supported, but got '${mode}'`);
});
