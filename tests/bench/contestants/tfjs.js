// TensorFlow.js, as its guide writes training: variables, an optimizer, minimize. The variant is its backend.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { moonsRate, RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */

/** @param {string} variant */
async function use(variant) {
  setWasmPaths(`${process.cwd()}/tests/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
  await tf.setBackend(variant);
  await tf.ready();
}

/**
 * @param {import('../data.js').Data['parameters']} parameters
 * @param {any[]} all  gets the variables
 */
function restart(parameters, all) {
  tf.dispose(all);
  all.splice(0, all.length, ...parameters.map((each) => tf.variable(tf.tensor(each))));
}

/**
 * One step, and its loss.
 * @param {any} optimizer
 * @param {() => any} loss
 * @param {any[]} all
 */
function descend(optimizer, loss, all) {
  const cost = optimizer.minimize(loss, true, all);
  const [value] = cost.dataSync();
  cost.dispose();
  return value;
}

/** @type {Contestant} */
export async function W1(_data, variant) {
  await use(variant);
  const [xs, ys] = [
    [1, 2, 3],
    [2, 4, 6],
  ];
  const all = /** @type {any[]} */ ([]);
  const optimizer = tf.train.sgd(RATE.seed);
  const step = () => {
    let total = 0;
    for (let epoch = 0; epoch < 100; epoch++) {
      let cost = tf.scalar(0);
      for (let i = 0; i < 3; i++) {
        cost.dispose();
        const loss = () => tf.sum(tf.square(tf.sub(tf.mul(all[0], xs[i]), ys[i])));
        cost = optimizer.minimize(loss, true, all);
      }
      total += cost.dataSync()[0];
      cost.dispose();
    }
    return total;
  };
  return { start: () => restart([[1]], all), step };
}

/** @type {Contestant} */
async function moonsAsTensors({ x, y, parameters }, variant) {
  await use(variant);
  const all = /** @type {any[]} */ ([]);
  const [inputs, signs] = [tf.tensor(x), tf.tensor(y.map((label) => [-label]))];
  const optimizer = tf.train.sgd(1);
  const loss = () => {
    const [w1, b1, w2, b2, w3, b3] = all;
    const h1 = tf.relu(tf.add(tf.matMul(inputs, w1), b1));
    const h2 = tf.relu(tf.add(tf.matMul(h1, w2), b2));
    const margins = tf.relu(tf.add(tf.mul(tf.add(tf.matMul(h2, w3), b3), signs), 1));
    const squares = tf.addN(all.map((each) => tf.sum(tf.square(each))));
    return tf.add(tf.mean(margins), tf.mul(squares, 1e-4));
  };
  const step = (/** @type {number} */ k) => {
    optimizer.setLearningRate(moonsRate(k));
    return descend(optimizer, loss, all);
  };
  return { start: () => restart(parameters, all), step };
}

export { moonsAsTensors as 'W2-tensors' };

/** @type {Contestant} */
export async function W3({ x, y, parameters }, variant) {
  await use(variant);
  const all = /** @type {any[]} */ ([]);
  const batches = Array.from({ length: x.length / 10 }, (_, b) => ({
    inputs: tf.tensor(x.slice(10 * b, 10 * b + 10)),
    targets: tf.tensor(y.slice(10 * b, 10 * b + 10).map((label) => [label])),
  }));
  const optimizer = tf.train.sgd(RATE.spiral);
  const step = () => {
    let total = 0;
    for (const { inputs, targets } of batches) {
      const loss = () => {
        const [w1, b1, w2, b2, w3, b3] = all;
        const h1 = tf.tanh(tf.add(tf.matMul(inputs, w1), b1));
        const h2 = tf.tanh(tf.add(tf.matMul(h1, w2), b2));
        const out = tf.tanh(tf.add(tf.matMul(h2, w3), b3));
        return tf.mul(tf.mean(tf.squaredDifference(out, targets)), 0.5);
      };
      total += descend(optimizer, loss, all);
    }
    return total / batches.length;
  };
  return { start: () => restart(parameters, all), step };
}

/** @type {Contestant} */
export async function W4({ x, y, parameters }, variant) {
  await use(variant);
  const all = /** @type {any[]} */ ([]);
  const [inputs, classes] = [tf.tensor(x), tf.oneHot(tf.tensor1d(y, 'int32'), 10)];
  const optimizer = tf.train.sgd(RATE.pictures);
  const loss = () => {
    const [w1, b1, w2, b2] = all;
    const h = tf.relu(tf.add(tf.matMul(inputs, w1), b1));
    return tf.losses.softmaxCrossEntropy(classes, tf.add(tf.matMul(h, w2), b2));
  };
  return { start: () => restart(parameters, all), step: () => descend(optimizer, loss, all) };
}
