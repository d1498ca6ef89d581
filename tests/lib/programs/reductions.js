// The reference's ops along lines of elements, products of matrices and moves. Gradients are computed by PyTorch's
// formulas, whose roundings are what is bounded.
import { productPairs } from './moves.js';
import { along, moved, Node, reduction } from './nodes.js';

/** @typedef {import('./arithmetic.js').Bounded} Bounded */
/** @typedef {import('./nodes.js').Op} Op */

/**
 * For one unit roundoff.
 * @param {import('./arithmetic.js').Arithmetic} numbers
 */
export function reductions(numbers) {
  const { exact, rounded, neg, add, sub, mul, div, sum, monotone, compare, exp, log } = numbers;
  const [ZERO, ONE, TWO] = [0, 1, 2].map(exact);

  /** @param {Bounded[]} line  the largest, with the widest bound, as nobody asks which one it is */
  const top = (line) => ({
    v: Math.max(...line.map(({ v }) => v)),
    e: Math.max(...line.map(({ e }) => e)),
  });
  /** @param {Bounded[]} line */
  const logSumExp = (line) => {
    const most = top(line);
    return add(log(sum(line.map((x) => exp(sub(x, most))))), most);
  };
  /** @param {Bounded[]} line */
  const shares = (line) => {
    const most = top(line);
    const terms = line.map((x) => exp(sub(x, most)));
    const total = sum(terms);
    return terms.map((term) => div(term, total));
  };
  /** @param {Bounded[]} line */
  const meanOf = (line) => div(sum(line), exact(line.length));

  /** The largest share the gradient. @param {Bounded[]} line @param {Bounded} g */
  const equals = (line, g) => {
    const best = line.reduce((a, b) => (compare(b, a) > 0 ? b : a));
    const ties = line.filter((x) => x === best || compare(x, best) === 0).length;
    const share = ties === 1 ? g : div(g, exact(ties));
    return line.map((x) => (x === best || compare(x, best) === 0 ? share : ZERO));
  };

  /** @type {Record<string, Op>} */
  const ops = {
    sum: ([x], step) => reduction(x, step, sum, (g, line) => line.map(() => g)),
    mean: ([x], step) =>
      reduction(x, step, meanOf, (g, line) => line.map(() => div(g, exact(line.length)))),
    prod: ([x], step) =>
      reduction(
        x,
        step,
        (line) => line.reduce(mul, ONE),
        // PyTorch computes (g * y) / x where no x is 0, in which y may have lost all its digits.
        (g, line, y) => {
          const some = line.every(({ v, e }) => Math.abs(v) > e);
          return line.map((x, i) => {
            const { v, e } = line.filter((_, k) => k !== i).reduce(mul, g);
            return rounded(v, Math.max(e, some ? div(mul(g, y), x).e : 0));
          });
        },
      ),
    var: ([x], step) => {
      const { correction } = step.attrs;
      const centred = (/** @type {Bounded[]} */ line) => {
        const mean = meanOf(line);
        return line.map((v) => sub(v, mean));
      };
      return reduction(
        x,
        step,
        (line) => {
          const { v, e } = sum(centred(line).map((d) => mul(d, d)));
          return div(rounded(v, e, line.length), exact(line.length - correction));
        },
        (g, line) =>
          centred(line).map((d) => mul(mul(div(TWO, exact(line.length - correction)), g), d)),
      );
    },
    norm: ([x], step) =>
      reduction(
        x,
        step,
        (line) => monotone(Math.sqrt, sum(line.map((v) => mul(v, v)))),
        (g, line, y) => line.map((v) => (y.v === 0 ? ZERO : mul(g, div(v, y)))),
      ),
    logsumexp: ([x], step) =>
      reduction(x, step, logSumExp, (g, line, y) => line.map((v) => mul(g, exp(sub(v, y))))),
    amax: ([x], step) =>
      reduction(
        x,
        step,
        (line) => line.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
        (g, line) => equals(line, g),
      ),
    amin: ([x], step) =>
      reduction(
        x,
        step,
        (line) => line.reduce((a, b) => (compare(b, a) < 0 ? b : a)),
        (g, line) => equals(line.map(neg), g),
      ),
    // The first of equals takes the gradient.
    max: ([x], step) =>
      reduction(
        x,
        step,
        (line) => line.reduce((a, b) => (compare(b, a) > 0 ? b : a)),
        (g, line) => {
          const best = line.reduce((a, b) => (compare(b, a) > 0 ? b : a));
          const first = line.findIndex((v) => v === best || compare(v, best) === 0);
          return line.map((_, i) => (i === first ? g : ZERO));
        },
      ),
    cumsum: ([x], { attrs }) =>
      along(
        x,
        attrs.dim,
        (line) => line.map((_, i) => sum(line.slice(0, i + 1))),
        (g) => g.map((_, i) => sum(g.slice(i))),
      ),
    softmax: ([x], { attrs }) =>
      along(x, attrs.dim, shares, (g, _, y) => {
        const total = sum(g.map((each, i) => mul(each, y[i])));
        return g.map((each, i) => mul(y[i], sub(each, total)));
      }),
    log_softmax: ([x], { attrs }) =>
      along(
        x,
        attrs.dim,
        (line) => {
          const most = top(line);
          const total = log(sum(line.map((v) => exp(sub(v, most)))));
          return line.map((v) => sub(sub(v, most), total));
        },
        (g, _, y) => {
          const total = sum(g);
          return g.map((each, i) => sub(each, mul(exp(y[i]), total)));
        },
      ),
    matmul: ([a, b], { shape }) => {
      const pairs = productPairs(a.shape, b.shape);
      const data = pairs.map((list) => sum(list.map(([i, j]) => mul(a.data[i], b.data[j]))));
      return new Node(shape, data, (grad) => {
        for (const [k, list] of pairs.entries()) {
          for (const [i, j] of list) {
            a.parts[i].push(mul(grad[k], b.data[j]));
            b.parts[j].push(mul(grad[k], a.data[i]));
          }
        }
      });
    },
    mse_loss: ([a, b]) => {
      const count = exact(a.data.length);
      const differences = a.data.map((x, k) => sub(x, b.data[k]));
      const value = div(sum(differences.map((d) => mul(d, d))), count);
      return new Node([], [value], ([g]) => {
        for (const [k, d] of differences.entries()) {
          const part = mul(mul(div(TWO, count), d), g);
          a.parts[k].push(part);
          b.parts[k].push(neg(part));
        }
      });
    },
    move: (inputs, { shape, from }) =>
      moved(inputs, shape, /** @type {([number, number] | null)[]} */ (from)),
  };
  return ops;
}
