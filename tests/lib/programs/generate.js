// Random programs of tensors as plain data: leaves, and steps whose operands are among what there is by then. They say
// all that whoever runs them needs: shapes, arguments and, of what only moves elements, where each is from.
import fc from 'fast-check';
import { broadcastShape, sizeOf } from '../reference.js';
import { moves, productShape } from './moves.js';

/** @typedef {{ shape: number[], data: number[], requiresGrad: boolean }} Leaf */
/**
 * @typedef {object} Step
 * @property {string} op
 * @property {number[]} in       operands: leaves first, then the results of the steps
 * @property {Record<string, any>} attrs
 * @property {number[]} shape    of the result
 * @property {([number, number] | null)[]} [from]  of 'move': for each element which operand and which of its elements
 */
/** @typedef {{ leaves: Leaf[], steps: Step[] }} Program */
/** @typedef {number[]} Dice */

const MOST = 48;

const BINARY = ['add', 'sub', 'mul', 'maximum', 'minimum', 'where', 'div', 'mse_loss'];
const IN_PLACE = ['add', 'sub', 'mul', 'div'];
/** What an operand goes through first, so that the op is defined there and its result not too large. */
const GUARDS = /** @type {const} */ ({
  log: 'above',
  sqrt: 'above',
  reciprocal: 'above',
  log1p: 'square',
  exp: 'clamp',
  expm1: 'clamp',
  softplus: 'clamp',
  gelu: 'clamp',
  cube: 'clamp',
});
const UNARY = [
  ...Object.keys(GUARDS),
  ...['neg', 'abs', 'relu', 'tanh', 'sigmoid', 'silu', 'sin', 'cos', 'square'],
  ...['clamp', 'add_number', 'mul_number'],
];
const REDUCTIONS = ['sum', 'mean', 'var', 'norm', 'logsumexp', 'amax', 'amin', 'prod', 'max'];
const ALONG = ['cumsum', 'softmax', 'log_softmax'];
const KINDS = [
  BINARY,
  UNARY,
  REDUCTIONS,
  ALONG,
  ['matmul'],
  Object.keys(moves),
  Object.keys(moves),
];
/** Floats, as all constants of the programs. */
const NUMBERS = [0.5, -1.25, 3, -0.75, 2];

/** Steps by their shapes. */
class Builder {
  /** @param {Leaf[]} leaves */
  constructor(leaves) {
    this.shapes = leaves.map(({ shape }) => shape);
    this.requires = leaves.map(({ requiresGrad }) => requiresGrad);
    /** @type {Step[]} */
    this.steps = [];
  }

  /**
   * @param {string} op
   * @param {number[]} operands
   * @param {number[]} shape
   * @param {Record<string, any>} [attrs]
   * @param {([number, number] | null)[]} [from]
   * @returns {number} the result
   */
  push(op, operands, shape, attrs = {}, from = undefined) {
    this.steps.push({ op, in: operands, attrs, shape, ...(from && { from }) });
    this.requires.push(operands.some((operand) => this.requires[operand]));
    return this.shapes.push(shape) - 1;
  }

  /** One of the latest tensors. @param {number} die */
  recent(die) {
    return this.shapes.length - 1 - (die % Math.min(this.shapes.length, 4));
  }

  /**
   * A tensor whose shape fits another's.
   * @param {(shape: number[]) => number[] | null} combine  the shape that comes of both
   * @param {number} die
   */
  partner(combine, die) {
    const all = [...this.shapes.keys()].filter((k) => {
      const shape = combine(this.shapes[k]);
      return shape !== null && sizeOf(shape) <= MOST;
    });
    return all.length ? all[die % all.length] : null;
  }

  /** @param {string} op @param {number} a @param {Dice} dice */
  binary(op, a, [p, q]) {
    const shape = this.shapes[a];
    const same = (/** @type {number[]} */ other) =>
      String(other) === String(shape) ? shape : null;
    const fit = op === 'mse_loss' ? same : (/** @type {number[]} */ s) => broadcastShape(shape, s);
    let b = this.partner(fit, p) ?? a;
    if (op === 'div') {
      b = this.push('square', [b], this.shapes[b]);
      b = this.push('add_number', [b], this.shapes[b], { number: 1 });
    }
    if (op === 'mse_loss') return this.push(op, [a, b], []);
    const result = /** @type {number[]} */ (broadcastShape(shape, this.shapes[b]));
    const inplace = IN_PLACE.includes(op) && q % 4 === 0 && String(result) === String(shape);
    return this.push(op, [a, b], result, { inplace });
  }

