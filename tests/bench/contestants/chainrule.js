// Ours, through the public API of the built package: define-by-run, or with `compile` around the training step.
import { scalarLoss, scalarModel } from '../moons.js';
import { moonsRate, RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */
/** @typedef {import('../../../web/lib/index.js').Tensor} Tensor */
/** @typedef {Parameters<typeof tensor>[0]} Values */

const entry = new URL('../../../dist/chainrule.js', import.meta.url);
/** @type {typeof import('../../../web/lib/index.js')} */
const { compile, memoryUse, noGrad, tensor } = await import(entry.href);

/** @param {Values} value */
const parameter = (value) => tensor(value, { requiresGrad: true });

/**
 * @param {string} variant
 * @returns {typeof compile}
 */
const maker = (variant) => (variant === 'compile' ? compile : (step) => step);

/**
 * Parameters, and what sets them to where they start.
 * @param {readonly any[]} values
 */
function parametersFrom(values) {
  const all = values.map(parameter);
  const start = () => {
    for (const [k, each] of all.entries()) each.data = tensor(values[k]);
  };
  return { all, start };
}

/**
 * @param {Tensor[]} parameters
 * @param {number} rate
 */
function descend(parameters, rate) {
  noGrad(() => {
    for (const each of parameters) {
      each.sub_(/** @type {Tensor} */ (each.grad).mul(rate));
      each.grad = null;
    }
  });
}

/** @type {Contestant} */
export function W1(_data, variant) {
  const [xs, ys] = [
    [1, 2, 3],
    [2, 4, 6],
  ];
  const { all, start } = parametersFrom([[1]]);
  const [w] = all;
  const train = maker(variant)(() => {
    let loss = w;
    for (let i = 0; i < 3; i++) {
      loss = w.mul(xs[i]).sub(ys[i]).pow(2);
      loss.backward();
      const grad = /** @type {Tensor} */ (w.grad);
      noGrad(() => w.sub_(grad.mul(RATE.seed)));
      grad.zero_();
    }
    return loss;
  });
  const step = () => {
    let total = 0;
    for (let epoch = 0; epoch < 100; epoch++) total += train().item();
    return total;
  };
  return { start, step };
}

/** @type {Contestant} */
export function W2(data, variant) {
  const scalars = { parameter, zero: () => tensor(0), relu: (/** @type {Tensor} */ x) => x.relu() };
  const model = scalarModel(scalars, data.parameters);
  const values = model.all.map((each) => each.item());
  const start = () => {
    for (const [k, each] of model.all.entries()) each.data = tensor(values[k]);
  };
  const train = maker(variant)((rate) => {
    const loss = scalarLoss(scalars, model, data);
    loss.backward();
    descend(model.all, rate);
    return loss;
  });
  return { start, step: (k) => train(moonsRate(k)).item() };
}

/** @type {Contestant} */
function moonsAsTensors({ x, y, parameters }, variant) {
  const { all, start } = parametersFrom(parameters);
  const inputs = tensor(x);
  const signs = tensor(y.map((label) => [-label]));
  const train = maker(variant)((rate) => {
    const [w1, b1, w2, b2, w3, b3] = all;
    const h1 = inputs.matmul(w1).add(b1).relu();
    const h2 = h1.matmul(w2).add(b2).relu();
    let loss = h2.matmul(w3).add(b3).mul(signs).add(1).relu().mean();
    for (const each of all) loss = loss.add(each.mul(each).sum().mul(1e-4));
    loss.backward();
    descend(all, rate);
    return loss;
  });
  return { start, step: (k) => train(moonsRate(k)).item() };
}

export { moonsAsTensors as 'W2-tensors' };

/** @type {Contestant} */
export function W3({ x, y, parameters }, variant) {
  const { all, start } = parametersFrom(parameters);
  const batches = Array.from({ length: x.length / 10 }, (_, b) => {
    const targets = y.slice(10 * b, 10 * b + 10).map((label) => [label]);
    return { inputs: tensor(x.slice(10 * b, 10 * b + 10)), targets: tensor(targets) };
  });
  const train = maker(variant)((inputs, targets) => {
    const [w1, b1, w2, b2, w3, b3] = all;
    const h1 = inputs.matmul(w1).add(b1).tanh();
    const h2 = h1.matmul(w2).add(b2).tanh();
    const loss = h2.matmul(w3).add(b3).tanh().sub(targets).pow(2).mean().mul(0.5);
    loss.backward();
    descend(all, RATE.spiral);
    return loss;
  });
  const step = () => {
    let total = 0;
    for (const { inputs, targets } of batches) total += train(inputs, targets).item();
    return total / batches.length;
  };
  return { start, step };
}

/** @type {Contestant} */
export function W4({ x, y, parameters }, variant) {
  const { all, start } = parametersFrom(parameters);
  const inputs = tensor(x);
  const classes = tensor(y.map((label) => Array.from({ length: 10 }, (_, k) => +(k === label))));
  const train = maker(variant)(() => {
    const [w1, b1, w2, b2] = all;
    const logits = inputs.matmul(w1).add(b1).relu().matmul(w2).add(b2);
    const loss = logits.log_softmax(1).mul(classes).sum(1).mean().neg();
    loss.backward();
    descend(all, RATE.pictures);
    return loss;
  });
  return { start, step: () => train().item() };
}

/** @type {Contestant} */
export function W5(_data, _variant, count) {
  let [w, b] = [parameter(-1), parameter(0.25)];
  const start = () => {
    [w, b] = [parameter(-1), parameter(0.25)];
  };
  const chain = () => {
    let y = tensor(1);
    for (let i = 0; i < count; i += 2) y = y.mul(w).add(b);
    return y;
  };
  const step = () => {
    chain().backward();
    return /** @type {Tensor} */ (w.grad).item() + /** @type {Tensor} */ (b.grad).item();
  };
  const hold = () => {
    w.detach().add(b); // an op after a backward empties the tape
    const before = memoryUse().engine;
    const end = chain();
    return () => {
      const bytes = memoryUse().engine - before;
      end.backward(); // or the next chain would share the tape with a graph that may still be asked for
      return bytes;
    };
  };
  return { start, step, hold };
}

export { W5 as 'W5-1e7' };
