// What came of a program's updates, one by one.

/** @typedef {import('./run.js').Step} Step */
/** @typedef {import('./run.js').Value} Value */
/** @typedef {{ loss: Value | null, grad: Value | null, w: Value | null }} Row  null: not yet, or never */

/**
 * The updates that were begun up to a step.
 * @param {Step[]} steps
 * @param {number} cursor
 * @returns {Row[]}
 */
export function rowsOf(steps, cursor) {
  /** @type {Row[]} */
  const rows = [];
  for (const { update, line, variables, error } of steps.slice(0, cursor + 1)) {
    if (update < 0) continue;
    rows[update] ??= { loss: null, grad: null, w: null };
    if (error) continue;
    const row = rows[update];
    if (line.kind === 'forward' && variables.loss) row.loss = variables.loss.value;
    if (line.kind === 'backward') row.grad = variables.w.grad;
    if (['update', 'replace', 'change'].includes(line.kind)) row.w = variables.w.value;
  }
  return rows;
}

/**
 * The parameter from update to update, its start first.
 * @param {Step[]} steps
 * @returns {number[]}
 */
export function pathOf(steps) {
  const start = steps.find(({ line }) => line.kind === 'weight')?.variables.w.value;
  const after = rowsOf(steps, steps.length - 1).flatMap(({ w }) => (w === null ? [] : [w]));
  return [start, ...after].map(Number);
}
