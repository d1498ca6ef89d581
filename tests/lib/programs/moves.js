// What only moves elements: for a shape and some dice, the shape that comes of it, the arguments of PyTorch's function, and
// where each element of the result is from; and the shapes of matrix products.
import { broadcastShape, sizeOf } from '../reference.js';

/** @typedef {[number, number] | null} Place  which operand and which of its elements; null: a 0 */
/** @typedef {{ shape: number[], attrs: Record<string, any>, at: (k: number) => Place, twice?: boolean }} Move */

/** @param {number} k @param {number[]} shape */
function unravel(k, shape) {
  const index = [];
  for (let d = shape.length - 1, rest = k; d >= 0; d--) {
    index.unshift(rest % shape[d]);
    rest = Math.floor(rest / shape[d]);
  }
  return index;
}

/** @param {number[]} index @param {number[]} shape */
const ravel = (index, shape) => index.reduce((place, i, d) => place * shape[d] + i, 0);

/**
 * @param {number[]} from
 * @param {number[]} shape
 * @param {Record<string, any>} attrs
 * @param {(index: number[]) => number[] | null} source  of an index of the result
 * @returns {Move}
 */
function move(from, shape, attrs, source) {
  const at = (/** @type {number} */ k) => {
    const index = source(unravel(k, shape));
    return /** @type {Place} */ (index && [0, ravel(index, from)]);
  };
  return { shape, attrs, at };
}

/**
 * Of two operands of one shape.
 * @param {number[]} from
 * @param {number[]} shape
 * @param {number} dim
 * @param {(index: number[]) => [number, number[]]} source  which operand, and where in it
 * @returns {Move}
 */
function joined(from, shape, dim, source) {
  const at = (/** @type {number} */ k) => {
    const [operand, index] = source(unravel(k, shape));
    return /** @type {Place} */ ([operand, ravel(index, from)]);
  };
  return { shape, attrs: { dim }, twice: true, at };
}

/** @param {number[]} shape @param {number} dim @param {number} size */
const resized = (shape, dim, size) => shape.map((each, d) => (d === dim ? size : each));
/** @param {number[]} index @param {number} dim @param {number} i */
const replaced = (index, dim, i) => index.map((each, d) => (d === dim ? i : each));

