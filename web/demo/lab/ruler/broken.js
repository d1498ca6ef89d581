// Where a run first leaves the finite numbers, and by which op.

/** @typedef {import('../../timeline.js').Timeline} Timeline */
/**
 * @typedef {object} Broken
 * @property {number} pass
 * @property {number} index   of the event
 * @property {'forward' | 'gradient' | 'update'} where
 * @property {string} symbol  of what is not finite
 * @property {number} value
 */

/** @type {WeakMap<Timeline, Broken | null>} */
const known = new WeakMap();

/**
 * @param {Timeline} timeline
 * @returns {Broken | null}
 */
export function brokenAt(timeline) {
  const found = known.get(timeline);
  if (found !== undefined) return found;
  const broken = search(timeline);
  known.set(timeline, broken);
  return broken;
}

/** @param {Timeline} timeline @returns {Broken | null} */
function search(timeline) {
  const { passes } = timeline;
  const finite = (/** @type {number[]} */ numbers) => numbers.every(Number.isFinite);
  const pass = passes.findIndex(({ loss, next }) => !finite([loss, ...Object.values(next)]));
  if (pass >= 0) return inPass(timeline, pass);
  const { plan, graph } = timeline;
  const { value } = graph(passes.length).nodes[plan.loss];
  return Number.isFinite(value) ? null : inPass(timeline, passes.length);
}

/**
 * The first step of a pass that brings a number that is not finite.
 * @param {Timeline} timeline
 * @param {number} pass
 * @returns {Broken | null}
 */
function inPass({ plan, passes, graph, start }, pass) {
  const { nodes, edges } = graph(pass);
  const steps = pass < passes.length ? plan.pass : plan.forward;
  for (const [at, { type, node, edge, name }] of steps.entries()) {
    const index = start(pass) + at;
    const value =
      type === 'backward'
        ? edges[Number(edge)].accumulated
        : type === 'update'
          ? passes[pass].next[String(name)]
          : nodes[node ?? -1]?.value;
    if (value === undefined || Number.isFinite(value)) continue;
    const where = type === 'backward' ? 'gradient' : type === 'update' ? 'update' : 'forward';
    const symbol = name ?? plan.nodes[Number(node)].symbol;
    return { pass, index, where, symbol, value: Number(value) };
  }
  return null;
}
