// What the tests of nn and optim share: PyTorch's results (tests/oracle/networks.json) and the programs that gave them.
import { nn, optim } from '../../web/lib/index.js';
import { readOracle } from './expected.js';

/**
 * @typedef {{ perceptron: number[], recurrent: number[],
 *   convolutional: { losses: number[], outputs: number[], state: string[] } }} Examples
 */
/** @typedef {[string, number, string, number, [number, number]]} Start  layer, seed, parameter, checksum, its ends */
/**
 * @type {{ starts: Start[], inits: [number, number][], updates: Record<string, number[]>, training: Record<string, number[]>,
 *   rates: Record<string, number[]>, printed: string[], examples: Examples }}
 */
export const networks = readOracle('networks.json');

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @typedef {(params: Iterable<Tensor>) => optim.Optimizer} Make */

/** @type {Record<string, Make>} */
export const optimisers = {
  SGD: (params) => new optim.SGD(params, { lr: 0.05 }),
  'SGD with momentum': (params) =>
    new optim.SGD(params, { lr: 0.05, momentum: 0.9, dampening: 0.3, weightDecay: 0.01 }),
  'SGD by Nesterov': (params) => new optim.SGD(params, { lr: 0.05, momentum: 0.9, nesterov: true }),
  'SGD uphill': (params) => new optim.SGD(params, { lr: 0.001, maximize: true }),
  Adam: (params) => new optim.Adam(params, { lr: 0.01 }),
  'Adam with everything': (params) =>
    new optim.Adam(params, {
      lr: 0.01,
      betas: [0.8, 0.99],
      eps: 1e-4,
      weightDecay: 0.1,
      amsgrad: true,
    }),
  AdamW: (params) => new optim.AdamW(params, { lr: 0.01 }),
  RMSprop: (params) => new optim.RMSprop(params, { lr: 0.01 }),
  'RMSprop with everything': (params) =>
    new optim.RMSprop(params, {
      lr: 0.01,
      alpha: 0.9,
      eps: 1e-4,
      weightDecay: 0.1,
      momentum: 0.5,
      centered: true,
    }),
  Adagrad: (params) => new optim.Adagrad(params, { lr: 0.1 }),
  'Adagrad with everything': (params) =>
    new optim.Adagrad(params, {
      lr: 0.1,
      lrDecay: 0.01,
      weightDecay: 0.1,
      initialAccumulatorValue: 0.5,
      eps: 1e-4,
    }),
};

/** @type {Record<string, () => nn.Module>} */
export const layers = {
  'Conv2d(2, 4, 3)': () => new nn.Conv2d(2, 4, 3),
  'Conv2d(4, 6, (3, 5), groups=2, bias=False)': () =>
    new nn.Conv2d(4, 6, [3, 5], { groups: 2, bias: false }),
  'Embedding(7, 5, padding_idx=-2)': () => new nn.Embedding(7, 5, { paddingIdx: -2 }),
  'LayerNorm((2, 3))': () => new nn.LayerNorm([2, 3]),
  'BatchNorm2d(3)': () => new nn.BatchNorm2d(3),
  'Linear(4, 3)': () => new nn.Linear(4, 3),
  'Linear(20, 30, bias=False)': () => new nn.Linear(20, 30, { bias: false }),
  'Sequential(Linear(784, 128), ReLU(), Linear(128, 10))': () =>
    new nn.Sequential(new nn.Linear(784, 128), new nn.ReLU(), new nn.Linear(128, 10)),
};

/** Printed by PyTorch in this order. */
export const modules = [
  () => new nn.Linear(2, 3),
  () => new nn.Linear(2, 3, { bias: false }),
  () => new nn.LeakyReLU(0.2),
  () => new nn.Softplus(),
  () => new nn.ELU(),
  () => new nn.Hardtanh(),
  () => new nn.Sequential(new nn.Linear(1, 2), new nn.Sequential(new nn.Tanh(), new nn.ReLU())),
  () => new nn.ModuleList([new nn.Linear(1, 2), new nn.Linear(1, 2), new nn.SiLU()]),
  () => new nn.Sequential(),
  () => new nn.Conv2d(1, 6, 5),
  () => new nn.Conv2d(2, 6, [3, 5], { stride: 2, padding: 1, dilation: 2, groups: 2, bias: false }),
  () => new nn.Conv2d(1, 2, 3, { padding: 'same' }),
  () => new nn.MaxPool2d(2),
  () => new nn.MaxPool2d([2, 3], { stride: 1, padding: 1, ceilMode: true }),
  () => new nn.AvgPool2d(2),
  () => new nn.AvgPool2d([3, 2], { stride: [2, 1], padding: 1 }),
  () => new nn.GELU('tanh'),
  () => new nn.Softmax(1),
  () => new nn.LogSoftmax(-1),
  () => new nn.Dropout(0.2),
  () => new nn.Flatten(),
  () => new nn.LayerNorm(10),
  () => new nn.LayerNorm([2, 3], { eps: 1e-3, bias: false }),
  () => new nn.BatchNorm1d(4),
  () => new nn.BatchNorm2d(4, { affine: false, momentum: null, trackRunningStats: false }),
  () => new nn.Embedding(10, 3),
  () => new nn.Embedding(10, 3, { paddingIdx: -1 }),
];
