// The formulas that ops show are those that run: value and derivative, computed from the text in doubles, agree with
// the engine, and the derivative with the slope of the value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ops, tensor } from '../../web/lib/index.js';
import { readOracle } from './expected.js';
import { formula } from './formula.js';

/** @typedef {import('../../web/lib/index.js').Op} Op */
/** @typedef {NonNullable<import('./expected.js').Case['attrs']>} Attrs */

/** Floats, away from kinks, on both sides of 0. */
const POINTS = [-7.23, -1.31, -0.83, -0.41, -0.12, 0.29, 0.71, 1.91, 3.13, 8.62].map(Math.fround);
/** Where formulas have kinks, poles and ends. */
const EDGES = [0, 1, -1, 2, -2, 0.5, Infinity, -Infinity, Number.NaN];

const LETTERS = { 1: ['x'], 2: ['a', 'b'], 3: ['a', 'b', 'c'] };

/** @param {Op} op */
function lettersOf(op) {
  return LETTERS[/** @type {1 | 2 | 3} */ (op.inputs)];
}

/** @param {Op} op  its first operand is a bool */
const hasCondition = (op) => op.kind === 'ternary';

/**
 * Every way to fill in an op's operands.
 * @param {Op} op
 * @param {number[]} numbers
 */
function operandsFrom(op, numbers) {
  /** @type {number[][]} */
  let all = [[]];
  for (let k = 0; k < op.inputs; k++) {
    const choice = k === 0 && hasCondition(op) ? [0, 1] : numbers;
    all = all.flatMap((some) => choice.map((n) => [...some, n]));
  }
  return all;
}

/**
 * The points, for later operands a little farther from 0, so that no quotient is an integer.
 * @param {Op} op
 */
function pointsFor(op) {
  return operandsFrom(op, POINTS).map((operands) =>
    operands.map((n, k) => Math.fround(n * (1 + k / 16))),
  );
}

/**
 * What the texts say, in doubles, for an upstream of 1; a condition has no slope.
 * @param {Op} op
 * @param {number[]} operands
 * @param {Attrs} attrs
 */
function fromTexts(op, operands, attrs) {
  const defaults = op.attrs.map(({ name, fallback }) => [name, fallback]);
  const letters = lettersOf(op).map((letter, k) => [letter, operands[k]]);
  const given = { ...Object.fromEntries([...defaults, ...letters]), ...choices(op, attrs) };
  const y = formula(op.value)(given);
  const slopes = op.vjp.map((text) => (text ? formula(text)({ ...given, y, g: 1 }) : undefined));
  return { y, slopes };
}

/**
 * Attributes as formulas read them: of a choice, which word.
 * @param {Op} op
 * @param {Attrs} attrs
 */
function choices(op, attrs) {
  const numbers = Object.entries(attrs).map(([name, value]) => {
    const { kind } = op.attrs.find((attr) => attr.name === name) ?? { kind: '' };
    return [name, typeof value === 'string' ? kind.split('|').indexOf(value) : value];
  });
  return Object.fromEntries(numbers);
}

/**
 * What the engine computes.
 * @param {Op} op
 * @param {number[]} operands
 * @param {Attrs} attrs
 */
function fromEngine(op, operands, attrs) {
  /** @type {any[]} */
  const inputs = operands.map((n, k) =>
    k === 0 && hasCondition(op) ? tensor(n !== 0) : tensor(n, { requiresGrad: true }),
  );
  const [self, ...others] = hasCondition(op) ? [inputs[1], inputs[0], inputs[2]] : inputs;
  const result = self[op.name](...others, ...(op.attrs.length ? [attrs] : []));
  if (result.requiresGrad) result.backward();
  return { y: result.item(), slopes: inputs.map((t) => t.grad?.item()) };
}

/**
 * The slope of the shown value along one operand, by central differences in doubles.
 * @param {Op} op
 * @param {number[]} operands
 * @param {Attrs} attrs
 * @param {number} slot
 */
function numericSlope(op, operands, attrs, slot) {
  const h = 1e-5 * Math.max(1, Math.abs(operands[slot]));
  const [above, below] = [h, -h].map((d) => operands.map((n, k) => (k === slot ? n + d : n)));
  return (fromTexts(op, above, attrs).y - fromTexts(op, below, attrs).y) / (2 * h);
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

/**
 * Each set of attributes with which the op is compared with PyTorch.
 * @param {Op} op
 * @returns {Attrs[]}
 */
function attributesOf(op) {
  /** @type {import('./expected.js').CaseFile} */
  const { cases } = readOracle(`ops/${op.name}.json`);
  // clamp has cases with tensors as bounds, too, which are other ops.
  const own = cases.filter(({ inputs }) => inputs.length <= op.inputs);
  const texts = new Set(own.map(({ attrs }) => JSON.stringify(attrs ?? {})));
  return [...texts].map((text) => JSON.parse(text));
}

/**
 * Text and engine at some operands; the slopes of the text where there are any.
 * @param {Op} op
 * @param {number[]} operands
 * @param {Attrs} attrs
 */
function compare(op, operands, attrs) {
  const where = `${op.name} at ${operands} ${JSON.stringify(attrs)}`;
  const [shown, run] = [fromTexts(op, operands, attrs), fromEngine(op, operands, attrs)];
  assertNear(run.y, shown.y, 2e-6, `${where}: value`);
  for (const [slot, slope] of shown.slopes.entries()) {
    if (slope !== undefined)
      assertNear(run.slopes[slot], slope, 2e-6, `${where}: gradient ${slot}`);
  }
  return { where, slopes: shown.slopes };
}

/**
 * How many slopes agree with the differences of values.
 * @param {Op} op
 * @param {number[]} operands
 * @param {Attrs} attrs
 */
function compareSlopes(op, operands, attrs) {
  let count = 0;
  const { where, slopes } = compare(op, operands, attrs);
  for (const [slot, slope] of slopes.entries()) {
    const numeric = slope === undefined ? Number.NaN : numericSlope(op, operands, attrs, slot);
    if (!Number.isFinite(numeric)) continue;
    assertNear(slope, numeric, 1e-6, `${where}: slope ${slot}`);
    count++;
  }
  return count;
}

for (const op of ops.filter(({ kind }) => ['unary', 'binary', 'ternary'].includes(kind))) {
  test(`${op.name}: ${[op.value, ...op.vjp].join(' and ')}`, () => {
    assert([0, op.inputs].includes(op.vjp.length));
    for (const attrs of attributesOf(op)) {
      const counts = pointsFor(op).map((operands) => compareSlopes(op, operands, attrs));
      const slopes = counts.reduce((sum, count) => sum + count);
      if (op.vjp.length) assert(slopes >= POINTS.length / 2, 'too few slopes were compared');
    }
  });

  test(`${op.name}: the formulas hold at the edges, too`, () => {
    for (const attrs of attributesOf(op)) {
      for (const operands of operandsFrom(op, EDGES)) compare(op, operands, attrs);
    }
  });
}

test('ops that are not elementwise show formulas as well', () => {
  for (const { name, value, vjp, inputs } of ops) {
    assert(value, name);
    assert(vjp.length <= inputs, name);
  }
});
