// chainrule: PyTorch's tensors, autograd and networks, computed by a C engine in WebAssembly. chainrule/f64 is the same
// in double precision.
/** @typedef {import('../../build/ops.js').Operand} Operand */
/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {import('./graph.js').Node} GraphNode */
/** @typedef {import('./graph.js').Edge} GraphEdge */
/** @typedef {import('./ops.js').Op} Op */

import './shapes.js';

export * as autograd from './autograd.js';
export { compile } from './compile.js';
export * from './core.js';
export {
  arange,
  eye,
  full,
  full_like,
  linspace,
  ones,
  ones_like,
  zeros,
  zeros_like,
} from './creation.js';
export { cat, meshgrid, stack } from './lists.js';
export * as F from './nn/functional.js';
export * as nn from './nn/index.js';
export * as optim from './optim/index.js';
export { getRngState, manualSeed, rand, randint, randn, randperm, setRngState } from './random.js';
export * as safetensors from './safetensors.js';
