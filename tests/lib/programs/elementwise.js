// The reference's elementwise ops. Gradients are computed by PyTorch's formulas, whose roundings are what is bounded.
import { binary, unary } from './nodes.js';

/** @typedef {import('./arithmetic.js').Bounded} Bounded */
/** @typedef {import('./nodes.js').Op} Op */

const SQRT2 = Math.sqrt(2);
const logistic = (/** @type {number} */ x) => 1 / (1 + Math.exp(-x));
/** Of the normal distribution, by its series, which is as exact as doubles are for what is small. */
function normal(/** @type {number} */ x) {
  let [term, total] = [x, x];
  for (let n = 1; n < 200; n++) {
    term *= -(x * x) / (2 * n);
    total += term / (2 * n + 1);
  }
  return 0.5 + total / Math.sqrt(2 * Math.PI);
}

/**
 * For one unit roundoff.
 * @param {import('./arithmetic.js').Arithmetic} numbers
 */
export function elementwise(numbers) {
  const { exact, rounded, neg, add, sub, mul, div, monotone, lipschitz, compare, exp, log } =
    numbers;
  const [ZERO, ONE, TWO] = [0, 1, 2].map(exact);
  /** @param {Bounded} x */
  const sigmoid = (x) => monotone(logistic, x);

  /** @param {Bounded} g @param {Bounded} x */
  const signed = (g, x) => {
    const sign = compare(x, ZERO);
    return sign === 0 ? ZERO : sign > 0 ? g : neg(g);
  };

  /** Equals share the gradient. @param {1 | -1} sign @returns {(g: Bounded, a: Bounded, b: Bounded) => [Bounded, Bounded]} */
  function halves(sign) {
    return (g, a, b) => {
      const order = sign * compare(a, b);
      const half = mul(g, exact(0.5));
      return order === 0 ? [half, half] : order > 0 ? [g, ZERO] : [ZERO, g];
    };
  }

  /** @type {Record<string, Op>} */
  const ops = {
    add: ([a, b]) => binary(a, b, add, (g) => [g, g]),
    sub: ([a, b]) => binary(a, b, sub, (g) => [g, neg(g)]),
    mul: ([a, b]) => binary(a, b, mul, (g, x, y) => [mul(g, y), mul(g, x)]),
    // -g * ((a / b) / b), as PyTorch.
    div: ([a, b]) => binary(a, b, div, (g, _x, y, q) => [div(g, y), neg(mul(g, div(q, y)))]),
    maximum: ([a, b]) => binary(a, b, (x, y) => (compare(x, y) < 0 ? y : x), halves(1)),
    minimum: ([a, b]) => binary(a, b, (x, y) => (compare(x, y) > 0 ? y : x), halves(-1)),
    where: ([a, b]) =>
      binary(
        a,
        b,
        (x, y) => (compare(x, y) > 0 ? x : y),
        (g, x, y) => (compare(x, y) > 0 ? [g, ZERO] : [ZERO, g]),
      ),
    add_number: ([x], { attrs }) =>
      unary(
        x,
        (v) => add(v, exact(attrs.number)),
        (g) => g,
      ),
    mul_number: ([x], { attrs }) =>
      unary(
        x,
        (v) => mul(v, exact(attrs.number)),
        (g) => mul(g, exact(attrs.number)),
      ),
    neg: ([x]) => unary(x, neg, neg),
    abs: ([x]) => unary(x, ({ v, e }) => ({ v: Math.abs(v), e }), signed),
    relu: ([x]) =>
      unary(
        x,
        (v) => (compare(v, ZERO) > 0 ? v : ZERO),
        (g, v) => (compare(v, ZERO) > 0 ? g : ZERO),
      ),
    clamp: ([x], { attrs }) =>
      unary(
        x,
        (v) =>
          compare(v, exact(-attrs.number)) < 0
            ? exact(-attrs.number)
            : compare(v, exact(attrs.number)) > 0
              ? exact(attrs.number)
              : v,
        (g, v) =>
          compare(v, exact(-attrs.number)) > 0 && compare(v, exact(attrs.number)) < 0 ? g : ZERO,
      ),
    square: ([x]) =>
      unary(
        x,
        (v) => mul(v, v),
        (g, v) => mul(g, mul(TWO, v)),
      ),
    cube: ([x]) =>
      unary(
        x,
        (v) => mul(mul(v, v), v),
        (g, v) => mul(g, mul(exact(3), mul(v, v))),
      ),
    exp: ([x]) => unary(x, exp, (g, _, y) => mul(g, y)),
    expm1: ([x]) =>
      unary(
        x,
        (v) => monotone(Math.expm1, v),
        (g, _, y) => mul(g, add(y, ONE)),
      ),
    log: ([x]) => unary(x, log, (g, v) => div(g, v)),
    log1p: ([x]) =>
      unary(
        x,
        (v) => monotone(Math.log1p, v),
        (g, v) => div(g, add(v, ONE)),
      ),
    sqrt: ([x]) =>
      unary(
        x,
        (v) => monotone(Math.sqrt, v),
        (g, _, y) => div(g, mul(TWO, y)),
      ),
    reciprocal: ([x]) =>
      unary(
        x,
        (v) => div(ONE, v),
        (g, _, y) => neg(mul(g, mul(y, y))),
      ),
    sin: ([x]) =>
      unary(
        x,
        (v) => lipschitz(Math.sin, v, 1),
        (g, v) => mul(g, lipschitz(Math.cos, v, 1)),
      ),
    cos: ([x]) =>
      unary(
        x,
        (v) => lipschitz(Math.cos, v, 1),
        (g, v) => neg(mul(g, lipschitz(Math.sin, v, 1))),
      ),
    tanh: ([x]) =>
      unary(
        x,
        (v) => monotone(Math.tanh, v),
        (g, _, y) => mul(g, sub(ONE, mul(y, y))),
      ),
    sigmoid: ([x]) => unary(x, sigmoid, (g, _, y) => mul(g, mul(sub(ONE, y), y))),
    silu: ([x]) =>
      unary(
        x,
        (v) => mul(v, sigmoid(v)),
        (g, v) => {
          const s = sigmoid(v);
          return mul(g, mul(s, add(ONE, mul(v, sub(ONE, s)))));
        },
      ),
    softplus: ([x]) =>
      unary(
        x,
        (v) => monotone(Math.log1p, exp(v)),
        (g, v) => {
          const z = exp(v);
          return div(mul(g, z), add(z, ONE));
        },
      ),
    gelu: ([x]) => {
      /** The share of the normal distribution; 1 + erf is where digits are lost. @param {Bounded} v */
      const cdf = (v) => {
        const { v: p, e } = monotone(normal, v);
        return rounded(p, e, 8 / p);
      };
      return unary(
        x,
        (v) => mul(v, cdf(v)),
        (g, v) => {
          const density = mul(
            exact(1 / (SQRT2 * Math.sqrt(Math.PI))),
            exp(mul(exact(-0.5), mul(v, v))),
          );
          return mul(g, add(cdf(v), mul(v, density)));
        },
      );
    },
  };
  return ops;
}
