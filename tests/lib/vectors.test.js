// Kernels that work on several elements at once: no number depends on where in a tensor it stands, or on its neighbours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tensor } from '../../web/lib/index.js';
import { ops } from '../../web/lib/ops.js';
import { gradOf, leaf } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @typedef {{ value: number[], grads: number[][] }} Computed */

const X = [0.3, -1.7, Number.NaN, 2.5e-42, 9.1, -0, Infinity, -40, 1e-3, 0.75, -3.25];
const Y = [-2.1, 0.6, 1, -0.4, Number.NaN, 3, 0, 1.5, -7, 0.1, 12];
const UPSTREAM = [1, -0.3, 2, 1e-4, 5, -1, 0.7, 3, -2, 0.25, 9];

/**
 * The op of these operands, and their gradients.
 * @param {string} name
 * @param {number[][]} operands
 * @param {number[]} upstream
 * @returns {Computed}
 */
function compute(name, operands, upstream) {
  const inputs = operands.map((each) => leaf(each));
  const [first, ...others] = /** @type {any[]} */ (inputs);
  /** @type {Tensor} */
  const result = first[name](...others);
  result.backward(tensor(upstream));
  const grads = inputs.map((each) => /** @type {number[]} */ (gradOf(each)));
  return { value: result.toArray(), grads };
}

const elementwise = ops.filter(
  ({ kind, attrs, vjp }) => (kind === 'unary' || kind === 'binary') && !attrs.length && vjp.length,
);

for (const { name, inputs } of elementwise) {
  test(`${name}: elements alone and side by side`, () => {
    const operands = [X, Y].slice(0, inputs);
    for (let size = 1; size <= X.length; size++) {
      const part = (/** @type {number[]} */ all) => all.slice(-size);
      const together = compute(name, operands.map(part), part(UPSTREAM));
      for (let k = 0; k < size; k++) {
        const one = (/** @type {number[]} */ all) => [part(all)[k]];
        const alone = compute(name, operands.map(one), one(UPSTREAM));
        assert.deepEqual(together.value[k], alone.value[0], `${k} of ${size}`);
        for (const [slot, grad] of together.grads.entries()) {
          assert.deepEqual(grad[k], alone.grads[slot][0], `operand ${slot}, ${k} of ${size}`);
        }
      }
    }
  });
}

test('an operand in every place of a broadcast', () => {
  const wide = leaf([X, Y, UPSTREAM]);
  for (const other of [leaf(Y), leaf([[2], [3], [-1]]), leaf(3), leaf([[0.5]])]) {
    for (const name of ['add', 'sub', 'mul', 'div', 'maximum']) {
      /** @type {Tensor} */
      const result = /** @type {any} */ (wide)[name](other);
      const copies = other.expand([3, X.length]).add(0);
      assert.deepEqual(result.toArray(), /** @type {any} */ (wide)[name](copies).toArray(), name);
    }
  }
});
