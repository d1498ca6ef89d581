// Layers: which rank each node of a graph stands in, in which order, and how far across the flow. Long edges of one node
// share one line, so that a parameter that is used in forty places does not draw forty. (dagre, which also knows cycles,
// groups and labels on edges, took 15.5 KB of the file and, for 206 nodes, forty times as long.)

/**
 * A node, or the place where a long line passes through a rank. All links lead from one rank to the next.
 * @typedef {object} Vertex
 * @property {number} node    its index; -1 for a place of passage
 * @property {number} rank
 * @property {number} size    across the flow
 * @property {number} at      where its middle stands, across the flow
 * @property {{ vertex: Vertex, weight: number }[]} before  in the rank before
 * @property {{ vertex: Vertex, weight: number }[]} after
 */
/** @typedef {{ from: number, to: number, weight: number }} Edge  the heavier, the straighter */
/** @typedef {{ layers: Vertex[][], chains: Vertex[][] }} Layered  chains: each node, and the places its long line passes */

/** A line is straight before anything else is. */
const LINE = 16;
const ROUNDS = 6;

/**
 * @param {number[]} sizes  of the nodes, across the flow; operands come before the ops that use them, the loss is the last
 * @param {Edge[]} edges
 * @param {(a: Vertex, b: Vertex) => number} gap  the air between two neighbours
 * @returns {Layered}
 */
export function layer(sizes, edges, gap) {
  const ranks = rank(sizes.length, edges);
  const chains = sizes.map((size, node) => chainOf(node, size, ranks, edges));
  for (const { from, to, weight } of edges)
    link(chains[from][ranks[to] - ranks[from] - 1], chains[to][0], weight);
  const layers = order(chains);
  place(layers, gap);
  return { layers, chains };
}

/**
 * Each as near to the loss as the ops that use it allow.
 * @param {number} count
 * @param {Edge[]} edges
 */
function rank(count, edges) {
  const ranks = Array(count).fill(0);
  const byUser = [...edges].sort((a, b) => b.to - a.to);
  for (const { from, to } of byUser) ranks[from] = Math.min(ranks[from], ranks[to] - 1);
  const first = Math.min(...ranks);
  return ranks.map((found) => found - first);
}

/**
 * @param {number} node
 * @param {number} size
 * @param {number[]} ranks
 * @param {Edge[]} edges
 */
function chainOf(node, size, ranks, edges) {
  const last = Math.max(...edges.map(({ from, to }) => (from === node ? ranks[to] - 1 : 0)));
  const chain = [vertex(node, ranks[node], size)];
  for (let at = ranks[node] + 1; at <= last; at++) {
    chain.push(vertex(-1, at, 0));
    link(chain[chain.length - 2], chain[chain.length - 1], LINE);
  }
  return chain;
}

/** @param {number} node @param {number} rank @param {number} size @returns {Vertex} */
const vertex = (node, rank, size) => ({ node, rank, size, at: 0, before: [], after: [] });

/** @param {Vertex} from @param {Vertex} to @param {number} weight */
function link(from, to, weight) {
  from.after.push({ vertex: to, weight });
  to.before.push({ vertex: from, weight });
}

// --- the order within each rank -------------------------------------------------------------------------

/**
 * As the text has them, each op's operands from first to last; then as long as fewer lines cross, in the order of the
 * neighbours.
 * @param {Vertex[][]} chains
 */
function order(chains) {
  /** @type {Vertex[][]} */
  let best = [];
  const seen = new Set();
  /** @param {Vertex} found */
  const visit = (found) => {
    if (seen.has(found)) return;
    seen.add(found);
    best[found.rank] ??= [];
    best[found.rank].push(found);
    for (const { vertex } of found.before) visit(vertex);
  };
  visit(chains[chains.length - 1][0]);
  number(best);
  let fewest = crossings(best);
  let layers = best;
  for (let round = 0; round < ROUNDS && fewest > 0; round++) {
    layers = sweep(layers, round % 2 ? 'before' : 'after');
    const count = crossings(layers);
    if (count < fewest) [best, fewest] = [layers, count];
  }
  number(best);
  return best;
}

