// The engine's picture of a run, its nodes in an order that does not depend on when a leaf came onto the tape:
// ops in the order in which they ran, each behind the leaves that it is the first to use.

/** @typedef {import('../lib/index.js').Graph} Graph */

/**
 * @param {Graph} graph
 * @returns {Graph}
 */
export function inOrder({ nodes, edges }) {
  /** @type {number[]} */
  const order = [];
  const take = (/** @type {number} */ index) => {
    if (!order.includes(index)) order.push(index);
  };
  for (const [index, { leaf, inputs }] of nodes.entries()) {
    if (leaf) continue;
    for (const input of inputs) take(input);
    take(index);
  }
  if (order.length === 0) take(nodes.length - 1);
  const place = (/** @type {number} */ index) => order.indexOf(index);
  return {
    nodes: order.map((index) => ({ ...nodes[index], inputs: nodes[index].inputs.map(place) })),
    edges: edges.map((edge) => ({ ...edge, node: place(edge.node), input: place(edge.input) })),
  };
}
