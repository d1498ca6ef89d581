// The nudge proof: move one parameter by h, and compare the change of the loss over h with the gradient. The smaller h,
// the better, until the digits of the numbers run out. Pure but for the engines, of floats and of doubles.
import { engine } from '../../kit.js';
import { lossesAt, lossWith } from '../place.js';

/** @typedef {import('../place.js').Place} Place */
/** @typedef {import('../place.js').Engine} Engine */
/**
 * @typedef {object} Nudge
 * @property {number} from      the parameter
 * @property {number} to        and moved by h, as the engine holds it
 * @property {number} before    the loss
 * @property {number} after
 * @property {number} quotient  (after - before) / h
 * @property {number} gradient
 * @property {{ at: number[], change: number[] }} curve  around the parameter: in units of h, and the loss less `before`
 */

/** h goes from 1 down to ten to this power, in so many steps each. */
export const LEAST = -12;
export const STEPS = 4;

/** How far the curve is drawn to both sides, in units of h. */
export const REACH = [-0.6, 1.6];
const POINTS = 161;

/** @param {number} exponent */
export const nudgeBy = (exponent) => 10 ** exponent;

/**
 * @param {Place} place
 * @param {string} name  of the parameter
 * @param {number} h
 * @param {Engine} [by]
 * @returns {Nudge}
 */
export function nudgeAt(place, name, h, by = engine) {
  const from = held(place.params[name], by);
  const units = Array.from(
    { length: POINTS },
    (_, i) => REACH[0] + ((REACH[1] - REACH[0]) * i) / (POINTS - 1),
  );
  const [before, after, ...around] = lossesAt(
    place,
    { [name]: [from, from + h, ...units.map((unit) => from + unit * h)] },
    by,
  );
  return {
    from,
    to: held(from + h, by),
    before,
    after,
    quotient: (after - before) / h,
    gradient: gradientAt(place, name, by),
    curve: { at: units, change: around.map((loss) => loss - before) },
  };
}

/** A number as the engine's elements hold it. @param {number} value @param {Engine} by */
const held = (value, by) => by.tensor(value).item();

/**
 * @param {Place} place
 * @param {string} name
 * @param {Engine} by
 */
function gradientAt(place, name, by) {
  const leaf = by.tensor(place.params[name], { requiresGrad: true });
  const loss = lossWith(place, { [name]: leaf }, by);
  if (!loss.requiresGrad) return 0;
  loss.backward();
  return leaf.grad?.item() ?? 0;
}

/**
 * How far the quotient is off, for each h of the slider.
 * @param {Place} place
 * @param {string} name
 * @param {Engine} [by]
 * @returns {{ exponents: number[], errors: number[] }}
 */
export function errorsOf(place, name, by = engine) {
  const exponents = Array.from({ length: -LEAST * STEPS + 1 }, (_, i) => LEAST + i / STEPS);
  const from = held(place.params[name], by);
  const points = exponents.map((exponent) => from + nudgeBy(exponent));
  const [before, ...after] = lossesAt(place, { [name]: [from, ...points] }, by);
  const gradient = gradientAt(place, name, by);
  const errors = after.map((loss, i) =>
    Math.abs((loss - before) / nudgeBy(exponents[i]) - gradient),
  );
  return { exponents, errors };
}
