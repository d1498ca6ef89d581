// chainrule/core: PyTorch's tensors and autograd, computed by a C engine in WebAssembly, without what networks add.
import './inplace.js';
import './methods.js';

/** @typedef {import('../../build/ops.js').Operand} Operand */
/** @typedef {import('./graph.js').Graph} Graph */
/** @typedef {import('./graph.js').Node} GraphNode */
/** @typedef {import('./graph.js').Edge} GraphEdge */
/** @typedef {import('./ops.js').Op} Op */

export { AutogradError, ChainruleError, DimError, IndexError, ShapeError } from './errors.js';
export { where } from './functional.js';
export { graph, trace } from './graph.js';
export { memoryUse } from './memory.js';
export { enableGrad, isGradEnabled, noGrad } from './mode.js';
export { ops } from './ops.js';
export { Tensor, tensor } from './tensor.js';
