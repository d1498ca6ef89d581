// The lesson, by hand and as its program: every number of it equals PyTorch's float32.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noGrad, tensor } from '../../web/lib/index.js';
import { readOracle } from './expected.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @type {import('./expected.js').Seed} */
const seed = readOracle('seed.json');

const SAMPLES = [
  [1, 2],
  [2, 4],
  [3, 6],
];

/**
 * @param {Tensor} w
 * @param {number} rate
 */
function update(w, rate) {
  const grad = /** @type {Tensor} */ (w.grad);
  noGrad(() => w.sub_(grad.mul(rate)));
}

/**
 * Trains as the lesson's program does and notes what it prints.
 * @param {number | number[]} start
 * @param {(w: Tensor) => void} clear  what comes before the next sample
 */
function train(start, clear) {
  const w = tensor(start, { requiresGrad: true });
  /** @type {import('./expected.js').Seed} */
  const run = { grads: [], weights: [], losses: [], prediction: 0 };
  for (let epoch = 0; epoch < 100; epoch++) {
    let loss = w;
    for (const [x, y] of SAMPLES) {
      loss = w.mul(x).sub(y).pow(2);
      loss.backward();
      run.grads.push(/** @type {Tensor} */ (w.grad).item());
      update(w, 0.01);
      run.weights.push(w.item());
      clear(w);
    }
    run.losses.push(loss.item());
  }
  run.prediction = w.mul(4).item();
  return run;
}

test('the two updates worked by hand', () => {
  const w = tensor(1, { requiresGrad: true });
  const shown = [];
  for (let round = 0; round < 3; round++) {
    const prediction = w.mul(2);
    const loss = prediction.sub(4).pow(2);
    shown.push([w, prediction, loss].map((t) => Number(t.item().toPrecision(5))));
    loss.backward();
    const grad = /** @type {Tensor} */ (w.grad);
    shown.push([Number(grad.item().toPrecision(6))]);
    update(w, 0.1);
    w.grad = null;
  }
  assert.deepEqual(shown.slice(0, 5), [
    [1, 2, 4],
    [-8],
    [1.8, 3.6, 0.16],
    [-1.6],
    [1.96, 3.92, 0.0064],
  ]);
});

test('300 gradients, 300 weights, 100 losses and the prediction equal PyTorch to the bit', () => {
  assert.equal(seed.grads.length, 300);
  assert.equal(seed.losses.length, 100);
  assert.deepEqual(
    train([1], (w) => w.grad?.zero_()),
    seed,
  );
});

test('a scalar weight and gradients that are forgotten give the same', () => {
  const forget = (/** @type {Tensor} */ w) => {
    w.grad = null;
  };
  assert.deepEqual(train(1, forget), seed);
});

test('without zeroing, gradients add up', () => {
  const w = tensor(1, { requiresGrad: true });
  w.mul(2).sub(4).pow(2).backward();
  update(w, 0.1);
  w.mul(2).sub(4).pow(2).backward();
  assert.equal(w.grad?.item(), Math.fround(-9.6));
});
