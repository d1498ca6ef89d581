// The chain rule by paths: every way from a parameter to the loss, and what it costs to multiply along each of them
// instead of sweeping backward once.
import { noGrad, tensor } from '../lib/index.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {number[]} Path  edges of the plan, from the parameter to the loss */
/** @typedef {{ paths: bigint, factors: bigint }} Count  how many paths there are, and edges on all of them together */

/**
 * The paths from each node to the loss, without walking them: a node has those of all that it leads to. Backward's own
 * order comes to a node only after them.
 * @param {Plan} plan
 * @returns {Count[]}
 */
export function countPaths({ nodes, edges, loss }) {
  const counts = nodes.map((_, i) => ({ paths: i === loss ? 1n : 0n, factors: 0n }));
  for (const { node, input } of edges) {
    counts[input].paths += counts[node].paths;
    counts[input].factors += counts[node].factors + counts[node].paths;
  }
  return counts;
}

/**
 * The first paths from a node to the loss.
 * @param {Plan} plan
 * @param {number} from
 * @param {number} most
 * @returns {Path[]}
 */
export function listPaths({ edges, loss, places }, from, most) {
  /** @type {Path[]} */
  const found = [];
  /** @param {number} node @param {Path} path */
  const walk = (node, path) => {
    if (node === loss) found.push(path);
    else
      for (const edge of places.arrivals[node])
        if (found.length < most) walk(edges[edge].node, [...path, edge]);
  };
  walk(from, []);
  return found;
}

/**
 * The engine multiplies, and adds up, as it does in its own sweep.
 * @param {number[][]} paths  the local derivatives on each
 * @returns {{ products: number[], sum: number }}
 */
export function multiplyOut(paths) {
  return noGrad(() => {
    const products = paths.map((locals) => locals.reduce((p, local) => p.mul(local), tensor(1)));
    const sum = products.reduce((total, product) => total.add(product), tensor(0));
    return { products: products.map((product) => product.item()), sum: sum.item() };
  });
}
