// Three networks as a user writes them, trained until they have learned their task: a perceptron, one with convolutions
// and a recurrent one. Their losses are PyTorch's for the same seed (tests/oracle/networks.py).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arange,
  manualSeed,
  nn,
  optim,
  randint,
  randn,
  stack,
  zeros,
} from '../../web/lib/index.js';
import { networks } from './networks.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
const { examples } = networks;

/**
 * @param {optim.Optimizer} optimizer
 * @param {number} steps
 * @param {() => Tensor} compute
 */
function train(optimizer, steps, compute) {
  return Array.from({ length: steps }, () => {
    optimizer.zeroGrad();
    const loss = compute();
    loss.backward();
    optimizer.step();
    return loss.item();
  });
}

/**
 * The first losses are those of the same numbers; later ones are of roundings that each step has multiplied.
 * @param {import('node:test').TestContext} t
 * @param {number[]} losses
 * @param {number[]} expected
 * @param {number} goal  which the last loss must reach
 */
function compare(t, losses, expected, goal) {
  const off = losses.map((loss, k) => Math.abs(loss / expected[k] - 1));
  const [first, all] = [off.slice(0, 5), off].map((some) => Math.max(...some));
  t.diagnostic(`loss ${losses[0]} -> ${losses.at(-1)}; from PyTorch's ${all.toExponential(1)}`);
  assert(first <= 1e-6, `the first losses are ${first} from PyTorch's`);
  assert(all <= 1e-5, `the losses are ${all} from PyTorch's`);
  assert(Number(losses.at(-1)) < goal);
}

test('a perceptron learns which points lie in the first and third quadrant', (t) => {
  manualSeed(5);
  const x = randn(64, 2);
  const labels = x.index(':', 0).mul(x.index(':', 1)).gt(0).long();
  const net = new nn.Sequential(new nn.Linear(2, 16), new nn.ReLU(), new nn.Linear(16, 2));
  const criterion = new nn.CrossEntropyLoss();
  const optimizer = new optim.Adam(net.parameters(), { lr: 0.05 });
  const losses = train(optimizer, 60, () => criterion.forward(net.forward(x), labels));
  compare(t, losses, examples.perceptron, 0.02);
  assert.deepEqual(net.forward(x).argmax(1).toArray(), labels.toArray());
});

class Adder extends nn.Module {
  see = new nn.Linear(1, 8);
  remember = new nn.Linear(8, 8);
  tell = new nn.Linear(8, 1);

  /** @param {Tensor} x  [sequences, times, 1] */
  forward(x) {
    let h = zeros(x.shape[0], 8);
    for (let t = 0; t < x.shape[1]; t++) {
      h = this.see.forward(x.index(':', t)).add(this.remember.forward(h)).tanh();
    }
    return this.tell.forward(h);
  }
}

test('a recurrent network learns to add up sequences', (t) => {
  manualSeed(6);
  const x = randn(32, 5, 1);
  const sums = x.sum(1);
  const net = new Adder();
  const criterion = new nn.MSELoss();
  const optimizer = new optim.Adam(net.parameters(), { lr: 0.02 });
  const losses = train(optimizer, 60, () => criterion.forward(net.forward(x), sums));
  compare(t, losses, examples.recurrent, 0.2);
});

/** Images of noise with one bright quadrant, and which one it is. */
function quadrants() {
  const labels = randint(4, [32]);
  const [row, column] = [labels.floor_divide(2), labels.remainder(2)];
  const bright = stack([row, column], 1).float().reshape(32, 2, 1, 1);
  const [rows, columns] = [arange(8).div(4).floor(), arange(8).div(4).floor()];
  const inRows = rows.reshape(8, 1).eq(bright.index(':', ':1'));
  const inColumns = columns.reshape(1, 8).eq(bright.index(':', '1:'));
  return { x: randn(32, 1, 8, 8).add(inRows.logical_and(inColumns).float()), labels };
}

test('a convolutional network learns to find the bright quadrant', (t) => {
  manualSeed(7);
  const { x, labels } = quadrants();
  const net = new nn.Sequential(
    new nn.Conv2d(1, 4, 3, { padding: 1 }),
    new nn.BatchNorm2d(4),
    new nn.ReLU(),
    new nn.MaxPool2d(2),
    new nn.Flatten(),
    new nn.Linear(64, 4),
  );
  const criterion = new nn.CrossEntropyLoss({ labelSmoothing: 0.1 });
  const optimizer = new optim.SGD(net.parameters(), { lr: 0.05, momentum: 0.9 });
  const losses = train(optimizer, 40, () => criterion.forward(net.forward(x), labels));
  const { losses: expected, outputs, state } = examples.convolutional;
  compare(t, losses, expected, 0.4);
  assert.deepEqual(Object.keys(net.stateDict()), state);
  net.eval();
  const [first] = net.forward(x.index(':1')).toArray();
  const off = outputs.map((want, k) => Math.abs(first[k] - want));
  assert(Math.max(...off) <= 1e-5 * Math.max(...outputs), `the outputs are ${off} off`);
});
