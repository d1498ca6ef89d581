// x.index(...): Python's x[...].
import { IndexError } from './errors.js';
import { applyNamed } from './methods.js';
import { kindOf } from './nested.js';
import { Tensor, tensor } from './tensor.js';

/** @typedef {number | string | null | Tensor | import('./nested.js').Nested[]} Index */
/** @typedef {{ y: Tensor, dim: number, place: number, lists: { dim: number, index: Tensor }[], source: Tensor }} Walk */

const SLICE = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?\s*)?$/;

/** @param {Index} item @returns {Index} */
function read(item) {
  if (Array.isArray(item)) return tensor(item, isOfBools(item) ? {} : { dtype: 'int64' });
  const known =
    Number.isInteger(item) ||
    item === null ||
    item instanceof Tensor ||
    (typeof item === 'string' && (item === '...' || SLICE.test(item)));
  if (known) return item;
  throw new IndexError(
    'only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got ' +
      `${typeof item === 'string' ? `'${item}'` : typeof item === 'number' ? 'float' : kindOf(item)})`,
  );
}

/** @param {unknown} item @returns {boolean} */
function isOfBools(item) {
  return Array.isArray(item) ? item.length > 0 && isOfBools(item[0]) : typeof item === 'boolean';
}

/** How many dims of the tensor an index is for. @param {Index} item */
function dimsOf(item) {
  if (item === null || item === '...') return 0;
  return item instanceof Tensor && item.dtype === 'bool' ? item.ndim : 1;
}

/**
 * One index of a dim.
 * @param {Walk} walk
 * @param {number} at
 */
function take(walk, at) {
  const size = walk.y.shape[walk.dim];
  if (at < -size || at >= size) {
    throw new IndexError(
      `index ${at} is out of bounds for dimension ${walk.place} with size ${size}`,
    );
  }
  walk.y = walk.y.select(walk.dim, at);
}

/**
 * @param {Walk} walk
 * @param {string} text
 */
function slice(walk, text) {
  const [start, end, step] = /** @type {RegExpExecArray} */ (SLICE.exec(text))
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (step === 0) throw new RangeError('slice step cannot be zero');
  if (step !== undefined && step < 0) throw new RangeError('step must be greater than zero');
  if (start !== undefined || end !== undefined || (step ?? 1) !== 1) {
    walk.y = walk.y.slice({ dim: walk.dim, start, end, step });
  }
  walk.dim++;
}

/**
 * Notes lists of indices; a mask's are those of its elements that are true.
 * @param {Walk} walk
 * @param {Tensor} index
 */
function note(walk, index) {
  if (index.dtype !== 'bool') {
    walk.lists.push({ dim: walk.dim++, index });
    return;
  }
  const [mask, all] = [index.shape, walk.y.shape];
  if (mask.some((size, d) => size !== all[walk.dim + d])) {
    const d = mask.findIndex((size, d) => size !== all[walk.dim + d]);
    throw new IndexError(
      `The shape of the mask [${mask.join(', ')}] at index ${d} does not match the shape of the indexed tensor ` +
        `[${walk.source.shape.join(', ')}] at index ${walk.place + d}`,
    );
  }
  for (const column of index.nonzero().unbind(1)) {
    walk.lists.push({ dim: walk.dim++, index: column });
  }
}

/**
 * Picks where lists of indices are given. Their dims become neighbours, at the front if they are none yet.
 * @param {Walk} walk
 */
function pick({ y, lists }) {
  const dims = lists.map(({ dim }) => dim);
  const together = dims.every((dim, k) => dim === dims[0] + k);
  const others = y.shape.map((_, d) => d).filter((d) => !dims.includes(d));
  const from = together ? y : y.permute([...dims, ...others]);
  const inputs = [from, ...lists.map(({ index }) => index)];
  return applyNamed('index', inputs, [together ? dims[0] : 0]);
}

/**
 * Python's x[...], one argument for each of its parts: a number; a slice as text, '1:5', '::2', ':-1' or ':'; '...';
 * null for a new dim; a list of indices or bools, or a tensor of int64 or bool, which picks. x[0, 1:5:2, None, ..., [0, 2]]
 * is x.index(0, '1:5:2', null, '...', [0, 2]).
 * @this {Tensor}
 * @param {...Index} given
 * @returns {Tensor}
 */
export function index(...given) {
  const items = given.map(read);
  const dims = items.reduce((/** @type {number} */ sum, item) => sum + dimsOf(item), 0);
  const { ndim } = this;
  if (ndim === 0 && dims > 0 && items.some((item) => typeof item === 'number')) {
    throw new IndexError(
      'invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number',
    );
  }
  if (dims > ndim) throw new IndexError(`too many indices for tensor of dimension ${ndim}`);
  /** @type {Walk} */
  const walk = { y: this, dim: 0, place: 0, lists: [], source: this };
  for (const item of items) {
    if (item === null) walk.y = walk.y.unsqueeze(walk.dim++);
    else if (item === '...') walk.dim += ndim - dims;
    else if (typeof item === 'number') take(walk, item);
    else if (typeof item === 'string') slice(walk, item);
    else note(walk, /** @type {Tensor} */ (item));
    walk.place += item === '...' ? ndim - dims : dimsOf(item);
  }
  return walk.lists.length ? pick(walk) : walk.y;
}
