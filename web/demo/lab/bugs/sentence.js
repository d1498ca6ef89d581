// What a line of a program just did, as one sentence.
import { fill, formatNumber } from '../../kit.js';

/** @typedef {import('./run.js').Step} Step */
/** @typedef {import('./run.js').Value} Value */
/** @typedef {import('../../locale/index.js').Part} Part */

/** @param {Value | null | undefined} value @param {import('../../formula.js').Tone} tone @returns {Part} */
const toned = (value, tone) => ({
  text: formatNumber(/** @type {any} */ (value ?? Number.NaN)),
  tone,
});
/** @param {string} text @returns {Part} */
const called = (text) => ({ text, symbol: true });

/**
 * @param {{ steps: Step[], cursor: number, said: any }} scene
 * @returns {Part[]}
 */
export function sentenceFor({ steps, cursor, said }) {
  const { line, variables, error } = steps[cursor];
  if (error) return fill(said.step.error, { type: error.type });
  const before = steps[cursor - 1]?.variables ?? {};
  return tellers[line.kind](variables, before, said.step, steps[cursor]);
}

/** @typedef {Step['variables']} Variables */

/** @type {Record<Step['line']['kind'], (now: Variables, before: Variables, said: any, step: Step) => Part[]>} */
const tellers = {
  sample: (_now, _before, said) => fill(said.sample),
  weight: ({ w }, _before, said) =>
    fill(said.weight, { w: called('w'), value: toned(w.value, 'value') }),
  zero: (_now, _before, said) => fill(said.zero),
  forward: (now, before, said) => {
    const name = now.y_pred && !before.y_pred ? 'y_pred' : 'loss';
    return fill(said.forward, { name, value: toned(now[name].value, 'value') });
  },
  backward: ({ w }, before, said) => {
    const old = before.w.grad;
    if (w.grad === null) return fill(said.astray, { w: called('w') });
    const grad = toned(w.grad, 'gradient');
    return old === null
      ? fill(said.backward, { w: called('w'), grad })
      : fill(said.adds, { w: called('w'), before: toned(old, 'gradient'), grad });
  },
  update: ({ w }, before, said) =>
    fill(w.value === before.w.value ? said.stays : said.update, {
      w: called('w'),
      before: toned(before.w.value, 'value'),
      after: toned(w.value, 'value'),
    }),
  replace: ({ w }, _before, said) =>
    fill(w.requiresGrad ? said.result : said.plain, {
      w: called('w'),
      after: toned(w.value, 'value'),
    }),
  clear: (_now, _before, said) => fill(said.clear, { w: called('w') }),
  change: ({ w }, _before, said) =>
    fill(said.change, { w: called('w'), after: toned(w.value, 'value') }),
  add: ({ total }, _before, said, { graph }) =>
    fill(total.tensor ? said.holds : said.sums, {
      value: toned(total.value, 'value'),
      count: graph?.nodes.length ?? 0,
    }),
};
