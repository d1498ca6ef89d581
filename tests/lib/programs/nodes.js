// The nodes of the reference: tensors of numbers with bounds, and how gradients go back through what is computed element by
// element, along lines, or only moved.
import { broadcastShape, placeIn, sizeOf } from '../reference.js';

/** @typedef {import('./arithmetic.js').Bounded} Bounded */
/** @typedef {import('./generate.js').Step} Step */
/** @typedef {(inputs: Node[], step: Step) => Node} Op */
/** @typedef {(grad: Bounded[]) => void} Pass */

/** A tensor: elements, and what was added to the gradient of each. */
export class Node {
  /**
   * @param {number[]} shape
   * @param {Bounded[]} data
   * @param {Pass} [pass]  hands the gradient on to the operands
   */
  constructor(shape, data, pass = () => {}) {
    this.shape = shape;
    this.data = data;
    this.pass = pass;
    /** @type {Bounded[][]} */
    this.parts = data.map(() => []);
  }
}

/**
 * The elements of a tensor that a reduction takes together, line by line; `k` counts the lines as the result does.
 * @param {number[]} shape
 * @param {number[]} dims
 */
export function linesOf(shape, dims) {
  const kept = shape.map((size, d) => (dims.includes(d) ? 1 : size));
  /** @type {number[][]} */
  const lines = Array.from({ length: sizeOf(kept) }, () => []);
  for (let k = 0; k < sizeOf(shape); k++) lines[placeIn(shape, k, kept)].push(k);
  return { lines, kept };
}
/**
 * @param {Node} x
 * @param {(x: Bounded) => Bounded} value
 * @param {(g: Bounded, x: Bounded, y: Bounded) => Bounded} vjp
 */
export const unary = (x, value, vjp) => {
  const data = x.data.map(value);
  return new Node(x.shape, data, (grad) => {
    for (const [k, g] of grad.entries()) x.parts[k].push(vjp(g, x.data[k], data[k]));
  });
};

/**
 * @param {Node} a
 * @param {Node} b
 * @param {(a: Bounded, b: Bounded) => Bounded} value
 * @param {(g: Bounded, a: Bounded, b: Bounded, y: Bounded) => [Bounded, Bounded]} vjp
 */
export const binary = (a, b, value, vjp) => {
  const shape = broadcastShape(a.shape, b.shape) ?? [];
  const places = Array.from({ length: sizeOf(shape) }, (_, k) =>
    [a, b].map((t) => placeIn(shape, k, t.shape)),
  );
  const data = places.map(([i, j]) => value(a.data[i], b.data[j]));
  return new Node(shape, data, (grad) => {
    for (const [k, [i, j]] of places.entries()) {
      const [ga, gb] = vjp(grad[k], a.data[i], b.data[j], data[k]);
      a.parts[i].push(ga);
      b.parts[j].push(gb);
    }
  });
};

/**
 * Elements that are taken from elsewhere, or 0 where `from` says null.
 * @param {Node[]} sources
 * @param {number[]} shape
 * @param {([number, number] | null)[]} from  which source, and which of its elements
 */
export const moved = (sources, shape, from) => {
  const data = from.map((place) => (place ? sources[place[0]].data[place[1]] : { v: 0, e: 0 }));
  return new Node(shape, data, (grad) => {
    for (const [k, place] of from.entries())
      if (place) sources[place[0]].parts[place[1]].push(grad[k]);
  });
};

/**
 * @param {Node} x
 * @param {Step} step
 * @param {(line: Bounded[]) => Bounded} value
 * @param {(g: Bounded, line: Bounded[], y: Bounded) => Bounded[]} vjp
 */
export const reduction = (x, { attrs: { dims }, shape }, value, vjp) => {
  const { lines } = linesOf(x.shape, /** @type {number[]} */ (dims));
  const taken = lines.map((line) => line.map((k) => x.data[k]));
  const data = taken.map(value);
  return new Node(shape, data, (grad) => {
    for (const [n, line] of lines.entries()) {
      const parts = vjp(grad[n], taken[n], data[n]);
      for (const [i, k] of line.entries()) x.parts[k].push(parts[i]);
    }
  });
};

/**
 * Along one dim, in the shape of x.
 * @param {Node} x
 * @param {number} dim
 * @param {(line: Bounded[]) => Bounded[]} value
 * @param {(g: Bounded[], line: Bounded[], y: Bounded[]) => Bounded[]} vjp
 */
export const along = (x, dim, value, vjp) => {
  const { lines } = linesOf(x.shape, [dim]);
  /** @type {Bounded[]} */
  const data = Array(x.data.length);
  for (const line of lines) {
    const results = value(line.map((k) => x.data[k]));
    for (const [i, k] of line.entries()) data[k] = results[i];
  }
  return new Node(x.shape, data, (grad) => {
    for (const line of lines) {
      const [g, xs, ys] = [grad, x.data, data].map((all) => line.map((k) => all[k]));
      const parts = vjp(g, xs, ys);
      for (const [i, k] of line.entries()) x.parts[k].push(parts[i]);
    }
  });
};
