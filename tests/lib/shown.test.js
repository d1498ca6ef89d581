// The formulas that ops show are those that run: value and derivative, computed from the text in doubles, agree with
// the engine, and the derivative with the slope of the value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ops, tensor } from '../../web/lib/index.js';
import { formula } from './formula.js';

/** @typedef {import('../../web/lib/index.js').Op} Op */

/** Floats, away from kinks, on both sides of 0. */
const POINTS = [-7.23, -1.31, -0.83, -0.41, -0.12, 0.29, 0.71, 1.91, 3.13, 8.62].map(Math.fround);
/** Where formulas have kinks, poles and ends. */
const EDGES = [0, 1, -1, 2, -2, 0.5, Infinity, -Infinity, Number.NaN];

const LETTERS = { 1: ['x'], 2: ['a', 'b'], 3: ['a', 'b', 'c'] };

/** @param {Op} op */
function lettersOf(op) {
  return LETTERS[/** @type {1 | 2 | 3} */ (op.inputs)];
}

/**
 * Every way to fill in an op's operands.
 * @param {Op} op
 * @param {number[]} numbers
 */
function operandsFrom(op, numbers) {
  /** @type {number[][]} */
  let all = [[]];
  for (let k = 0; k < op.inputs; k++) all = all.flatMap((some) => numbers.map((n) => [...some, n]));
  return all;
}

/**
 * What the texts say, in doubles, for an upstream of 1.
 * @param {Op} op
 * @param {number[]} operands
 */
function fromTexts(op, operands) {
  const attrs = op.attrs.map(({ name, fallback }) => [name, fallback]);
  const letters = lettersOf(op).map((letter, k) => [letter, operands[k]]);
  const given = Object.fromEntries([...attrs, ...letters]);
  const y = formula(op.value)(given);
  return { y, slopes: op.vjp.map((text) => formula(text)({ ...given, y, g: 1 })) };
}

/**
 * What the engine computes.
 * @param {Op} op
 * @param {number[]} operands
 */
function fromEngine(op, operands) {
  const [first, ...others] = operands.map((n) => tensor(n, { requiresGrad: true }));
  const result = /** @type {any} */ (first)[op.name](...others);
  result.backward();
  return { y: result.item(), slopes: [first, ...others].map((t) => t.grad?.item()) };
}

/**
 * The slope of the shown value along one operand, by central differences in doubles.
 * @param {Op} op
 * @param {number[]} operands
 * @param {number} slot
 */
function numericSlope(op, operands, slot) {
  const h = 1e-5 * Math.max(1, Math.abs(operands[slot]));
  const [above, below] = [h, -h].map((d) => operands.map((n, k) => (k === slot ? n + d : n)));
  return (fromTexts(op, above).y - fromTexts(op, below).y) / (2 * h);
}

/**
 * @param {number | undefined} got
 * @param {number} want
 * @param {number} within
 * @param {string} what
 */
function assertNear(got, want, within, what) {
  const exact = Object.is(got, want) || got === want;
  const near = Math.abs((got ?? Number.NaN) - want) <= within * Math.max(1, Math.abs(want));
  assert(exact || (Number.isFinite(want) && near), `${what}: ${got}, but should be ${want}`);
}

for (const op of ops.filter(({ kind }) => kind === 'unary' || kind === 'binary')) {
  test(`${op.name}: ${op.value} and ${op.vjp.join(' and ')}`, () => {
    assert.equal(op.vjp.length, op.inputs);
    let slopes = 0;
    for (const operands of operandsFrom(op, POINTS)) {
      const where = `${op.name} at ${operands}`;
      const [shown, run] = [fromTexts(op, operands), fromEngine(op, operands)];
      assertNear(run.y, shown.y, 2e-6, `${where}: value`);
      for (const [slot, slope] of shown.slopes.entries()) {
        assertNear(run.slopes[slot], slope, 2e-6, `${where}: gradient ${slot}`);
        const numeric = numericSlope(op, operands, slot);
        if (!Number.isFinite(numeric)) continue;
        assertNear(slope, numeric, 1e-6, `${where}: slope ${slot}`);
        slopes++;
      }
    }
    assert(slopes >= POINTS.length / 2, 'too few slopes were compared');
  });

  test(`${op.name}: the formulas hold at the edges, too`, () => {
    for (const operands of operandsFrom(op, EDGES)) {
      const [shown, run] = [fromTexts(op, operands), fromEngine(op, operands)];
      assertNear(run.y, shown.y, 2e-6, `${op.name} at ${operands}: value`);
      for (const [slot, slope] of shown.slopes.entries()) {
        assertNear(run.slopes[slot], slope, 2e-6, `${op.name} at ${operands}: gradient ${slot}`);
      }
    }
  });
}

test('ops that are not elementwise show formulas as well', () => {
  for (const { name, value, vjp, inputs, doc, torch } of ops) {
    assert(value && doc.endsWith('.') && torch.startsWith('torch.'), name);
    assert.equal(vjp.length, inputs);
  }
});
