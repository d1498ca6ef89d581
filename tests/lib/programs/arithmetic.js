// Numbers with a bound of their error: a running error analysis (Wilkinson; Higham, Accuracy and Stability of Numerical
// Algorithms, section 3.3). `v` is computed in doubles; whoever computes the same in floats of the unit roundoff `unit`,
// in any order of summing, is at most `e` from it.

/** @typedef {{ v: number, e: number }} Bounded */

/** Two numbers are too near to say which one is larger, so that it is open on which side of a kink they are. */
export class Undecided extends Error {}

/** How far an elementwise function may be off, in units in the last place. */
const ULPS = 4;
/** What is lost below the smallest normal number. */
const TINY = 2 ** -140;

/** @param {number} unit  2^-24 of floats, 2^-53 of doubles */
export function arithmetic(unit) {
  /**
   * @param {number} v
   * @param {number} e     of what it is made of
   * @param {number} [ulps]  which its own rounding may be off
   * @returns {Bounded}
   */
  const rounded = (v, e, ulps = 0.5) => {
    if (!(Math.abs(v) + e < 1e18)) throw new Undecided('it is too large');
    return { v, e: e + 2 * ulps * unit * (Math.abs(v) + e) + TINY };
  };
  /** @param {number} v @returns {Bounded} */
  const exact = (v) => ({ v, e: 0 });
  /** @param {Bounded} a @returns {Bounded} */
  const neg = (a) => ({ v: -a.v, e: a.e });
  /** @param {Bounded} a @param {Bounded} b */
  const add = (a, b) => rounded(a.v + b.v, a.e + b.e);
  /** @param {Bounded} a @param {Bounded} b */
  const sub = (a, b) => add(a, neg(b));
  /** @param {Bounded} a @param {Bounded} b */
  const mul = (a, b) => rounded(a.v * b.v, Math.abs(a.v) * b.e + Math.abs(b.v) * a.e + a.e * b.e);
  /** @param {Bounded} a @param {Bounded} b */
  const div = (a, b) => {
    const least = Math.abs(b.v) - b.e;
    if (!(least > 0)) throw new Undecided('it may divide by 0');
    return rounded(a.v / b.v, (a.e + Math.abs(a.v / b.v) * b.e) / least);
  };
  /**
   * In any order, of which each partial sum is rounded.
   * @param {Bounded[]} terms
   */
  const sum = (terms) => {
    const v = terms.reduce((total, term) => total + term.v, 0);
    const e = terms.reduce((total, term) => total + term.e, 0);
    const size = terms.reduce((total, term) => total + Math.abs(term.v) + term.e, 0);
    return rounded(v, e + terms.length * unit * size);
  };
  /**
   * A function that only rises or only falls around x.
   * @param {(x: number) => number} f
   * @param {Bounded} x
   */
  const monotone = (f, { v, e }) => {
    const ends = [f(v - e), f(v + e)].map((end) => Math.abs(end - f(v)));
    return rounded(f(v), Math.max(...ends), ULPS);
  };
  /**
   * A function whose slope is at most `steepest`.
   * @param {(x: number) => number} f
   * @param {Bounded} x
   * @param {number} steepest
   */
  const lipschitz = (f, { v, e }, steepest) => rounded(f(v), steepest * e, ULPS);
  /**
   * The sign of a - b, where it is certain.
   * @param {Bounded} a
   * @param {Bounded} b
   */
  const compare = (a, b) => {
    if (a.e + b.e > 0 && !(Math.abs(a.v - b.v) > a.e + b.e)) throw new Undecided('it is a tie');
    return Math.sign(a.v - b.v);
  };
  /** @param {Bounded} x */
  const exp = (x) => monotone(Math.exp, x);
  /** @param {Bounded} x */
  const log = (x) => monotone(Math.log, x);
  return { exact, rounded, neg, add, sub, mul, div, sum, monotone, lipschitz, compare, exp, log };
}

/** @typedef {ReturnType<typeof arithmetic>} Arithmetic */
