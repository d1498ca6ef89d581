// What parts are made of. The embed file puts it into the page as `backpropDemo`, so that a script of parts beside it
// uses the same engine, the same views and the same words.
import { graph, noGrad, ops, Tensor, tensor, trace } from '../lib/index.js';

export { nice, ticks } from 'd3-array';
export { css, html, nothing, svg } from 'lit';
export { numberText } from './config.js';
export { applyOp, buildExpression } from './expression.js';
export { formatExact, formatNumber, formatOperand } from './format.js';
export { lineParts, lineText, number, operation, partial, row, sign, symbol } from './formula.js';
export { layoutGraph } from './layout.js';
export { fill, say, speak } from './locale/index.js';
export { addPart } from './parts.js';
export { definition, makePlan, symbolOf } from './plan.js';
export { Player } from './player.js';
export { Room } from './room.js';
export { flowsDown } from './sizes.js';
export { zoomView } from './views/frame.js';
export { graphView } from './views/graph.js';
export { math, parts } from './views/math.js';
export { icon } from './views/transport.js';

export const engine = { graph, noGrad, ops, Tensor, tensor, trace };
