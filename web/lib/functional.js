// Functions that are not methods of one tensor.
import { applyNamed, operand } from './methods.js';
import { ops } from './ops.js';
import { Tensor } from './tensor.js';

/** @typedef {import('../../build/ops.js').Operand} Operand */

/**
 * x where the condition holds, y where it does not; all three broadcast, and x and y are promoted to one dtype (of two
 * numbers, whole ones are int64). Throws ChainruleError for a condition that is no bool tensor, ShapeError for shapes
 * that do not fit. As torch.where.
 * @param {Tensor} condition
 * @param {Operand} x
 * @param {Operand} y
 * @returns {Tensor}
 */
export function where(condition, x, y) {
  const op = /** @type {import('./ops.js').Op} */ (ops.find(({ name }) => name === 'where'));
  const beside = [x, y].find((value) => value instanceof Tensor) ?? condition;
  const inputs = [condition, x, y].map((value) =>
    operand(op, value, /** @type {Tensor} */ (beside)),
  );
  return applyNamed('where', inputs, []);
}
