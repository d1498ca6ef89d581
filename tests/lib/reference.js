// A tiny reverse mode of its own, in doubles: what random expressions are compared with.

/** A tensor that knows how to pass its gradient on. */
export class Reference {
  /**
   * @param {number[]} shape
   * @param {number[]} data
   * @param {(grad: number[]) => void} [pass]  adds to the gradients of the operands
   * @param {Reference[]} [operands]
   */
  constructor(shape, data, pass = () => {}, operands = []) {
    this.shape = shape;
    this.data = data;
    this.pass = pass;
    this.operands = operands;
    this.grad = data.map(() => 0);
  }

  /**
   * Adds to the gradients of the leaves.
   * @param {number[]} upstream
   */
  backward(upstream) {
    const nodes = [...historyOf(this)];
    for (const node of nodes) if (node.operands.length) node.grad = node.data.map(() => 0);
    this.grad = this.grad.map((g, k) => g + upstream[k]);
    for (const node of nodes.reverse()) node.pass(node.grad);
  }
}

/**
 * Operands before results.
 * @param {Reference} root
 * @param {Set<Reference>} [seen]
 */
function historyOf(root, seen = new Set()) {
  if (seen.has(root)) return seen;
  for (const operand of root.operands) historyOf(operand, seen);
  return seen.add(root);
}

/** @param {number[]} shape */
export function sizeOf(shape) {
  return shape.reduce((count, size) => count * size, 1);
}

/**
 * Where the element of a broadcast shape is in a tensor.
 * @param {number[]} from
 * @param {number} k
 * @param {number[]} shape
 */
export function placeIn(from, k, shape) {
  let [place, step, rest] = [0, 1, k];
  for (let d = 1; d <= from.length; d++) {
    const at = rest % from[from.length - d];
    rest = Math.floor(rest / from[from.length - d]);
    const size = d <= shape.length ? shape[shape.length - d] : 1;
    if (size > 1) place += at * step;
    step *= size;
  }
  return place;
}

/**
 * The shape that two broadcast to; null when they do not.
 * @param {number[]} a
 * @param {number[]} b
 */
export function broadcastShape(a, b) {
  const shape = [];
  for (let d = Math.max(a.length, b.length); d >= 1; d--) {
    const [m, n] = [a[a.length - d] ?? 1, b[b.length - d] ?? 1];
    if (m !== n && m !== 1 && n !== 1) return null;
    shape.push(m === 1 ? n : m);
  }
  return shape;
}

/**
 * @param {Reference} a
 * @param {Reference} b
 * @param {(a: number, b: number) => number} value
 * @param {(a: number, b: number) => [number, number]} slopes
 */
export function binary(a, b, value, slopes) {
  const shape = broadcastShape(a.shape, b.shape) ?? [];
  const places = Array.from({ length: sizeOf(shape) }, (_, k) =>
    [a, b].map((t) => placeIn(shape, k, t.shape)),
  );
  const data = places.map(([i, j]) => value(a.data[i], b.data[j]));
  /** @param {number[]} grad */
  const pass = (grad) => {
    for (const [k, [i, j]] of places.entries()) {
      const [da, db] = slopes(a.data[i], b.data[j]);
      a.grad[i] += grad[k] * da;
      b.grad[j] += grad[k] * db;
    }
  };
  return new Reference(shape, data, pass, [a, b]);
}

/**
 * @param {Reference} x
 * @param {(x: number) => number} value
 * @param {(x: number) => number} slope
 */
export function unary(x, value, slope) {
  /** @param {number[]} grad */
  const pass = (grad) => {
    for (const [k, g] of grad.entries()) x.grad[k] += g * slope(x.data[k]);
  };
  return new Reference(x.shape, x.data.map(value), pass, [x]);
}

/**
 * The sum over one dim, which stays with size 1.
 * @param {Reference} x
 * @param {number} dim
 */
export function sumOver(x, dim) {
  const shape = x.shape.map((size, d) => (d === dim ? 1 : size));
  const data = Array(sizeOf(shape)).fill(0);
  for (const [k, value] of x.data.entries()) data[placeIn(x.shape, k, shape)] += value;
  /** @param {number[]} grad */
  const pass = (grad) => {
    for (const k of x.data.keys()) x.grad[k] += grad[placeIn(x.shape, k, shape)];
  };
  return new Reference(shape, data, pass, [x]);
}
