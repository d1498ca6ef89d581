// Between nested arrays, as people write tensors, and flat elements with a shape, as the engine keeps them.
import { BOOL, dtypes, INT64, REAL, Real } from './engine.js';

/** @typedef {number | boolean | bigint | readonly Nested[]} Nested */
/** @typedef {Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array} TypedArray */

/**
 * @param {unknown} data
 * @returns {data is TypedArray}
 */
function isTypedArray(data) {
  return ArrayBuffer.isView(data) && !/^(BigUint|DataView)/.test(kindOf(data));
}

/** Under this name a tensor of any engine in the page says which one is its. */
export const ENGINE = Symbol.for('chainrule.engine');

/**
 * What a value is, for sentences.
 * @param {unknown} value
 * @returns {string}
 */
export function kindOf(value) {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const engine = /** @type {any} */ (value)[ENGINE];
  if (engine && engine !== dtypes[REAL]) {
    return `a tensor of another engine (${engine}): make one of this engine from its toArray()`;
  }
  return value.constructor?.name ?? 'object';
}

/**
 * The same in Python's words, for PyTorch's sentences about arguments.
 * @param {unknown} value
 */
export function typeOf(value) {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return { string: 'str', boolean: 'bool' }[/** @type {string} */ (typeof value)] ?? kindOf(value);
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
 * @param {(number | boolean | bigint)[]} into
 */
function copyLevel(data, shape, dim, into) {
  if (dim === shape.length) {
    if (!isElement(data)) throw refuse(data);
    into.push(data);
    return;
  }
  if (!Array.isArray(data)) throw refuse(data);
  if (data.length !== shape[dim]) {
    throw new RangeError(
      `expected sequence of length ${shape[dim]} at dim ${dim} (got ${data.length})`,
    );
  }
  for (const item of data) copyLevel(item, shape, dim + 1, into);
}

/**
 * @param {unknown} data
 * @returns {data is number | boolean | bigint}
 */
function isElement(data) {
  return typeof data === 'number' || typeof data === 'boolean' || typeof data === 'bigint';
}

/** @typedef {ArrayLike<number | boolean | bigint>} Flat */

/**
 * As PyTorch infers it: what is widest among the elements.
 * @param {Flat} flat
 */
function inferred(flat) {
  let dtype = flat.length ? BOOL : REAL;
  for (let k = 0; k < flat.length; k++) {
    if (typeof flat[k] === 'number') return REAL;
    if (typeof flat[k] === 'bigint') dtype = INT64;
  }
  return dtype;
}

/** @param {number | boolean | bigint} item */
function asInt(item) {
  if (typeof item === 'number' && !Number.isSafeInteger(item)) {
    throw new TypeError(`an int64 tensor is made of whole numbers up to 2^53, but got ${item}`);
  }
  const int = BigInt(item);
  if (BigInt.asIntN(64, int) === int) return int;
  throw new RangeError(`an int64 cannot hold ${int}`);
}

/**
 * @param {Flat} flat
 * @returns {flat is ArrayLike<number> & ArrayBufferView}
 */
function isNumbers(flat) {
  return ArrayBuffer.isView(flat) && !isBig(flat);
}

/**
 * @param {Flat} flat
 * @param {number} dtype
 * @returns {import('./engine.js').Reals | BigInt64Array<ArrayBuffer>}
 */
function convert(flat, dtype) {
  if (dtype === REAL) return new Real(isNumbers(flat) ? flat : Array.from(flat, Number));
  const items = Array.from(flat);
  return BigInt64Array.from(
    dtype === BOOL ? items.map((item) => BigInt(item ? 1 : 0)) : items.map(asInt),
  );
}

/**
 * Whether the arrays are as long as the shape says, whatever is in the innermost.
 * @param {unknown} data
 * @param {number[]} shape
 * @param {number} dim
 * @returns {boolean}
 */
function isEven(data, shape, dim) {
  if (!Array.isArray(data) || data.length !== shape[dim]) return false;
  if (dim === shape.length - 1) return true;
  for (const item of data) if (!isEven(item, shape, dim + 1)) return false;
  return true;
}

/**
 * Copies one level of even arrays of numbers, element `at` on: where it ends, or -1 where there is something else.
 * @param {any} data
 * @param {number} depth  of the arrays in it
 * @param {import('./engine.js').Reals} into
 * @param {number} at
 * @returns {number}
 */
function copyNumbers(data, depth, into, at) {
  let end = at;
  for (let k = 0; k < data.length && end >= 0; k++) {
    const item = data[k];
    if (depth > 0) end = copyNumbers(item, depth - 1, into, end);
    else if (typeof item === 'number') into[end++] = item;
    else end = -1;
  }
  return end;
}

/**
 * The elements of arrays in which there are only numbers; null for any others.
 * @param {unknown} data
 * @param {number[]} shape
 */
function numbersOf(data, shape) {
  if (!isEven(data, shape, 0)) return null;
  const reals = new Real(shape.reduce((count, size) => count * size, 1));
  return reals.length > 0 && copyNumbers(data, shape.length - 1, reals, 0) >= 0 ? reals : null;
}

/**
 * @param {unknown} data  a number, a boolean, a bigint, nested arrays of equal lengths, or a typed array (1-d)
 * @param {string} [name]  of the dtype
 * @returns {{ data: import('./engine.js').Reals | BigInt64Array<ArrayBuffer>, shape: number[], dtype: number }}
 */
export function flatten(data, name) {
  const wanted =
    name === undefined ? -1 : dtypes.indexOf(/** @type {import('./engine.js').DType} */ (name));
  if (name !== undefined && wanted < 0) {
    throw new TypeError(`dtype must be one of ${dtypes.join(', ')}, but got ${String(name)}`);
  }
  const typed = isTypedArray(data);
  if (!typed && !isElement(data) && !Array.isArray(data)) throw refuse(data);
  const shape = typed ? [data.length] : shapeOf(data);
  const reals = wanted <= REAL ? numbersOf(data, shape) : null;
  if (reals) return { data: reals, shape, dtype: REAL };
  /** @type {(number | boolean | bigint)[]} */
  const items = [];
  if (!typed) copyLevel(data, shape, 0, items);
  const flat = typed ? data : items;
  const dtype = wanted < 0 ? (typed && !isBig(data) ? REAL : inferred(flat)) : wanted;
  return { data: convert(flat, dtype), shape, dtype };
}

/** @param {unknown} data */
function isBig(data) {
  return data instanceof BigInt64Array;
}

/**
 * @param {ArrayLike<number | boolean>} data
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
