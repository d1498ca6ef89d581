// Between nested arrays, as people write tensors, and flat elements with a shape, as the engine keeps them.
import { Real } from './engine.js';

/** @typedef {number | readonly Nested[]} Nested */
/** @typedef {Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array} TypedArray */

/**
 * @param {unknown} data
 * @returns {data is TypedArray}
 */
function isTypedArray(data) {
  return ArrayBuffer.isView(data) && !/^(Big|DataView)/.test(kindOf(data));
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function kindOf(value) {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return value.constructor?.name ?? 'object';
}

/** @param {unknown} value */
function refuse(value) {
  return new TypeError(
    `a tensor is made of numbers, nested arrays of numbers or a typed array, but got ${kindOf(value)}`,
  );
}

/**
 * @param {unknown} data
 * @param {number[]} shape
 */
function shapeOf(data, shape = []) {
  for (let level = data; Array.isArray(level); level = level[0]) {
    if (shape.length === 8) {
      throw new RangeError('a tensor has 0 to 8 dimensions, but this list is nested deeper');
    }
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

/**
 * Copies one level of nested arrays; PyTorch's sentence when it is ragged.
 * @param {unknown} data
 * @param {number[]} shape
 * @param {number} dim
 * @param {import('./engine.js').Reals} into
 * @param {number} at
 * @returns {number} where the next element goes
 */
function copyLevel(data, shape, dim, into, at) {
  if (dim === shape.length) {
    if (typeof data !== 'number') throw refuse(data);
    into[at] = data;
    return at + 1;
  }
  if (!Array.isArray(data)) throw refuse(data);
  if (data.length !== shape[dim]) {
    throw new RangeError(
      `expected sequence of length ${shape[dim]} at dim ${dim} (got ${data.length})`,
    );
  }
  for (const item of data) at = copyLevel(item, shape, dim + 1, into, at);
  return at;
}

/**
 * @param {unknown} data  a number, nested arrays of equal lengths, or a typed array (1-d)
 * @returns {{ data: import('./engine.js').Reals, shape: number[] }}
 */
export function flatten(data) {
  if (isTypedArray(data)) return { data: new Real(data), shape: [data.length] };
  if (typeof data !== 'number' && !Array.isArray(data)) throw refuse(data);
  const shape = shapeOf(data);
  const flat = new Real(shape.reduce((count, size) => count * size, 1));
  copyLevel(data, shape, 0, flat, 0);
  return { data: flat, shape };
}

/**
 * @param {ArrayLike<number>} data
 * @param {readonly number[]} shape
 * @returns {any} a number for a 0-d tensor, nested arrays otherwise
 */
export function nest(data, shape) {
  let at = 0;
  /**
   * @param {number} dim
   * @returns {Nested}
   */
  const level = (dim) => {
    if (dim === shape.length) return data[at++];
    return Array.from({ length: shape[dim] }, () => level(dim + 1));
  };
  return level(0);
}
