// TF Playground's network, re-implemented from its formulas: nodes and links as objects, one sample at a time.
import { RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */
/** @typedef {{ from: Neuron, to: Neuron, weight: number, sum: number, count: number }} Link */

/** The output's derivative takes the input's total, and computes the output again, as there. */
const tanh = {
  output: Math.tanh,
  /** @param {number} total */
  slope: (total) => {
    const output = tanh.output(total);
    return 1 - output * output;
  },
};

class Neuron {
  /** @param {number} bias */
  constructor(bias) {
    this.bias = bias;
    this.inputs = /** @type {Link[]} */ ([]);
    this.outputs = /** @type {Link[]} */ ([]);
    this.total = 0;
    this.output = 0;
    this.outputSlope = 0;
    this.inputSlope = 0;
    this.sum = 0;
    this.count = 0;
  }

  forward() {
    this.total = this.bias;
    for (const { from, weight } of this.inputs) this.total += weight * from.output;
    this.output = tanh.output(this.total);
    return this.output;
  }
}

/**
 * @param {import('../data.js').Data['parameters']} parameters
 * @returns {Neuron[][]}
 */
function build(parameters) {
  const network = [[new Neuron(0), new Neuron(0)]];
  for (let k = 0; k < parameters.length; k += 2) {
    const [weights, biases] = /** @type {[number[][], number[]]} */ (parameters.slice(k, k + 2));
    const below = network[network.length - 1];
    const layer = biases.map((bias) => new Neuron(bias));
    for (const [j, to] of layer.entries()) {
      for (const [i, from] of below.entries()) {
        const link = { from, to, weight: weights[i][j], sum: 0, count: 0 };
        from.outputs.push(link);
        to.inputs.push(link);
      }
    }
    network.push(layer);
  }
  return network;
}

/**
 * @param {Neuron[][]} network
 * @param {number[]} inputs
 */
function forward(network, inputs) {
  for (const [i, neuron] of network[0].entries()) neuron.output = inputs[i];
  for (const layer of network.slice(1)) for (const neuron of layer) neuron.forward();
  return network[network.length - 1][0].output;
}

/**
 * Adds the sample's derivatives to those of the batch.
 * @param {Neuron[][]} network
 * @param {number} target
 */
function backward(network, target) {
  const [last] = network[network.length - 1];
  last.outputSlope = last.output - target;
  for (let k = network.length - 1; k >= 1; k--) {
    for (const neuron of network[k]) {
      neuron.inputSlope = neuron.outputSlope * tanh.slope(neuron.total);
      neuron.sum += neuron.inputSlope;
      neuron.count++;
    }
    for (const neuron of network[k]) {
      for (const link of neuron.inputs) {
        link.sum += neuron.inputSlope * link.from.output;
        link.count++;
      }
    }
    if (k === 1) continue;
    for (const neuron of network[k - 1]) {
      neuron.outputSlope = 0;
      for (const { to, weight } of neuron.outputs) neuron.outputSlope += weight * to.inputSlope;
    }
  }
}

/** @param {Neuron[][]} network */
function update(network) {
  for (const layer of network.slice(1)) {
    for (const neuron of layer) {
      neuron.bias -= (RATE.spiral * neuron.sum) / neuron.count;
      neuron.sum = 0;
      neuron.count = 0;
      for (const link of neuron.inputs) {
        link.weight -= (RATE.spiral / link.count) * link.sum;
        link.sum = 0;
        link.count = 0;
      }
    }
  }
}

/** @type {Contestant} */
export function W3({ x, y, parameters }) {
  let network = build(parameters);
  const start = () => {
    network = build(parameters);
  };
  const step = () => {
    let total = 0;
    for (let i = 0; i < x.length; i++) {
      total += (forward(network, x[i]) - y[i]) ** 2 / 2;
      backward(network, y[i]);
      if ((i + 1) % 10 === 0) update(network);
    }
    return total / x.length;
  };
  return { start, step };
}
