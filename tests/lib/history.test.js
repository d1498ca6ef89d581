// Tensors that outlive their step: values, gradients and graphs across flushes of the tape.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noGrad, tensor } from '../../web/lib/index.js';
import { messages } from './expected.js';
import { gradOf, leaf, nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

test('values, gradients and kinds of tensors stay readable', () => {
  const w = leaf([1, 2]);
  const y = w.exp();
  const loss = y.mul(y).sum();
  const before = [y.toArray(), loss.item(), y.isLeaf, y.gradFn?.name, y.shape];
  loss.backward();
  const grad = gradOf(w);
  nextStep();
  assert.deepEqual([y.toArray(), loss.item(), y.isLeaf, y.gradFn?.name, y.shape], before);
  assert.deepEqual(gradOf(w), grad);
});

test('a graph from before a flush can be grown and walked', () => {
  const [w, x] = [leaf(3), tensor(5)];
  const y = w.mul(x).add(1);
  nextStep();
  y.pow(2).backward();
  assert.equal(gradOf(w), 2 * 16 * 5);
});

test('a graph from before a flush can be walked as it is, with an upstream', () => {
  const w = leaf([
    [1, 2],
    [3, 4],
  ]);
  const y = w.matmul(tensor([[1], [10]])).sum({ dim: 0, keepdim: true });
  nextStep();
  y.backward(tensor([[2]]));
  assert.deepEqual(gradOf(w), [
    [2, 20],
    [2, 20],
  ]);
});

test('one loss first: the other graph, which shares a part, is still usable after more ops', () => {
  const w = leaf(2);
  const shared = w.mul(3);
  const [first, second] = [shared.add(1), shared.sub(1)];
  first.backward(null, { retainGraph: true });
  nextStep();
  const grown = second.mul(second);
  nextStep();
  grown.backward();
  assert.equal(gradOf(w), 3 + 2 * 5 * 3);
});

test('two losses without anything shared but the leaf', () => {
  const w = leaf(2);
  const [first, second] = [w.mul(w), w.pow(3)];
  first.backward();
  const third = w.mul(4);
  second.backward();
  third.backward();
  assert.equal(gradOf(w), 4 + 12 + 4);
});

test('fan-out on both sides of a flush', () => {
  const a = leaf(1);
  const b = a.add(a);
  nextStep();
  const c = b.add(b);
  nextStep();
  c.mul(b).add(a).backward();
  assert.equal(gradOf(a), 2 * 4 * 2 + 1);
});

test('a retained graph survives flushes', () => {
  const w = leaf(3);
  const loss = w.mul(w).exp().log();
  loss.backward(null, { retainGraph: true });
  nextStep();
  loss.backward(null, { retainGraph: true });
  nextStep();
  loss.backward();
  assert.equal(Math.round(gradOf(w)), 18);
});

test('a graph used up before a flush is refused after it, alone and as a part', () => {
  const w = leaf(3);
  const part = w.mul(w);
  part.mul(2).backward();
  nextStep();
  const { message } = messages.second_backward;
  assert.throws(() => part.backward(), { name: 'AutogradError', message });
  assert.throws(() => part.mul(2).backward(), { name: 'AutogradError', message });
  assert.throws(() => part.backward(), { name: 'AutogradError', message });
  assert.equal(gradOf(w), 12);
});

test('a leaf changed in place after a flush is noticed when its graph is recalled', () => {
  const w = leaf(3);
  const loss = w.mul(w);
  nextStep();
  noGrad(() => w.add_(1));
  nextStep();
  assert.throws(() => loss.backward(), {
    name: 'AutogradError',
    message: /^one of the variables needed for gradient computation has been modified/,
  });
  assert.equal(w.grad, null);
  w.mul(w).backward();
  assert.equal(gradOf(w), 8);
});

test('a leaf changed in place before the flush is noticed too', () => {
  const w = leaf(3);
  const loss = w.mul(w);
  noGrad(() => w.add_(1));
  nextStep();
  assert.throws(() => loss.backward(), {
    name: 'AutogradError',
    message: /^one of the variables needed for gradient computation has been modified/,
  });
});

test('a change that the recalled graph does not need is allowed', () => {
  const w = leaf(3);
  const loss = w.mul(2).add(1);
  nextStep();
  noGrad(() => w.add_(1));
  nextStep();
  loss.backward();
  assert.equal(gradOf(w), 2);
});

test('parameters that a step does not use keep value and gradient', () => {
  const [w, v] = [leaf(2), leaf([5, 6])];
  w.mul(v).sum().backward();
  for (let step = 0; step < 5; step++) w.mul(w).backward();
  nextStep();
  assert.deepEqual(
    [v.toArray(), gradOf(v)],
    [
      [5, 6],
      [2, 2],
    ],
  );
  v.mul(v).sum().backward();
  assert.deepEqual(gradOf(v), [12, 14]);
  assert.equal(gradOf(w), 11 + 5 * 4);
});

test('a gradient that was taken away is kept by whoever holds it', () => {
  const w = leaf(2);
  const kept = [];
  for (let step = 1; step <= 4; step++) {
    w.mul(step).backward();
    kept.push(/** @type {Tensor} */ (w.grad));
    w.grad = null;
  }
  nextStep();
  assert.deepEqual(
    kept.map((grad) => grad.item()),
    [1, 2, 3, 4],
  );
});

test('one gradient tensor may serve two leaves', () => {
  const [a, b, grad] = [leaf(1), leaf(1), tensor(100)];
  a.grad = grad;
  b.grad = grad;
  a.mul(2).add(b.mul(3)).backward();
  assert.equal(grad.item(), 105);
  nextStep();
  nextStep();
  assert.deepEqual([gradOf(a), gradOf(b)], [105, 105]);
});

test('a result changed in place keeps its history across a flush', () => {
  const w = leaf(3);
  const y = w.mul(2);
  y.mul_(w);
  y.add_(1);
  nextStep();
  assert.equal(y.item(), 19);
  y.backward();
  assert.equal(gradOf(w), 12);
});

test('a result from before a flush can be changed in place after it', () => {
  const w = leaf(3);
  const y = w.mul(2);
  nextStep();
  y.mul_(w);
  nextStep();
  y.mul(1).backward();
  assert.equal(gradOf(w), 12);
});

test('a detached view of a result follows it across flushes', () => {
  const y = leaf(3).mul(2);
  const view = y.detach();
  nextStep();
  noGrad(() => y.add_(1));
  assert.equal(view.item(), 7);
  nextStep();
  view.add_(1);
  assert.equal(y.item(), 8);
});
