// Two engines in one page: chainrule and chainrule/f64 keep their tensors apart, and say so.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const [single, double] = await Promise.all(
  ['chainrule', 'f64'].map(
    (name) => import(new URL(`../../dist/${name}.js`, import.meta.url).href),
  ),
);

test('each engine has its own precision', () => {
  const third = (/** @type {any} */ { tensor }) => tensor(1).div(3).item();
  assert.deepEqual([third(single), third(double)], [Math.fround(1 / 3), 1 / 3]);
  assert.equal(double.tensor(1).dtype, 'float64');
});

test('a tensor of the other engine is refused', () => {
  const [a, b] = [single.tensor([1, 2], { requiresGrad: true }), double.tensor([3, 4])];
  const sentence =
    /a tensor of another engine \(float64\): make one of this engine from its toArray\(\)$/;
  for (const attempt of [
    () => a.mul(b),
    () => a.matmul(b),
    () => single.tensor([1, 2]).mul_(b),
    () => a.sum().backward(b),
    () => single.tensor(b),
    () => single.autograd.grad(a.sum(), b),
    () => {
      a.data = b;
    },
  ]) {
    assert.throws(attempt, { message: sentence });
  }
  assert.deepEqual(a.mul(single.tensor(b.toArray())).toArray(), [3, 8]);
});