/** Each answers null where it has no meaning for the shape. @type {Record<string, (shape: number[], dice: number[], most: number) => Move | null>} */
export const moves = {
  reshape(shape, [p]) {
    const size = sizeOf(shape);
    const divisors = Array.from({ length: size }, (_, k) => k + 1).filter((n) => size % n === 0);
    const rows = divisors[p % divisors.length];
    const target = p % 2 ? [size] : [rows, size / rows];
    return { shape: target, attrs: { shape: target }, at: (k) => [0, k] };
  },
  transpose(shape, [p, q]) {
    if (shape.length < 2) return null;
    // A matrix's own dims, where the dice are 0 and 1.
    const [a, b] = [p, q].map((die) => shape.length - 1 - (die % shape.length));
    const swapped = (/** @type {number[]} */ list) =>
      list.map((_, d) => list[d === a ? b : d === b ? a : d]);
    return move(shape, swapped(shape), { dims: [a, b] }, swapped);
  },
  permute(shape) {
    if (shape.length < 2) return null;
    const turned = (/** @type {number[]} */ list) =>
      list.map((_, d) => list[(d + 1) % list.length]);
    const back = (/** @type {number[]} */ list) =>
      list.map((_, d) => list[(d + list.length - 1) % list.length]);
    return move(shape, turned(shape), { dims: turned(shape.map((_, d) => d)) }, back);
  },
  unsqueeze(shape, [p]) {
    const dim = p % (shape.length + 1);
    const target = [...shape.slice(0, dim), 1, ...shape.slice(dim)];
    return shape.length > 3 ? null : { shape: target, attrs: { dim }, at: (k) => [0, k] };
  },
  squeeze(shape, [p]) {
    const ones = shape.map((_, d) => d).filter((d) => shape[d] === 1);
    if (ones.length === 0) return null;
    const dim = ones[p % ones.length];
    return { shape: shape.filter((_, d) => d !== dim), attrs: { dim }, at: (k) => [0, k] };
  },
  expand(shape, [p, q], most) {
    const lead = p % 2 && shape.length < 4 ? [2] : [];
    const target = [...lead, ...shape.map((size) => (size === 1 ? 1 + (q % 3) : size))];
    if (sizeOf(target) > most) return null;
    return move(shape, target, { shape: target }, (index) =>
      index.slice(lead.length).map((i, d) => (shape[d] === 1 ? 0 : i)),
    );
  },
  narrow(shape, [p, q, r]) {
    if (shape.length === 0) return null;
    const dim = p % shape.length;
    const start = q % shape[dim];
    const length = 1 + (r % (shape[dim] - start));
    return move(shape, resized(shape, dim, length), { dim, start, length }, (index) =>
      replaced(index, dim, index[dim] + start),
    );
  },
  slice(shape, [p, q]) {
    if (shape.length === 0) return null;
    const dim = p % shape.length;
    const start = q % shape[dim];
    const length = Math.ceil((shape[dim] - start) / 2);
    return move(shape, resized(shape, dim, length), { dim, start, step: 2 }, (index) =>
      replaced(index, dim, start + 2 * index[dim]),
    );
  },
  select(shape, [p, q]) {
    if (shape.length === 0) return null;
    const dim = p % shape.length;
    const at = q % shape[dim];
    return move(
      shape,
      shape.filter((_, d) => d !== dim),
      { dim, index: at },
      (index) => [...index.slice(0, dim), at, ...index.slice(dim)],
    );
  },
  flip(shape, [p]) {
    if (shape.length === 0) return null;
    const dim = p % shape.length;
    return move(shape, shape, { dims: [dim] }, (index) =>
      replaced(index, dim, shape[dim] - 1 - index[dim]),
    );
  },
  index_select(shape, [p, q, r], most) {
    if (shape.length === 0) return null;
    const dim = p % shape.length;
    const picks = [q, r, p, q + r].map((die) => die % shape[dim]);
    const target = resized(shape, dim, picks.length);
    if (sizeOf(target) > most) return null;
    return move(shape, target, { dim, index: picks }, (index) =>
      replaced(index, dim, picks[index[dim]]),
    );
  },
  tril(shape, [p]) {
    if (shape.length < 2) return null;
    const diagonal = (p % 3) - 1;
    return move(shape, shape, { diagonal }, (index) => {
      const [row, column] = index.slice(-2);
      return column - row <= diagonal ? index : null;
    });
  },
  pad(shape, [p, q], most) {
    if (shape.length === 0) return null;
    const [before, behind] = [p % 2, q % 3];
    const last = shape.length - 1;
    const target = resized(shape, last, shape[last] + before + behind);
    if (sizeOf(target) > most) return null;
    return move(shape, target, { pad: [before, behind] }, (index) => {
      const i = index[last] - before;
      return i >= 0 && i < shape[last] ? replaced(index, last, i) : null;
    });
  },
  cat(shape, [p], most) {
    if (shape.length === 0 || 2 * sizeOf(shape) > most) return null;
    const dim = p % shape.length;
    const target = resized(shape, dim, 2 * shape[dim]);
    return joined(shape, target, dim, (index) => {
      const operand = Number(index[dim] >= shape[dim]);
      return [operand, replaced(index, dim, index[dim] - operand * shape[dim])];
    });
  },
  stack(shape, [p], most) {
    if (shape.length > 3 || 2 * sizeOf(shape) > most) return null;
    const dim = p % (shape.length + 1);
    const target = [...shape.slice(0, dim), 2, ...shape.slice(dim)];
    return joined(shape, target, dim, (index) => [index[dim], index.filter((_, d) => d !== dim)]);
  },
};

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function asMatrices(a, b) {
  return { left: a.length === 1 ? [1, ...a] : a, right: b.length === 1 ? [...b, 1] : b };
}

/**
 * The shape of a matrix product; null where there is none.
 * @param {number[]} a
 * @param {number[]} b
 */
export function productShape(a, b) {
  if (a.length === 0 || b.length === 0) return null;
  const { left, right } = asMatrices(a, b);
  const batch = broadcastShape(left.slice(0, -2), right.slice(0, -2));
  if (batch === null || left.at(-1) !== right.at(-2)) return null;
  const rows = a.length === 1 ? [] : left.slice(-2, -1);
  const columns = b.length === 1 ? [] : right.slice(-1);
  return [...batch, ...rows, ...columns];
}

/**
 * For each element of a matrix product the pairs of elements whose products it sums.
 * @param {number[]} a
 * @param {number[]} b
 * @returns {[number, number][][]}
 */
export function productPairs(a, b) {
  const { left, right } = asMatrices(a, b);
  const batch = broadcastShape(left.slice(0, -2), right.slice(0, -2)) ?? [];
  const [m, n, inner] = [left[left.length - 2], right[right.length - 1], left[left.length - 1]];
  /** Of a batch: where it is in a tensor with fewer dims, or with dims of size 1. @param {number[]} index @param {number[]} own */
  const inBatch = (index, own) =>
    index.slice(index.length - own.length).map((i, d) => (own[d] === 1 ? 0 : i));
  return Array.from({ length: sizeOf(batch) * m * n }, (_, k) => {
    const index = unravel(k, [...batch, m, n]);
    const [row, column] = index.slice(-2);
    const [first, second] = [left, right].map((own) =>
      inBatch(index.slice(0, -2), own.slice(0, -2)),
    );
    return Array.from({ length: inner }, (_, i) => [
      ravel([...first, row, i], left),
      ravel([...second, i, column], right),
    ]);
  });
}
