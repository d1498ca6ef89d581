// Where nodes and edges stand: layered.js decides the ranks, this file the sizes and places of the cards.
import { lineText } from './formula.js';
import { placeNotes } from './labels.js';
import { layer } from './layered.js';
import { definition } from './plan.js';
import { routes } from './routes.js';

/** @typedef {import('./plan.js').Plan} Plan */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box  x, y is its centre */
/** @typedef {Box & { index: number }} NodeBox */
/**
 * @typedef {{ from: number, to: number, slot: number, edge: number, forward: string, back: string, middle: Point,
 *             trail: Point[], room: Box, note?: Box }} Link  edge: the plan's, or -1; trail: points along it; room: around
 *             all of it; note: the room of its local derivative
 */
/** @typedef {{ width: number, height: number, down: boolean, nodes: NodeBox[], links: Link[] }} Layout */
/** @typedef {{ start: number, end: number }} Span  of a rank, along the flow */

export const NODE_HEIGHT = 62;
const VALUE_WIDTH = 92;
/** ∂L/∂ and a long number, as they stand below. */
const GRADIENT_WIDTH = 136;
const LETTER = 9;
/** Around the picture; above and below there is room for a label. */
const MARGIN = { along: 14, narrow: 6, label: 46, down: 18 };
/** One that flows downward is at least as wide as a label of three numbers with five digits each. */
const LEAST_WIDTH = 312;
/** A picture of few rows is spread, up to this height and this much. */
const SPREAD = { height: 440, most: 1.5 };
/** Between cards of one rank, between a card and a line that passes, and between ranks. */
const AIR = { across: { node: 56, line: 34, rank: 88 }, down: { node: 16, line: 20, rank: 60 } };

/**
 * @param {Plan} plan
 * @param {boolean} down  whether it flows downward instead of to the right
 * @returns {Layout}
 */
export function layoutGraph(plan, down) {
  const air = down ? AIR.down : AIR.across;
  const shown = plan.nodes.flatMap(({ kind }, i) => (kind === 'constant' ? [] : [i]));
  const widths = shown.map((index) => nodeWidth(plan, index));
  const edges = edgesAmong(plan, shown);
  const { layers, chains } = layer(
    widths.map((width) => (down ? width : NODE_HEIGHT)),
    edges,
    (a, b) => (a.node < 0 || b.node < 0 ? air.line : air.node),
  );
  const margin = down
    ? { along: MARGIN.down, across: MARGIN.narrow }
    : { along: MARGIN.along, across: MARGIN.label };
  if (!down) spread(layers);
  const across = moveInside(layers, margin.across, down ? LEAST_WIDTH : 0);
  let end = margin.along - air.rank;
  const spans = layers.map((layer) => {
    const sizes = layer.map(({ node }) => (node < 0 ? 0 : down ? NODE_HEIGHT : widths[node]));
    const start = end + air.rank;
    end = start + Math.max(...sizes);
    return { start, end };
  });
  const along = end + margin.along;
  const nodes = chains.map(([{ node, rank, at }]) => {
    const middle = (spans[rank].start + spans[rank].end) / 2;
    const [x, y] = down ? [at, middle] : [middle, at];
    return { index: shown[node], x, y, width: widths[node], height: NODE_HEIGHT };
  });
  const [width, height] = down ? [across, along] : [along, across];
  const layout = { width, height, down, nodes, links: routes(nodes, edges, chains, spans, down) };
  placeNotes(layout);
  return layout;
}

/**
 * @param {Plan} plan
 * @param {number[]} shown  the nodes that have a card; edges tell their places in this list
 */
function edgesAmong({ nodes, edges }, shown) {
  const places = new Map(shown.map((index, place) => [index, place]));
  const known = new Map(edges.map(({ node, slot }, edge) => [`${node} ${slot}`, edge]));
  return shown.flatMap((index, to) =>
    nodes[index].inputs.flatMap((input, slot) => {
      const from = places.get(input);
      const edge = known.get(`${index} ${slot}`) ?? -1;
      return from === undefined
        ? []
        : [{ from, to, slot, edge, weight: WEIGHT[nodes[input].kind] }];
    }),
  );
}

/** The line of ops is straight before anything else is, then the parameters' lines. */
const WEIGHT = { op: 12, parameter: 2, data: 1, constant: 0 };

/**
 * Few rows have more air between them.
 * @param {import('./layered.js').Vertex[][]} layers
 */
function spread(layers) {
  const all = layers.flat();
  const places = all.map(({ at }) => at);
  const reach = Math.max(...places) - Math.min(...places);
  const room = SPREAD.height - NODE_HEIGHT - 2 * MARGIN.label;
  const times = Math.max(1, Math.min(SPREAD.most, room / reach));
  for (const vertex of all) vertex.at *= times;
}

/**
 * Moves everything so that it begins at the margin, which grows up to a least reach; returns how far it reaches, margin
 * included.
 * @param {import('./layered.js').Vertex[][]} layers
 * @param {number} margin
 * @param {number} least
 */
function moveInside(layers, margin, least) {
  const all = layers.flat();
  const first = Math.min(...all.map(({ at, size }) => at - size / 2));
  const reach = Math.max(...all.map(({ at, size }) => at + size / 2)) - first;
  const room = Math.max(margin, (least - reach) / 2);
  for (const vertex of all) vertex.at += room - first;
  return reach + 2 * room;
}

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
