// Functions of a list of tensors.
import { ChainruleError } from './errors.js';
import { applyNamed } from './methods.js';
import { typeOf } from './nested.js';
import { Tensor } from './tensor.js';

/**
 * @param {string} name
 * @param {unknown} list
 * @param {Error} empty  for a list of nothing
 */
function expectTensors(name, list, empty) {
  if (!Array.isArray(list)) {
    throw new TypeError(
      `${name}(): argument 'tensors' must be tuple of Tensors, not ${typeOf(list)}`,
    );
  }
  const wrong = list.findIndex((item) => !(item instanceof Tensor));
  if (wrong >= 0) {
    throw new TypeError(
      `expected Tensor as element ${wrong} in argument 0, but got ${typeOf(list[wrong])}`,
    );
  }
  if (list.length === 0) throw empty;
}

/**
 * Puts tensors one behind the other along a dim, as torch.cat. Their other sizes must be the same; vectors without
 * elements are left out. The dtype is the widest.
 * @param {readonly Tensor[]} tensors  at least one
 * @param {number | { dim?: number }} [dim]  0, if not given
 * @returns {Tensor}
 */
export function cat(tensors, dim = 0) {
  const empty = new RangeError('torch.cat(): expected a non-empty list of Tensors');
  expectTensors('cat', tensors, empty);
  return applyNamed('cat', [...tensors], [dim]);
}

/**
 * Puts tensors of one shape beside each other along a new dim, as torch.stack. The dtype is the widest.
 * @param {readonly Tensor[]} tensors  at least one
 * @param {number | { dim?: number }} [dim]  where the new dim stands in the result; 0, if not given
 * @returns {Tensor}
 */
export function stack(tensors, dim = 0) {
  expectTensors('stack', tensors, new ChainruleError('stack expects a non-empty TensorList'));
  return applyNamed('stack', [...tensors], [dim]);
}

/**
 * The coordinates of a grid, as torch.meshgrid with indexing='ij': for each vector (or scalar) a tensor with a dim for
 * every vector, along whose own dim its elements stand.
 * @param {...Tensor} vectors
 * @returns {Tensor[]}
 */
export function meshgrid(...vectors) {
  const empty = new ChainruleError('meshgrid expects a non-empty TensorList');
  expectTensors('meshgrid', vectors, empty);
  const shape = vectors.map((vector) => vector.numel());
  return vectors.map((vector, k) => {
    const own = shape.map((size, d) => (d === k ? size : 1));
    return vector.reshape(own).expand(shape);
  });
}
