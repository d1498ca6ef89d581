// ConvNetJS: its layers and its trainer, one sample at a time.
import convnetjs from 'convnetjs';
import { RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */

/**
 * Fully connected layers with the given parameters, each followed by what `after` makes for it.
 * @param {import('../data.js').Data['parameters']} parameters
 * @param {(layer: number, size: { in_sx: number, in_sy: number, in_depth: number }) => any[]} after
 */
function build(parameters, after) {
  const net = new convnetjs.Net();
  const [first] = parameters;
  const size = { in_sx: 1, in_sy: 1, in_depth: first.length };
  net.layers = [new convnetjs.InputLayer({ out_sx: 1, out_sy: 1, out_depth: first.length })];
  for (let k = 0; k < parameters.length; k += 2) {
    const [weights, biases] = /** @type {[number[][], number[]]} */ (parameters.slice(k, k + 2));
    const layer = new convnetjs.FullyConnLayer({ ...size, num_neurons: biases.length });
    for (const [j, filter] of layer.filters.entries()) {
      for (const [i, row] of weights.entries()) filter.w[i] = row[j];
    }
    for (const [j, bias] of biases.entries()) layer.biases.w[j] = bias;
    size.in_depth = biases.length;
    net.layers.push(layer, ...after(k / 2, size));
  }
  return net;
}

/**
 * @param {() => any} make
 * @param {{ batch: number, rate: number, scale: number }} options
 * @param {any[]} inputs
 * @param {any[]} targets
 */
function race(make, { batch, rate, scale }, inputs, targets) {
  const options = {
    method: 'sgd',
    learning_rate: rate,
    momentum: 0,
    batch_size: batch,
    l2_decay: 0,
  };
  let trainer = new convnetjs.SGDTrainer(make(), options);
  const start = () => {
    trainer = new convnetjs.SGDTrainer(make(), options);
  };
  const step = () => {
    let total = 0;
    for (const [i, input] of inputs.entries()) total += trainer.train(input, targets[i]).cost_loss;
    return (total / inputs.length) * scale;
  };
  return { start, step };
}

/** @param {number[]} values */
const volume = (values) => new convnetjs.Vol(values);

/** Its regression tells the loss four times as large as the one whose gradient it takes. @type {Contestant} */
export function W3({ x, y, parameters }) {
  const { TanhLayer, RegressionLayer } = convnetjs;
  const make = () =>
    build(parameters, (layer, size) => {
      const tanh = new TanhLayer(size);
      return layer === 2 ? [tanh, new RegressionLayer(size)] : [tanh];
    });
  const targets = y.map((label) => [label]);
  return race(make, { batch: 10, rate: RATE.spiral, scale: 1 / 4 }, x.map(volume), targets);
}

/** @type {Contestant} */
export function W4({ x, y, parameters }) {
  const { ReluLayer, SoftmaxLayer } = convnetjs;
  const make = () =>
    build(parameters, (layer, size) => [
      layer === 1 ? new SoftmaxLayer(size) : new ReluLayer(size),
    ]);
  return race(make, { batch: 64, rate: RATE.pictures, scale: 1 }, x.map(volume), y);
}
