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

/**
 * The same op of the same update, if the new timeline has it; the end if it has fewer updates; else the start.
 * @param {Timeline | null} before
 * @param {Timeline} after
 * @param {number} cursor
 */
export function carryCursor(before, after, cursor) {
  if (!before) return clamp(after, cursor);
  const event = before.event(clamp(before, cursor));
  if (event.type === 'start') return 0;
  const checking = event.pass === before.passes.length;
  const pass = checking ? after.passes.length : event.pass;
  if (pass > after.passes.length) return after.length - 1;
  const wanted = subject(before.plan, event);
  const position = after.plan.pass.findIndex(
    (step) => step.type === event.type && subject(after.plan, step) === wanted,
  );
  return position < 0 ? 0 : clamp(after, after.start(pass) + position);
}

/**
 * One update further or back, at the same op; from the start, to the end of the first update.
 * @param {Timeline} timeline
 * @param {number} cursor
 * @param {number} by
 */
export function jumpPass(timeline, cursor, by) {
  const size = timeline.plan.pass.length;
  if (cursor === 0 && by > 0) return clamp(timeline, size);
  return clamp(timeline, cursor + by * size);
}
