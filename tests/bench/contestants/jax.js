// jax-js, as its guide writes training: one jitted function for the loss, its gradients and the update.
import { jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { moonsRate, RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */

/**
 * A jitted step (parameters, rate, x, y) => [loss, parameters].
 * @param {(parameters: any[], x: any, y: any) => any} loss
 */
function stepOf(loss) {
  const both = valueAndGrad(loss);
  return jit(
    (/** @type {any[]} */ parameters, /** @type {any} */ rate, /** @type {any[]} */ ...xy) => {
      const [value, gradients] = both(tree.ref(parameters), ...xy);
      const next = parameters.map((each, k) => each.sub(gradients[k].mul(rate.ref)));
      rate.dispose();
      return [value, next];
    },
  );
}

/**
 * Runs such steps on parameters of its own.
 * @param {import('../data.js').Data['parameters']} first
 * @param {(parameters: any[], x: any, y: any) => any} loss
 */
function trainer(first, loss) {
  const step = stepOf(loss);
  let parameters = /** @type {any[]} */ ([]);
  const start = () => {
    for (const each of parameters) each.dispose();
    parameters = first.map((each) => np.array(each));
  };
  /**
   * @param {number} rate
   * @param {any} x
   * @param {any} y
   */
  const train = (rate, x, y) => {
    const [value, next] = step(parameters, np.array(rate), x.ref, y.ref);
    parameters = next;
    return value;
  };
  return { start, train };
}

/** @type {Contestant} */
export function W1() {
  const { start, train } = trainer([[1]], ([w], x, y) => np.square(w.mul(x).sub(y)).sum());
  const xs = [1, 2, 3].map((x) => np.array(x));
  const ys = [2, 4, 6].map((y) => np.array(y));
  const step = () => {
    let total = 0;
    for (let epoch = 0; epoch < 100; epoch++) {
      train(RATE.seed, xs[0], ys[0]).dispose();
      train(RATE.seed, xs[1], ys[1]).dispose();
      total += train(RATE.seed, xs[2], ys[2]).item();
    }
    return total;
  };
  return { start, step };
}

/** @type {Contestant} */
function moonsAsTensors({ x, y, parameters }) {
  const { start, train } = trainer(parameters, ([w1, b1, w2, b2, w3, b3], inputs, signs) => {
    const all = [w1, b1, w2, b2, w3, b3];
    const squares = all.map((each) => np.square(each.ref).sum()).reduce((a, b) => a.add(b));
    const h1 = nn.relu(np.matmul(inputs, w1).add(b1));
    const h2 = nn.relu(np.matmul(h1, w2).add(b2));
    const margins = nn.relu(np.matmul(h2, w3).add(b3).mul(signs).add(1));
    return margins.mean().add(squares.mul(1e-4));
  });
  const [inputs, signs] = [np.array(x), np.array(y.map((label) => [-label]))];
  return { start, step: (k) => train(moonsRate(k), inputs, signs).item() };
}

export { moonsAsTensors as 'W2-tensors' };

/** @type {Contestant} */
export function W3({ x, y, parameters }) {
  const { start, train } = trainer(parameters, ([w1, b1, w2, b2, w3, b3], inputs, targets) => {
    const h1 = np.tanh(np.matmul(inputs, w1).add(b1));
    const h2 = np.tanh(np.matmul(h1, w2).add(b2));
    const out = np.tanh(np.matmul(h2, w3).add(b3));
    return np.square(out.sub(targets)).mean().mul(0.5);
  });
  const batches = Array.from({ length: x.length / 10 }, (_, b) => ({
    inputs: np.array(x.slice(10 * b, 10 * b + 10)),
    targets: np.array(y.slice(10 * b, 10 * b + 10).map((label) => [label])),
  }));
  const step = () => {
    let total = 0;
    for (const { inputs, targets } of batches) {
      total += train(RATE.spiral, inputs, targets).item();
    }
    return total / batches.length;
  };
  return { start, step };
}

/** @type {Contestant} */
export function W4({ x, y, parameters }) {
  const { start, train } = trainer(parameters, ([w1, b1, w2, b2], inputs, classes) => {
    const h = nn.relu(np.matmul(inputs, w1).add(b1));
    const logits = np.matmul(h, w2).add(b2);
    return nn.logSoftmax(logits, -1).mul(classes).sum(-1).mean().mul(-1);
  });
  const rows = y.map((label) => Array.from({ length: 10 }, (_, k) => +(k === label)));
  const [inputs, classes] = [np.array(x), np.array(rows)];
  return { start, step: () => train(RATE.pictures, inputs, classes).item() };
}
