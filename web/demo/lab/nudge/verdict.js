// What a nudge shows: a good quotient, one too coarse, one beside a kink, one of too few digits, or none at all.

/** @typedef {'good' | 'coarse' | 'kink' | 'wrecked' | 'gone' | 'broken'} Verdict */

/** A quotient this near, relatively, is as good as the gradient to the eye. */
const NEAR = 1e-3;
/** A few roundings, each of half a unit in the last place, go into the difference of two losses. */
const ROUNDINGS = 4;

/** A quotient that a quarter of the nudge leaves as it is: no smaller one will mend it. */
const SHORTER = 0.25;
const SAME = 0.1;

/** Half a unit in the last place of 1. */
export const UNIT = { float32: 2 ** -24, float64: 2 ** -53 };

/**
 * @param {import('./look.js').Nudge} nudge
 * @param {number} h
 * @param {number} unit
 * @returns {Verdict}
 */
export function verdictOf({ from, to, before, after, quotient, gradient, curve }, h, unit) {
  const error = Math.abs(quotient - gradient);
  if (!Number.isFinite(error)) return 'broken';
  if (from === to) return 'gone';
  if (error <= NEAR * Math.abs(gradient) || error === 0) return 'good';
  const noise = (ROUNDINGS * unit * Math.max(Math.abs(before), Math.abs(after))) / h;
  if (noise > error / ROUNDINGS) return 'wrecked';
  const at = curve.at.findIndex((units) => units >= SHORTER);
  const shorter = curve.change[at] / (curve.at[at] * h);
  return Math.abs(shorter - quotient) < SAME * error ? 'kink' : 'coarse';
}
