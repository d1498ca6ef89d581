// What the next step will bring, as a question; and whether a typed answer is it.

/** @typedef {import('../../timeline.js').Timeline} Timeline */
/** @typedef {import('../../timeline.js').TimelineEvent} TimelineEvent */
/** @typedef {import('../../../lib/index.js').Graph} Graph */
/** @typedef {'forward' | 'seed' | 'backward' | 'update'} Kind */
/**
 * @typedef {object} Question
 * @property {Kind} kind
 * @property {TimelineEvent} event
 * @property {Graph} graph     of the event's pass, after backward
 * @property {number} node     the node that the question is about
 * @property {number} value    the answer
 */

/** @type {Partial<Record<TimelineEvent['type'], Kind>>} */
const KINDS = {
  forward: 'forward',
  loss: 'forward',
  seed: 'seed',
  backward: 'backward',
  update: 'update',
};

/**
 * @param {Timeline} timeline
 * @param {number} index  of the event
 * @returns {Question | null}  null: it brings no finite number, or there is no such event
 */
export function questionAt(timeline, index) {
  if (index >= timeline.length) return null;
  const event = timeline.event(index);
  const kind = KINDS[event.type];
  if (!kind) return null;
  const { plan, passes } = timeline;
  const graph = timeline.graph(event.pass);
  const node = event.node ?? plan.nodes.findIndex(({ symbol }) => symbol === event.name);
  if (kind === 'forward' && plan.nodes[node].op === null) return null;
  const value = {
    forward: () => graph.nodes[node].value,
    seed: () => 1,
    backward: () => graph.edges[Number(event.edge)].accumulated,
    update: () => passes[event.pass].next[String(event.name)],
  }[kind]();
  return Number.isFinite(value) ? { kind, event, graph, node, value: Number(value) } : null;
}

/** An answer may be off by half a unit of its last digit, but not by more than this, relatively. */
const ROUGH = 0.01;
/** Float32 and a head full of decimals differ by less than this. */
const EQUAL = 1e-4;

/**
 * Whether a number as typed is this one: 0.16 is 0.16000007, and 0.33 a third.
 * @param {string} typed
 * @param {number} value
 */
export function isAnswer(typed, value) {
  const answer = Number(typed);
  if (!Number.isFinite(answer) || !Number.isFinite(value)) return answer === value;
  const size = Math.abs(value);
  const off = Math.abs(answer - value);
  const [mantissa, exponent = '0'] = typed.toLowerCase().split('e');
  const places = (mantissa.split('.')[1] ?? '').length - Number(exponent);
  return off <= Math.max(EQUAL * size, Math.min(0.500001 * 10 ** -places, ROUGH * size));
}
