// Moves of the cursor over a timeline, and where it comes to stand when an edit makes a new one.

/** @typedef {import('./timeline.js').Timeline} Timeline */

/** @param {Timeline} timeline @param {number} cursor */
export const clamp = (timeline, cursor) =>
  Math.max(0, Math.min(timeline.length - 1, Math.trunc(Number(cursor)) || 0));

/**
 * What a step is about, in symbols: survives edits that keep the op.
 * @param {Timeline['plan']} plan
 * @param {import('./plan.js').Step} step
 */
function subject(plan, step) {
  const edge = step.edge === undefined ? null : plan.edges[step.edge];
  if (edge) return `${plan.nodes[edge.node].symbol}>${plan.nodes[edge.input].symbol}#${edge.slot}`;
  return step.name ?? (step.node === undefined ? '' : plan.nodes[step.node].symbol);
}

/** @typedef {{ type: string, subject: string, pass: number, checking: boolean }} Anchor  an op, told without its place */

/** @type {Anchor} */
export const START = { type: 'start', subject: '', pass: 0, checking: false };

/**
 * @param {Timeline} timeline
 * @param {number} cursor
 * @returns {Anchor}
 */
export function anchorAt({ event, plan, passes }, cursor) {
  const found = event(cursor);
  const { type, pass } = found;
  return { type, subject: subject(plan, found), pass, checking: pass === passes.length };
}

/**
 * The same op of the same update, if a timeline has it; the end if it has fewer updates; else the start.
 * @param {Timeline} timeline
 * @param {Anchor} anchor
 */
export function cursorFor(timeline, anchor) {
  if (anchor.type === 'start') return 0;
  const { passes, plan } = timeline;
  const pass = anchor.checking ? passes.length : anchor.pass;
  if (pass > passes.length) return timeline.length - 1;
  const position = plan.pass.findIndex(
    (step) => step.type === anchor.type && subject(plan, step) === anchor.subject,
  );
  return position < 0 ? 0 : clamp(timeline, timeline.start(pass) + position);
}

/**
 * One update further or back, at the same op; from the start, to the first update, when all its numbers are there.
 * @param {Timeline} timeline
 * @param {number} cursor
 * @param {number} by
 */
export function jumpPass(timeline, cursor, by) {
  const size = timeline.plan.pass.length;
  if (cursor === 0 && by > 0) return clamp(timeline, size - 1);
  return clamp(timeline, cursor + by * size);
}
