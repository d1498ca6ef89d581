// Where labels stand: near the middle of their edge, inside the picture, on no node, no arrow and no other label.

/** @typedef {import('./layout.js').Box} Box */
/** @typedef {import('./layout.js').Point} Point */
/** @typedef {import('./layout.js').Link} Link */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {{ width: number, height: number, own: number, line: number }} Size  own, line: what it costs to cover a piece of its own line, of another */

/** A local derivative has room for some digits: so it stays where it is from update to update. */
const NOTE = { width: 64, height: 16, own: 18, line: 10 };
/** So far from the middle of its edge a label may stand, tried in steps of a few units. */
const REACH = 120;
const STRIDE = { x: 12, y: 8 };
/** What it costs to cover the tip of an arrow. */
const TIP = 90;
const AIR = 6;
/** All places that are tried, the nearest first, with what the way there costs. */
const OFFSETS = steps(STRIDE.x)
  .flatMap((dx) => steps(STRIDE.y).map((dy) => ({ dx, dy, way: Math.hypot(dx, dy) * 0.7 })))
  .sort((a, b) => a.way - b.way);
/** More would take longer than a reader waits, and change no place. */
const MOST_DOTS = 300;

/** @param {number} stride @returns {number[]} */
function steps(stride) {
  const count = Math.floor(REACH / stride);
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * stride);
}

/**
 * Gives each local derivative its place, one after the other.
 * @param {Layout} layout
 */
export function placeNotes(layout) {
  for (const link of layout.links)
    if (link.edge >= 0) link.note = { ...placeLabel(layout, link, NOTE), ...NOTE };
}

/**
 * @param {Layout} layout
 * @param {Link} link
 * @param {Size} size
 * @returns {Point} its centre
 */
export function placeLabel(layout, link, size) {
  const { middle } = link;
  const notes = layout.links.flatMap(({ note }) => (note && note !== link.note ? [note] : []));
  const boxes = [...layout.nodes, ...notes].filter((box) => near(box, middle));
  const dots = dotsAround(layout, link, size);
  let best = { cost: Infinity, place: middle };
  for (const { dx, dy, way } of OFFSETS) {
    if (way >= best.cost) break;
    const box = {
      x: clamp(middle.x + dx, size.width / 2, layout.width),
      y: clamp(middle.y + dy, size.height / 2, layout.height),
      ...size,
    };
    const gap = { x: Math.abs(dx) - size.width / 2, y: Math.abs(dy) - size.height / 2 };
    const far = way + Math.hypot(Math.max(0, gap.x), Math.max(0, gap.y)) + (dy > 0 ? 4 : 0);
    if (far >= best.cost) continue;
    const cost = far + covered(box, boxes, dots);
    if (cost < best.cost) best = { cost, place: { x: box.x, y: box.y } };
  }
  return best.place;
}

/** @param {number} at @param {number} half @param {number} most */
const clamp = (at, half, most) => Math.max(half + 2, Math.min(most - half - 2, at));

/** @typedef {Point & { cost: number }} Dot */

/** @param {Box} box @param {Point} point whether a label there could come close to the box */
const near = ({ x, y, width, height }, point) =>
  Math.abs(x - point.x) - width / 2 < 3 * REACH && Math.abs(y - point.y) - height / 2 < 2 * REACH;

/**
 * The lines around a link as dots; of a thicket only some.
 * @param {Layout} layout
 * @param {Link} link
 * @param {Size} size
 * @returns {Dot[]}
 */
function dotsAround({ links }, link, { own, line }) {
  /** @type {Dot[]} */
  const dots = [];
  for (const other of links) {
    if (!near(other.room, link.middle)) continue;
    other.trail.forEach((point, i) => {
      if (!near({ ...point, width: 0, height: 0 }, link.middle)) return;
      const inside = other.trail[i - 1] && other.trail[i + 1];
      const price = other === link ? own : line;
      dots.push({ ...point, cost: inside ? price : TIP });
    });
  }
  const stride = Math.ceil(dots.length / MOST_DOTS);
  return dots.filter((_, i) => i % stride === 0);
}

/** @param {Box} box @param {Box[]} boxes @param {Dot[]} dots */
function covered(box, boxes, dots) {
  let cost = 0;
  for (const other of boxes) cost += overlap(box, other);
  for (const { x, y, cost: price } of dots)
    if (Math.abs(x - box.x) < box.width / 2 + AIR && Math.abs(y - box.y) < box.height / 2 + AIR)
      cost += price;
  return cost;
}

/** @param {Box} a @param {Box} b the area they share, with some air around */
function overlap(a, b) {
  const wide = (a.width + b.width) / 2 + AIR - Math.abs(a.x - b.x);
  const high = (a.height + b.height) / 2 + AIR - Math.abs(a.y - b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}
