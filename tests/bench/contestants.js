// Who is measured, on what, and why not on the rest.

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} label
 * @property {string} file     of contestants/, or one that is built into build/bench/
 * @property {string} [variant]
 * @property {string[]} runs   ids of workloads
 * @property {Record<string, string>} [absent]  why it does not run a workload
 */

const all = ['W1', 'W2', 'W2-tensors', 'W3', 'W4', 'W5', 'W5-1e7'];
const asTensors = ['W1', 'W2-tensors', 'W3', 'W4'];
const slow = 'about 20 us a node, as a chain of 1e5 took it: too long for these rounds';
const traced = '0.1 ms a node for a chain of 1e3, and one of 1e4 overflows its stack';
const noTensors = {
  'W2-tensors': 'it has no tensors',
  W3: 'it has no tanh',
  W4: 'it has no tensors',
};

/**
 * @param {string[]} ids
 * @param {string} why
 */
const without = (ids, why) => Object.fromEntries(ids.map((id) => [id, why]));

/** @type {Entry[]} */
export const contestants = [
  { id: 'limit', label: 'hand-written limit (C, fused)', file: 'limit.js', runs: all },
  { id: 'chainrule', label: '**chainrule**', file: 'chainrule.js', runs: all },
  {
    id: 'core',
    label: '**chainrule/core**',
    file: 'chainrule.js',
    runs: [],
    absent: without(all, 'the same engine with fewer ops'),
  },
  {
    id: 'compiled',
    label: '**chainrule**, with compile',
    file: 'chainrule.js',
    variant: 'compile',
    runs: ['W1', 'W2', 'W2-tensors', 'W3', 'W4'],
    absent: without(['W5', 'W5-1e7'], 'the chain is built anew in each step'),
  },
  {
    id: 'micrograd',
    label: 'micrograd in JS',
    file: 'micrograd.js',
    runs: ['W1', 'W2', 'W5'],
    absent: { ...noTensors, 'W5-1e7': 'as at 1e6' },
  },
  {
    id: 'micrograd-stack',
    label: 'micrograd in JS, sorted without recursion',
    file: 'micrograd.js',
    variant: 'stack',
    runs: ['W5'],
    absent: { 'W5-1e7': 'not run: 3.5 GB of nodes' },
  },
  {
    id: 'playground',
    label: "TF Playground's nn",
    file: 'playground.js',
    runs: ['W3'],
    absent: without(
      ['W1', 'W2', 'W2-tensors', 'W4', 'W5', 'W5-1e7'],
      'it has networks with a squared error only',
    ),
  },
  {
    id: 'convnetjs',
    label: 'ConvNetJS',
    file: 'convnetjs.js',
    runs: ['W3', 'W4'],
    absent: {
      ...without(['W1', 'W2', 'W5', 'W5-1e7'], 'it has layers and no ops'),
      'W2-tensors': 'its SVM loss is another one',
    },
  },
  {
    id: 'js-pytorch',
    label: 'js-pytorch',
    file: 'jspytorch.js',
    runs: ['W1'],
    absent: {
      ...without(['W2', 'W2-tensors', 'W4'], 'its relu has a slope of 0.001 below 0: another loss'),
      W3: 'it has no tanh',
      ...without(['W5', 'W5-1e7'], 'a chain of 1e4 overflows its stack'),
    },
  },
  {
    id: 'jax',
    label: 'jax-js (jit, wasm)',
    file: 'jax.js',
    runs: asTensors,
    absent: without(['W2', 'W5', 'W5-1e7'], traced),
  },
  {
    id: 'tfjs-cpu',
    label: 'TensorFlow.js cpu',
    file: 'tfjs.cjs',
    variant: 'cpu',
    runs: asTensors,
    absent: without(['W2', 'W5', 'W5-1e7'], slow),
  },
  {
    id: 'tfjs-wasm',
    label: 'TensorFlow.js wasm',
    file: 'tfjs.cjs',
    variant: 'wasm',
    runs: asTensors,
    absent: without(['W2', 'W5', 'W5-1e7'], slow),
  },
  {
    id: 'pytorch',
    label: 'PyTorch, native, one thread',
    file: 'pytorch.py',
    runs: ['W1', 'W2', 'W2-tensors', 'W3', 'W4', 'W5'],
    absent: { 'W5-1e7': 'not run: 85 s a step' },
  },
];