/** Writes each vertex's place in its rank into `at`. @param {Vertex[][]} layers */
function number(layers) {
  for (const layer of layers) for (const [i, vertex] of layer.entries()) vertex.at = i;
}

/**
 * @param {Vertex[][]} layers
 * @param {'before' | 'after'} side
 */
function sweep(layers, side) {
  const sorted = [...layers];
  const along = layers.map((_, rank) => rank);
  if (side === 'after') along.reverse();
  for (const rank of along) {
    const wish = new Map(
      layers[rank].map((vertex) => [
        vertex,
        vertex[side].length
          ? vertex[side].reduce((sum, { vertex: { at } }) => sum + at, 0) / vertex[side].length
          : vertex.at,
      ]),
    );
    sorted[rank] = [...layers[rank]].sort((a, b) => Number(wish.get(a)) - Number(wish.get(b)));
    number([sorted[rank]]);
  }
  return sorted;
}

/** @param {Vertex[][]} layers  numbered */
function crossings(layers) {
  let count = 0;
  for (const layer of layers) {
    const lines = layer.flatMap((from) => from.after.map(({ vertex }) => [from.at, vertex.at]));
    for (const [i, [a, b]] of lines.entries())
      for (let k = i + 1; k < lines.length; k++)
        if ((a - lines[k][0]) * (b - lines[k][1]) < 0) count++;
  }
  return count;
}

// --- how far across the flow ------------------------------------------------------------------------------

/**
 * Each vertex as near to its neighbours as its rank has room, first from the loss backwards.
 * @param {Vertex[][]} layers
 * @param {(a: Vertex, b: Vertex) => number} gap
 */
function place(layers, gap) {
  const backwards = [...layers].reverse();
  for (const layer of backwards) settle(layer, gap, ({ after }) => after);
  for (let round = 0; round < ROUNDS; round++)
    for (const layer of round % 2 ? backwards : layers)
      settle(layer, gap, ({ before, after }) => [...before, ...after]);
}

/** @typedef {{ wishes: { at: number, weight: number }[], at: number, count: number }} Block */

/**
 * The order stays, the distances are kept, and the sum of all weighted lengths is the least: neighbours that want the
 * same place form a block, which stands at the median of its wishes.
 * @param {Vertex[]} layer
 * @param {(a: Vertex, b: Vertex) => number} gap
 * @param {(vertex: Vertex) => Vertex['before']} neighbours
 */
function settle(layer, gap, neighbours) {
  /** @type {Block[]} */
  const blocks = [];
  const shifts = [0];
  for (const [i, vertex] of layer.entries()) {
    const before = layer[i - 1];
    if (before) shifts[i] = shifts[i - 1] + (before.size + vertex.size) / 2 + gap(before, vertex);
    const found = neighbours(vertex).map(({ vertex: { at }, weight }) => ({ at, weight }));
    if (!found.length) found.push({ at: vertex.at, weight: 0.01 });
    const wishes = found.map(({ at, weight }) => ({ at: at - shifts[i], weight }));
    let block = { wishes, at: median(wishes), count: 1 };
    for (let last = blocks.at(-1); last && last.at > block.at; last = blocks.at(-1)) {
      const merged = [...last.wishes, ...block.wishes];
      block = { wishes: merged, at: median(merged), count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  let i = 0;
  for (const { at, count } of blocks)
    for (const end = i + count; i < end; i++) layer[i].at = at + shifts[i];
}

/** @param {Block['wishes']} wishes where half of the weight lies on each side; the middle of such places */
function median(wishes) {
  const sorted = [...wishes].sort((a, b) => a.at - b.at);
  let left = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2;
  for (const [i, { at, weight }] of sorted.entries()) {
    left -= weight;
    if (Math.abs(left) < 1e-9) return (at + sorted[i + 1].at) / 2;
    if (left < 0) return at;
  }
  return 0;
}