  /** @param {string} op @param {number} a @param {Dice} dice */
  unary(op, a, [p, q]) {
    const shape = this.shapes[a];
    const guard = GUARDS[/** @type {keyof typeof GUARDS} */ (op)];
    let x = a;
    if (guard === 'clamp') x = this.push('clamp', [a], shape, { number: 3 });
    if (guard === 'above' || guard === 'square') x = this.push('square', [a], shape);
    if (guard === 'above') x = this.push('add_number', [x], shape, { number: 0.5 });
    const number = op === 'clamp' ? 1.5 : NUMBERS[p % NUMBERS.length];
    return this.push(op, [x], shape, { number, inplace: q % 4 === 0 });
  }

  /** @param {string} op @param {number} a @param {Dice} dice */
  reduction(op, a, [p, q]) {
    const shape = this.shapes[a];
    if (shape.length === 0) return this.unary('tanh', a, [p, q]);
    const single = op === 'prod' || op === 'max';
    const mask = 1 + (p % (2 ** shape.length - 1));
    const some = shape.map((_, d) => d).filter((d) => (mask >> d) & 1);
    const dims = single ? some.slice(0, 1) : some;
    const keepdim = q % 2 === 0;
    const length = dims.reduce((count, d) => count * shape[d], 1);
    const kept = shape.map((size, d) => (dims.includes(d) ? 1 : size));
    const result = keepdim ? kept : shape.filter((_, d) => !dims.includes(d));
    return this.push(op, [a], result, { dims, keepdim, correction: length > 1 ? (q % 3) % 2 : 0 });
  }

  /** @param {string} op @param {number} a @param {Dice} dice */
  along(op, a, [p, q]) {
    const shape = this.shapes[a];
    if (shape.length === 0) return this.unary('sin', a, [p, q]);
    return this.push(op, [a], shape, { dim: p % shape.length });
  }

  /** @param {number} a @param {Dice} dice */
  matmul(a, [p]) {
    let b = this.partner((shape) => productShape(this.shapes[a], shape), p);
    if (b === null && this.shapes[a].length > 1) b = this.move('transpose', a, [0, 1, 0]);
    const shape = b === null ? null : productShape(this.shapes[a], this.shapes[b]);
    return shape && b !== null ? this.push('matmul', [a, b], shape) : a;
  }

  /** @param {string} kind @param {number} a @param {Dice} dice */
  move(kind, a, dice) {
    const planned = moves[kind](this.shapes[a], dice, MOST);
    if (!planned) return a;
    const { shape, attrs, at } = planned;
    const operands = planned.twice ? [a, a] : [a];
    const from = Array.from({ length: sizeOf(shape) }, (_, k) => at(k));
    return this.push('move', operands, shape, { kind, ...attrs }, from);
  }

  /** @param {Dice} dice */
  step([kind, which, operand, ...dice]) {
    const ops = KINDS[kind % KINDS.length];
    const op = ops[which % ops.length];
    const a = this.recent(operand);
    if (ops === BINARY) this.binary(op, a, dice);
    else if (ops === UNARY) this.unary(op, a, dice);
    else if (ops === REDUCTIONS) this.reduction(op, a, dice);
    else if (ops === ALONG) this.along(op, a, dice);
    else if (op === 'matmul') this.matmul(a, dice);
    else this.move(op, a, dice);
  }
}

const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }).map((n) => n / 4),
  // Without -0, which JSON does not keep.
  fc.double({ min: -2, max: 2, noNaN: true }).map((x) => Math.fround(x) || 0),
);

/** @type {fc.Arbitrary<Leaf>} */
const leaf = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }).chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    data: fc.array(number, { minLength: sizeOf(shape), maxLength: sizeOf(shape) }),
    requiresGrad: fc.constantFrom(true, true, false),
  }),
);

/** @type {fc.Arbitrary<Program>} */
export const programs = fc
  .record({
    leaves: fc.array(leaf, { minLength: 1, maxLength: 3 }),
    dice: fc.array(fc.array(fc.nat(5039), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 8,
    }),
  })
  .map(({ leaves: [first, ...others], dice }) => {
    const leaves = [{ ...first, requiresGrad: true }, ...others];
    const builder = new Builder(leaves);
    for (const each of dice) builder.step(each);
    // The last result is where backward starts.
    const end = builder.requires.lastIndexOf(true) + 1 - leaves.length;
    return { leaves, steps: builder.steps.slice(0, Math.max(0, end)) };
  })
  .filter(({ steps }) => steps.length > 0);

/** The upstream gradient of the last result. @param {Program} program */
export function upstreamOf({ steps }) {
  return Array.from({ length: sizeOf(steps[steps.length - 1].shape) }, (_, k) => 1 + (k % 3) / 2);
}
