// What a step is about, as a place in the picture: this is what is kept in sight.

/** @typedef {import('./layout.js').Box} Box */

/**
 * A node's card; going backward both cards of the edge, or, where they stand too far apart, the one that it comes from.
 * @param {import('./timeline.js').Timeline} timeline
 * @param {import('./state.js').State} state
 * @param {import('./layout.js').Layout} layout
 * @param {(box: Box) => boolean} fits
 * @returns {Box | undefined}
 */
export function focusOf({ plan }, { event, nodes }, layout, fits) {
  /** @param {number} wanted */
  const card = (wanted) => layout.nodes.find(({ index }) => index === wanted);
  if (event.edge === undefined) return card(nodes.findIndex(({ active }) => active));
  const { node, input } = plan.edges[event.edge];
  const [from, to] = [card(node), card(input)];
  const both = from && to && around(from, to);
  return both && fits(both) ? both : from;
}

/** @param {Box} a @param {Box} b @returns {Box} */
function around(a, b) {
  const [x, width] = spanned(a.x, a.width, b.x, b.width);
  const [y, height] = spanned(a.y, a.height, b.y, b.height);
  return { x, y, width, height };
}

/** The middle and the length of what spans both. @param {number} a @param {number} aSize @param {number} b @param {number} bSize */
function spanned(a, aSize, b, bSize) {
  const [start, end] = [
    Math.min(a - aSize / 2, b - bSize / 2),
    Math.max(a + aSize / 2, b + bSize / 2),
  ];
  return [(start + end) / 2, end - start];
}
