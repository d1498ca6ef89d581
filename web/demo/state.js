// What is known at a cursor: which values are computed, which gradients have arrived. Pure: timeline in, picture out.

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('./timeline.js').TimelineEvent} TimelineEvent */
/**
 * @typedef {object} NodeState
 * @property {number | null} value     null: not computed yet
 * @property {number | null} gradient  null: not yet; never 0 for it
 * @property {boolean} active          the step is about this node
 * @property {boolean} operand         the step reads this node
 * @property {boolean} next            the next step is about this node
 */
/** @typedef {{ upstream: number, local: number, contribution: number, accumulated: number }} EdgeNumbers */
/** @typedef {{ done: boolean, active: boolean, next: boolean, numbers: EdgeNumbers | null }} EdgeState */
/**
 * @typedef {object} State
 * @property {TimelineEvent} event
 * @property {NodeState[]} nodes
 * @property {EdgeState[]} edges   of the plan's edges, in backward order
 */

/**
 * @param {Timeline} timeline
 * @param {number} cursor
 * @returns {State}
 */
export function stateAt(timeline, cursor) {
  const event = timeline.event(cursor);
  const { plan } = timeline;
  const { places } = plan;
  const position = event.index === 0 ? -1 : event.index - timeline.start(event.pass);
  const graph = timeline.graph(event.pass);
  /** @param {number | undefined} at whether that place lies at or before the cursor */
  const past = (at) => at !== undefined && at <= position;
  const cleared = event.type === 'zero';
  const coming = event.index < timeline.length - 1 ? timeline.event(event.index + 1) : null;
  const edges = plan.edges.map((_, i) => {
    const done = !cleared && past(places.edges + i);
    const active = event.type === 'backward' && event.edge === i;
    const next = coming?.type === 'backward' && coming.edge === i;
    return { done, active, next, numbers: done ? edgeNumbers(graph.edges[i]) : null };
  });
  const seeded = !cleared && past(places.seed);
  const nodes = plan.nodes.map((node, i) => ({
    value: valueAt(timeline, event, i, past),
    gradient: i === plan.loss ? (seeded && node.differentiable ? 1 : null) : gradientAt(i),
    ...roleAt(timeline, event, i),
    next: coming !== null && roleAt(timeline, coming, i).active,
  }));
  /** @param {number} index */
  function gradientAt(index) {
    const last = places.arrivals[index].findLast((edge) => edges[edge].done);
    return last === undefined ? null : Number(edges[last].numbers?.accumulated);
  }
  return { event, nodes, edges };
}

/**
 * @param {import('../lib/index.js').Graph['edges'][number]} edge
 * @returns {EdgeNumbers}
 */
const edgeNumbers = ({ upstream, local, contribution, accumulated }) => ({
  upstream: Number(upstream),
  local: Number(local),
  contribution: Number(contribution),
  accumulated: Number(accumulated),
});

/**
 * @param {Timeline} timeline
 * @param {TimelineEvent} event
 * @param {number} index
 * @param {(at: number | undefined) => boolean} past
 * @returns {number | null}
 */
function valueAt(timeline, event, index, past) {
  const { plan, config } = timeline;
  const { kind, symbol } = plan.nodes[index];
  const node = timeline.graph(event.pass).nodes[index];
  if (kind === 'data' && config.rows && event.type === 'start') return null;
  if (kind === 'parameter') {
    return past(plan.places.updated.get(symbol))
      ? timeline.passes[event.pass].next[symbol]
      : Number(node.value);
  }
  if (kind !== 'op' && index !== plan.loss) return Number(node.value);
  if (event.type === 'zero') return null;
  return past(plan.places.computed[index]) ? Number(node.value) : null;
}

/**
 * @param {Timeline} timeline
 * @param {TimelineEvent} event
 * @param {number} index
 */
function roleAt({ plan }, event, index) {
  const node = plan.nodes[index];
  if (event.type === 'update') return { active: node.symbol === event.name, operand: false };
  if (event.type === 'zero') return { active: node.kind === 'parameter', operand: false };
  if (event.type === 'sample') return { active: node.kind === 'data', operand: false };
  if (event.type === 'backward' && event.edge !== undefined) {
    const edge = plan.edges[event.edge];
    return { active: index === edge.input, operand: index === edge.node };
  }
  const active = index === event.node;
  const forward = event.type === 'forward' || event.type === 'loss';
  const operand =
    forward && event.node !== undefined && plan.nodes[event.node].inputs.includes(index);
  return { active, operand };
}
