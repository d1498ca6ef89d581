// What slope and curvature say of a learning rate. Along a step, the loss is as a parabola as far as its second
// derivative goes: one step to the lowest point at 1/curvature, to the same height beyond it at 2/curvature.

/**
 * @typedef {object} Zones
 * @property {number} steepness         |∇L|², the slope along the step of rate 1
 * @property {number | null} curvature  of the loss along the step; null: unknown
 * @property {number | null} once       the rate that lands on the lowest point; null: there is none
 * @property {number | null} bounce     the rate that lands at the same height
 * @property {number} most              where the ruler ends
 */
/** @typedef {'still' | 'flat' | 'safe' | 'once' | 'bouncing' | 'forever' | 'diverging' | 'straight' | 'downward' | 'unknown' | 'broken'} Zone */

/** The ruler goes on a little behind the rate that bounces. */
const BEHIND = 2.5;
/** A step longer than so many times the parameters themselves says nothing of the place it comes from. */
const FAR = 20;
/** Rates this near to a border, relatively, stand on it. */
const NEAR = 1e-6;

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * @param {import('../place.js').Slopes} slopes
 * @param {number[]} params  where the step begins
 * @returns {Zones}
 */
export function zonesOf({ loss, gradient, hessian }, params) {
  const steepness = Number.isFinite(loss) ? dot(gradient, gradient) : Number.NaN;
  const size = Math.max(1, ...params.map(Math.abs));
  const reach = steepness > 0 && steepness < Infinity ? size / Math.sqrt(steepness) : 1;
  const bent = hessian?.map((row) => dot(row, gradient));
  const one = hessian?.length === 1 ? hessian[0][0] : null;
  const curvature = one ?? (bent && steepness > 0 ? dot(bent, gradient) / steepness : null);
  const bends = curvature !== null && curvature > 0 && curvature < Infinity;
  return {
    steepness,
    curvature,
    once: bends ? 1 / curvature : null,
    bounce: bends ? 2 / curvature : null,
    most: bends ? Math.min(BEHIND / curvature, FAR * reach) : 2 * reach,
  };
}

/**
 * @param {number} rate
 * @param {Zones} zones
 * @returns {Zone}
 */
export function zoneOf(rate, { steepness, curvature }) {
  if (!Number.isFinite(steepness)) return 'broken';
  if (steepness === 0) return 'flat';
  if (!Number.isFinite(curvature ?? 0)) return 'broken';
  if (rate === 0) return 'still';
  if (curvature === null) return 'unknown';
  if (curvature === 0) return 'straight';
  if (curvature < 0) return 'downward';
  const jumps = rate * curvature;
  if (Math.abs(jumps - 1) < NEAR) return 'once';
  if (Math.abs(jumps - 2) < 2 * NEAR) return 'forever';
  return jumps < 1 ? 'safe' : jumps < 2 ? 'bouncing' : 'diverging';
}

/**
 * What becomes of the distance to the lowest point in one update, if the curvature stays.
 * @param {number} rate
 * @param {Zones} zones
 */
export const factorOf = (rate, { curvature }) => (curvature === null ? null : 1 - rate * curvature);
