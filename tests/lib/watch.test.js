// Gradients that are looked at: retained ones, hooks, autograd.grad; values that change in silence; names of nodes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autograd, compile, tensor } from '../../web/lib/index.js';
import { gradOf, leaf, nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

test('a result retains its gradient, and adds to it', () => {
  const w = leaf([1, 2]);
  const y = w.mul(w);
  y.retainGrad();
  assert.deepEqual([y.retainsGrad, w.retainsGrad], [true, false]);
  y.mul(3).sum().backward(null, { retainGraph: true });
  assert.deepEqual(
    [gradOf(y), gradOf(w)],
    [
      [3, 3],
      [6, 12],
    ],
  );
  y.sum().backward();
  nextStep();
  assert.deepEqual(
    [gradOf(y), gradOf(w)],
    [
      [4, 4],
      [8, 16],
    ],
  );
  assert.deepEqual(y.toArray(), [1, 4]);
});

test('a spilled graph retains gradients, too', () => {
  const w = leaf(3);
  const y = w.mul(w);
  y.retainGrad();
  const z = y.mul(2);
  nextStep();
  z.backward();
  assert.deepEqual([gradOf(y), gradOf(w)], [2, 12]);
});

test('hooks see gradients in the order of backward, and may replace them', () => {
  const w = leaf([1, 2]);
  const seen = /** @type {[string, number[]][]} */ ([]);
  const y = w.mul(2);
  const z = y.mul(y);
  z.registerHook((g) => {
    seen.push(['z', g.toArray()]);
    return g.mul(10);
  });
  y.registerHook((g) => void seen.push(['y', g.toArray()]));
  w.registerHook((g) => {
    seen.push(['w', g.toArray()]);
    return g.neg();
  });
  z.sum().backward();
  assert.deepEqual(seen, [
    ['z', [1, 1]],
    ['y', [40, 80]],
    ['w', [80, 160]],
  ]);
  assert.deepEqual(gradOf(w), [-80, -160]);
});

test('a removed hook is silent; a leaf keeps its hook over steps', () => {
  const w = leaf(2);
  let calls = 0;
  const handle = w.registerHook(() => void calls++);
  for (let k = 0; k < 3; k++) {
    w.mul(w).backward();
    nextStep();
  }
  handle.remove();
  w.mul(w).backward();
  assert.equal(calls, 3);
  assert.equal(gradOf(w), 16);
});

test('a hook that fails ends backward without a change', () => {
  const w = leaf(2);
  const y = w.mul(3);
  const handle = y.registerHook(() => {
    throw new Error('mine');
  });
  assert.throws(() => y.backward(), /mine/);
  handle.remove();
  const other = w.mul(3);
  other.registerHook(() => tensor([1, 2]));
  assert.throws(() => other.backward(), /has changed the size of value/);
  assert.equal(w.grad, null);
  const inner = w.mul(3);
  inner.registerHook(() => w.mul(1).backward());
  assert.throws(() => inner.backward(), /a hook cannot run backward/);
  w.mul(5).backward();
  assert.equal(gradOf(w), 5);
});

test('hooks are not compiled', () => {
  const w = leaf(2);
  const handle = w.registerHook(() => {});
  assert.throws(() => compile(() => w.mul(2).backward())(), /hooks and retained gradients/);
  handle.remove();
});

test('autograd.grad gives gradients as results and leaves the leaves alone', () => {
  const [w, x] = [leaf([1, 2]), leaf([3, 4])];
  const y = w.mul(x);
  const z = y.pow(2);
  const [dw, dy] = autograd.grad(z.sum(), [w, y]);
  assert.deepEqual(
    [dw?.toArray(), dy?.toArray()],
    [
      [18, 64],
      [6, 16],
    ],
  );
  assert.deepEqual([w.grad, x.grad], [null, null]);
  const [dx] = autograd.grad(w.mul(x), x, { gradOutputs: tensor([10, 100]) });
  assert.deepEqual(dx?.toArray(), [10, 200]);
});

test('autograd.grad of several outputs, of unused inputs, of graphs that are kept', () => {
  const [w, v] = [leaf(3), leaf(5)];
  const [a, b] = [w.mul(2), w.mul(w)];
  const [dw, dv] = autograd.grad([a, b], [w, v], { allowUnused: true, retainGraph: true });
  assert.deepEqual([dw?.item(), dv], [8, null]);
  b.backward();
  assert.equal(gradOf(w), 6);
  assert.throws(() => autograd.grad(w.mul(w), w, { createGraph: true }), {
    name: 'AutogradError',
    message: 'createGraph: gradients of gradients are not supported',
  });
});

test('.data changes values in silence', () => {
  const w = leaf([2, 3]);
  const loss = w.mul(w).sum();
  w.data = tensor([10, 20]);
  assert.deepEqual(w.toArray(), [10, 20]);
  loss.backward();
  assert.deepEqual(gradOf(w), [20, 40]);
  const x = tensor([1, 2]);
  x.data = tensor([5, 6]);
  assert.deepEqual(x.toArray(), [5, 6]);
  assert.throws(() => {
    w.data = tensor([1]);
  }, /output with shape \[2\] doesn't match the broadcast shape \[1\]/);
  assert.deepEqual(w.toArray(), [10, 20]);
});

test('backward nodes have the names that PyTorch gives them', () => {
  const [m, v, s] = [
    leaf([
      [1, 2],
      [3, 4],
    ]),
    leaf([1, 2]),
    leaf(2),
  ];
  /** @type {[Tensor, string][]} */
  const named = [
    [m.matmul(m), 'MmBackward0'],
    [m.matmul(v), 'MvBackward0'],
    [v.matmul(v), 'DotBackward0'],
    [m.sum(), 'SumBackward0'],
    [m.sum(0), 'SumBackward1'],
    [m.mean(), 'MeanBackward0'],
    [m.mean([0, 1]), 'MeanBackward1'],
    [s.pow(2), 'PowBackward0'],
    [s.pow(s), 'PowBackward1'],
    [s.square(), 'PowBackward0'],
    [s.relu(), 'ReluBackward0'],
  ];
  for (const [t, name] of named) assert.equal(t.gradFn?.name, name);
  nextStep();
  for (const [t, name] of named) assert.equal(t.gradFn?.name, name);
});
