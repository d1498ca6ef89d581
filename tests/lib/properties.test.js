// Random expressions of whole numbers, with broadcasting, fan-out and flushes, against a small reverse mode of the tests'
// own; programs.test.js has those that round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tensor } from '../../web/lib/index.js';
import { nest } from '../../web/lib/nested.js';
import { binary, broadcastShape, Reference, sizeOf, sumOver, unary } from './reference.js';
import { nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @typedef {{ engine: Tensor, reference: Reference }} Pair */
/** @typedef {{ op: string, a: number, b: number }} Step     operands are picked among what there is by then */
/** @typedef {{ leaves: { shape: number[], data: number[] }[], steps: Step[], flushes: boolean[] }} Program */

/** Ops whose results are whole numbers for whole numbers. @type {Record<string, (a: Pair, b: Pair) => Pair>} */
const EXACT = {
  add: (a, b) =>
    both(
      a,
      b,
      'add',
      (x, y) => x + y,
      () => [1, 1],
    ),
  sub: (a, b) =>
    both(
      a,
      b,
      'sub',
      (x, y) => x - y,
      () => [1, -1],
    ),
  mul: (a, b) =>
    both(
      a,
      b,
      'mul',
      (x, y) => x * y,
      (x, y) => [y, x],
    ),
  neg: (a) =>
    one(
      a,
      'neg',
      (x) => -x,
      () => -1,
    ),
  relu: (a) =>
    one(
      a,
      'relu',
      (x) => Math.max(x, 0),
      (x) => Number(x > 0),
    ),
  abs: (a) => one(a, 'abs', Math.abs, Math.sign),
  sum: (a, { reference }) => reduced(a, reference.data.length),
};

/**
 * @param {Pair} a
 * @param {Pair} b
 * @param {'add' | 'sub' | 'mul'} op
 * @param {(x: number, y: number) => number} value
 * @param {(x: number, y: number) => [number, number]} slopes
 */
function both(a, b, op, value, slopes) {
  const reference = binary(a.reference, b.reference, value, slopes);
  return { engine: a.engine[op](b.engine), reference };
}

/**
 * @param {Pair} a
 * @param {'neg' | 'relu' | 'abs'} op
 * @param {(x: number) => number} value
 * @param {(x: number) => number} slope
 */
function one(a, op, value, slope) {
  return { engine: a.engine[op](), reference: unary(a.reference, value, slope) };
}

/**
 * @param {Pair} a
 * @param {number} number  picks the dim
 */
function reduced({ engine, reference }, number) {
  const { length } = reference.shape;
  if (length === 0) return { engine: engine.sum(), reference: sumOver(reference, 0) };
  const dim = number % length;
  return { engine: engine.sum(dim, true), reference: sumOver(reference, dim) };
}

/** Sizes 1 and 2 only: any two of these shapes fit. */
const shapes = fc.array(fc.constantFrom(1, 2), { maxLength: 3 });

/**
 * @param {fc.Arbitrary<number>} numbers
 * @param {string[]} ops
 * @returns {fc.Arbitrary<Program>}
 */
function programs(numbers, ops) {
  const filled = (/** @type {number[]} */ shape) =>
    fc.array(numbers, { minLength: sizeOf(shape), maxLength: sizeOf(shape) });
  const leaf = shapes.chain((shape) =>
    fc.record({ shape: fc.constant(shape), data: filled(shape) }),
  );
  const step = fc.record({ op: fc.constantFrom(...ops), a: fc.nat(20), b: fc.nat(20) });
  return fc.record({
    leaves: fc.array(leaf, { minLength: 1, maxLength: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 8 }),
    flushes: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
  });
}

/**
 * @param {Program} program
 * @param {Record<string, (a: Pair, b: Pair) => Pair>} ops
 */
function run({ leaves, steps, flushes }, ops) {
  /** @type {Pair[]} */
  const pairs = leaves.map(({ shape, data }) => ({
    engine: tensor(nest(data, shape), { requiresGrad: true }),
    reference: new Reference(shape, data),
  }));
  for (const [k, { op, a, b }] of steps.entries()) {
    if (flushes[k]) nextStep();
    pairs.push(ops[op](pairs[a % pairs.length], pairs[b % pairs.length]));
  }
  return { all: pairs, leaves: pairs.slice(0, leaves.length) };
}

/** @param {Pair} pair */
function backward({ engine, reference }) {
  const upstream = reference.data.map((_, k) => k + 1);
  engine.backward(tensor(nest(upstream, reference.shape)), { retainGraph: true });
  reference.backward(upstream);
}

/**
 * Compares all values, and the leaves' gradients.
 * @param {{ all: Pair[], leaves: Pair[] }} pairs
 * @param {(got: number, want: number) => boolean} equal
 */
function compare({ all, leaves }, equal) {
  for (const { engine, reference } of all) {
    assert.deepEqual(engine.shape, reference.shape);
    const { data } = engine;
    assert(
      reference.data.every((want, k) => equal(data[k], want)),
      'a value differs',
    );
  }
  for (const { engine, reference } of leaves) {
    const grad = engine.grad?.data ?? reference.data.map(() => 0);
    const same = reference.grad.every((want, k) => equal(grad[k], want));
    assert(same, `gradient ${[...grad]}, but should be ${reference.grad}`);
  }
}

/** @param {Pair[]} pairs  floats are exact up to 2^24 */
function stayWhole(pairs) {
  return pairs.every(({ reference: { data, grad } }) =>
    [...data, ...grad].every((value) => Math.abs(value) < 2 ** 20),
  );
}

test('whole numbers: every value and gradient is exact, over fan-out, broadcasting and flushes', () => {
  const property = fc.property(
    programs(fc.integer({ min: -3, max: 3 }), Object.keys(EXACT)),
    (program) => {
      const pairs = run(program, EXACT);
      backward(/** @type {Pair} */ (pairs.all.at(-1)));
      fc.pre(stayWhole(pairs.all));
      compare(pairs, (got, want) => got === want);
    },
  );
  fc.assert(property, { numRuns: 1000 });
});

test('gradients of several losses add up, with a flush between them', () => {
  const property = fc.property(
    programs(fc.integer({ min: -3, max: 3 }), Object.keys(EXACT)),
    (program) => {
      const pairs = run(program, EXACT);
      const results = pairs.all.slice(pairs.leaves.length);
      for (const [k, result] of results.entries()) {
        backward(result);
        if (program.flushes[k]) nextStep();
      }
      fc.pre(stayWhole(pairs.all));
      compare(pairs, (got, want) => got === want);
    },
  );
  fc.assert(property, { numRuns: 500 });
});

test('two shapes broadcast to the shape that the rule says, or are refused', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 });
  const property = fc.property(shape, shape, (a, b) => {
    const [x, y] = [a, b].map((sizes) => tensor(nest(Array(sizeOf(sizes)).fill(1), sizes)));
    const expected = broadcastShape(a, b);
    if (expected) assert.deepEqual(x.add(y).shape, expected);
    else assert.throws(() => x.add(y), { name: 'ShapeError', message: /^The size of tensor a/ });
  });
  fc.assert(property, { numRuns: 500 });
});
