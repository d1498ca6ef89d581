// Where nodes and edges stand: dagre decides the ranks, this file the ports and the curves.
import { layout as dagre, Graph } from '@dagrejs/dagre';
import { lineText } from './formula.js';
import { placeNotes } from './labels.js';
import { definition } from './plan.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box  x, y is its centre */
/** @typedef {Box & { index: number }} NodeBox */
/**
 * @typedef {{ from: number, to: number, slot: number, forward: string, back: string, middle: Point,
 *             trail: Point[], note?: Box }} Link  trail: points along it; note: the room of its local derivative
 */
/** @typedef {{ width: number, height: number, down: boolean, nodes: NodeBox[], links: Link[] }} Layout */

export const NODE_HEIGHT = 62;
const VALUE_WIDTH = 92;
/** ∂L/∂ and a long number, as they stand below. */
const GRADIENT_WIDTH = 136;
const LETTER = 9;
/** Around the picture; above and below there is room for a label. */
const MARGIN = { along: 14, narrow: 6, label: 46 };
/** Forward and backward lines of one edge run side by side, this far from its middle. */
const LANE = 5;

/**
 * @param {Plan} plan
 * @param {boolean} down  whether it flows downward instead of to the right
 * @returns {Layout}
 */
export function layoutGraph(plan, down) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: down ? 'TB' : 'LR',
    align: down ? undefined : 'UR',
    nodesep: down ? 16 : 64,
    ranksep: down ? 60 : 88,
    marginx: down ? MARGIN.narrow : MARGIN.along,
    marginy: MARGIN.label,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [index, node] of plan.nodes.entries())
    if (node.kind !== 'constant')
      graph.setNode(String(index), { width: nodeWidth(plan, index), height: NODE_HEIGHT });
  // Last edge first: so dagre keeps the operands' order from top to bottom.
  for (const [to, node] of [...plan.nodes.entries()].reverse())
    for (const [slot, from] of [...node.inputs.entries()].reverse())
      if (plan.nodes[from].kind !== 'constant')
        graph.setEdge(String(from), String(to), { weight: weight(plan, from) }, String(slot));
  dagre(graph);
  const { width = 0, height = 0 } = graph.graph();
  const nodes = graph
    .nodes()
    .map((/** @type {string} */ id) => ({ ...box(graph.node(id)), index: Number(id) }));
  const layout = { width, height, down, nodes, links: links(graph, nodes, down) };
  placeNotes(layout, plan);
  return layout;
}

/**
 * The heavier an edge, the straighter dagre draws it: the line of ops, then the parameters.
 * @param {Plan} plan
 * @param {number} from
 */
const weight = ({ nodes }, from) =>
  ({ op: 12, parameter: 2, data: 1, constant: 1 })[nodes[from].kind];

/** @param {Box} found @returns {Box} */
const box = ({ x, y, width, height }) => ({ x, y, width, height });

/**
 * The text that heads a node: ŷ = w·x.
 * @param {Plan} plan
 * @param {number} index
 */
export function nodeLabel(plan, index) {
  const formula = definition(plan, index);
  return plan.nodes[index].symbol + (formula ? ` = ${lineText(formula)}` : '');
}

/** @param {Plan} plan @param {number} index */
function nodeWidth(plan, index) {
  const name = nodeLabel(plan, index).length * LETTER;
  const { symbol } = plan.nodes[index];
  return Math.max(GRADIENT_WIDTH + symbol.length * LETTER, 24 + name + VALUE_WIDTH);
}

/**
 * @param {any} graph
 * @param {NodeBox[]} nodes
 * @param {boolean} down
 * @returns {Link[]}
 */
function links(graph, nodes, down) {
  const at = (/** @type {string} */ id) =>
    /** @type {Box} */ (nodes.find(({ index }) => index === Number(id)));
  const edges = /** @type {{ v: string, w: string, name: string }[]} */ (graph.edges());
  return edges.map(({ v, w, name }) => {
    const incoming = edges.filter((edge) => edge.w === w);
    const outgoing = edges.filter((edge) => edge.v === v);
    const interior = /** @type {Point[]} */ (graph.edge(v, w, name).points).slice(1, -1);
    const bends = interior.length > 1 ? interior : [];
    const sorted = (/** @type {typeof edges} */ list, /** @type {'v' | 'w'} */ end) =>
      [...list].sort(
        (a, b) =>
          across(at(a[end]), down) - across(at(b[end]), down) || Number(a.name) - Number(b.name),
      );
    const rank = (/** @type {typeof edges} */ list, /** @type {'v' | 'w'} */ end) =>
      sorted(list, end).findIndex((edge) => edge.v === v && edge.w === w && edge.name === name) -
      (list.length - 1) / 2;
    const start = port(at(v), down, 1, rank(outgoing, 'w'), outgoing.length);
    const end = port(at(w), down, -1, rank(incoming, 'v'), incoming.length);
    const points = [start, ...bends, end];
    return {
      from: Number(v),
      to: Number(w),
      slot: Number(name),
      forward: curve(shift(points, LANE, down), down),
      back: curve(shift(points, -LANE, down).reverse(), down),
      middle: middle(points),
      trail: trail(points, down),
    };
  });
}

/** @param {Point} point @param {boolean} down */
const across = ({ x, y }, down) => (down ? x : y);

/**
 * Where an edge leaves (side 1) or enters (side -1); several share the side evenly.
 * @param {Box} node
 * @param {boolean} down
 * @param {number} side
 * @param {number} rank
 * @param {number} count
 * @returns {Point}
 */
function port({ x, y, width, height }, down, side, rank, count) {
  const room = (down ? width : height) - 28;
  const gap = Math.min(down ? 44 : 30, count > 1 ? room / (count - 1) : 0);
  return down
    ? { x: x + rank * gap, y: y + (side * height) / 2 }
    : { x: x + (side * width) / 2, y: y + rank * gap };
}

/**
 * @param {Point[]} points
 * @param {number} by
 * @param {boolean} down
 */
const shift = (points, by, down) =>
  points.map(({ x, y }) => (down ? { x: x + by, y } : { x, y: y + by }));

/** @param {Point[]} points */
function middle(points) {
  const half = (points.length - 1) / 2;
  const [a, b] = [points[Math.floor(half)], points[Math.ceil(half)]];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/**
 * A smooth line that leaves and enters along the flow.
 * @param {Point[]} points
 * @param {boolean} down
 */
function curve([first, ...rest], down) {
  let from = first;
  const parts = [`M${round(from)}`];
  for (const to of rest) {
    const half = down ? (from.y + to.y) / 2 : (from.x + to.x) / 2;
    const [a, b] = down
      ? [
          { x: from.x, y: half },
          { x: to.x, y: half },
        ]
      : [
          { x: half, y: from.y },
          { x: half, y: to.y },
        ];
    parts.push(`C${round(a)} ${round(b)} ${round(to)}`);
    from = to;
  }
  return parts.join('');
}

/** How many pieces of a curve are looked at. */
const PIECES = 16;

/**
 * Points along a smooth line.
 * @param {Point[]} points
 * @param {boolean} down
 * @returns {Point[]}
 */
function trail([first, ...rest], down) {
  const found = [first];
  for (const to of rest) {
    const from = /** @type {Point} */ (found.at(-1));
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const ahead = 1.5 * t * (1 - t) + t ** 3;
      const aside = t * t * (3 - 2 * t);
      found.push({
        x: from.x + (to.x - from.x) * (down ? aside : ahead),
        y: from.y + (to.y - from.y) * (down ? ahead : aside),
      });
    }
  }
  return found;
}

/** @param {Point} point */
const round = ({ x, y }) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
