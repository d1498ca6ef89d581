// The lines of the graph: at which port of a card each begins and ends, where it bends, and its curve.

/** @typedef {import('./layout.js').Point} Point */
/** @typedef {import('./layout.js').NodeBox} NodeBox */
/** @typedef {import('./layout.js').Link} Link */
/** @typedef {import('./layout.js').Span} Span */
/** @typedef {import('./layered.js').Vertex} Vertex */
/** @typedef {{ from: number, to: number, slot: number, edge: number }} Edge */
/** @typedef {{ edge: Edge, last: Vertex, next: Vertex, start: Point, end: Point, passed: Vertex[] }} Route */

/** Forward and backward lines of one edge run side by side, this far from its middle. */
const LANE = 5;

/**
 * @param {NodeBox[]} nodes
 * @param {Edge[]} edges
 * @param {Vertex[][]} chains
 * @param {Span[]} spans
 * @param {boolean} down
 * @returns {Link[]}
 */
export function routes(nodes, edges, chains, spans, down) {
  const found = edges.map((edge) => routeOf(edge, chains));
  for (const [node, box] of nodes.entries()) {
    const leaving = groups(
      found.filter(({ edge }) => edge.from === node),
      'next',
    );
    for (const [i, group] of leaving.entries())
      for (const route of group) route.start = port(box, down, 1, i, leaving.length);
    const entering = groups(
      found.filter(({ edge }) => edge.to === node),
      'last',
    );
    for (const [i, group] of entering.entries())
      for (const route of group) route.end = port(box, down, -1, i, entering.length);
  }
  const drawn = new Set();
  return found.map((route) => linkOf(route, nodes, spans, drawn, down));
}

/** @param {Edge} edge @param {Vertex[][]} chains @returns {Route} */
function routeOf(edge, chains) {
  const chain = chains[edge.from];
  const [target] = chains[edge.to];
  const passed = chain.slice(1, target.rank - chain[0].rank);
  const nowhere = { x: 0, y: 0 };
  return {
    edge,
    passed,
    next: passed[0] ?? target,
    last: passed.at(-1) ?? chain[0],
    start: nowhere,
    end: nowhere,
  };
}

/**
 * The routes at one side of a card in the order of where they come from or go to; a shared line leaves from one port.
 * @param {Route[]} routes
 * @param {'next' | 'last'} side
 */
function groups(routes, side) {
  const sorted = [...routes].sort((a, b) => a[side].at - b[side].at || a.edge.slot - b.edge.slot);
  /** @type {Route[][]} */
  const found = [];
  for (const route of sorted) {
    const [before] = found.at(-1) ?? [];
    const shared = side === 'next' && route.passed.length > 0 && before?.next === route.next;
    if (shared) found[found.length - 1].push(route);
    else found.push([route]);
  }
  return found;
}

/**
 * Where an edge leaves (side 1) or enters (side -1); several share the side evenly.
 * @param {NodeBox} node
 * @param {boolean} down
 * @param {number} side
 * @param {number} index
 * @param {number} count
 * @returns {Point}
 */
function port({ x, y, width, height }, down, side, index, count) {
  const room = (down ? width : height) - 28;
  const gap = Math.min(down ? 44 : 30, count > 1 ? room / (count - 1) : 0);
  const off = (index - (count - 1) / 2) * gap;
  return down
    ? { x: x + off, y: y + (side * height) / 2 }
    : { x: x + (side * width) / 2, y: y + off };
}

/**
 * @param {Route} route
 * @param {NodeBox[]} nodes
 * @param {Span[]} spans
 * @param {Set<Vertex>} drawn  places whose shared line has its trail already
 * @param {boolean} down
 * @returns {Link}
 */
function linkOf({ edge, passed, start, end }, nodes, spans, drawn, down) {
  const point = (/** @type {number} */ along, /** @type {number} */ across) =>
    down ? { x: across, y: along } : { x: along, y: across };
  const bends = passed.map(({ rank, at }) => [
    point(spans[rank].start, at),
    point(spans[rank].end, at),
  ]);
  const points = [start, ...bends.flat(), end];
  const fresh = points.slice(2 * passed.filter((place) => drawn.has(place)).length);
  for (const place of passed) drawn.add(place);
  const before = points[points.length - 2];
  return {
    from: nodes[edge.from].index,
    to: nodes[edge.to].index,
    slot: edge.slot,
    edge: edge.edge,
    forward: curve(shift(points, LANE, down), down),
    back: curve(shift(points, -LANE, down).reverse(), down),
    middle: { x: (before.x + end.x) / 2, y: (before.y + end.y) / 2 },
    trail: trail(fresh, down),
    room: roomOf(points),
  };
}

/** @param {Point[]} points @returns {import('./layout.js').Box} around them */
function roomOf(points) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    width: right - left,
    height: bottom - top,
  };
}

/**
 * @param {Point[]} points
 * @param {number} by
 * @param {boolean} down
 */
const shift = (points, by, down) =>
  points.map(({ x, y }) => (down ? { x: x + by, y } : { x, y: y + by }));

/**
 * Past the cards of many ranks a line is straight: only its ends are kept of each stretch.
 * @param {Point[]} points
 * @param {boolean} down
 */
function stretched(points, down) {
  const aside = down ? 'x' : 'y';
  return points.filter(
    (point, i) =>
      point[aside] !== points[i - 1]?.[aside] || point[aside] !== points[i + 1]?.[aside],
  );
}

/**
 * A smooth line that leaves and enters along the flow.
 * @param {Point[]} points
 * @param {boolean} down
 */
function curve(points, down) {
  const [first, ...rest] = stretched(points, down);
  let from = first;
  const parts = rest.map((to) => {
    const part = stretch(from, to, down);
    from = to;
    return part;
  });
  return `M${round(first)}${parts.join('')}`;
}

/** @param {Point} from @param {Point} to @param {boolean} down */
function stretch(from, to, down) {
  if (down ? from.x === to.x : from.y === to.y) return `L${round(to)}`;
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
  return `C${round(a)} ${round(b)} ${round(to)}`;
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
