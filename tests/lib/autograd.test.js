// Reverse mode under PyTorch's rules: sums over fan-out, accumulation, kinks, grad mode, leaves, changes in place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enableGrad, isGradEnabled, noGrad, tensor } from '../../web/lib/index.js';
import { gradOf, leaf } from './tensors.js';

test('contributions add up on fan-out', () => {
  const x = leaf(3);
  x.mul(x).add(x).backward();
  assert.equal(gradOf(x), 7);
  const a = leaf(1);
  const b = a.add(a);
  b.add(b).backward();
  assert.equal(gradOf(a), 4);
});

test('gradients accumulate over backwards, and over leaves shared by graphs', () => {
  const w = leaf([1, 2]);
  w.mul(w).sum().backward();
  assert.deepEqual(gradOf(w), [2, 4]);
  w.mul(10).sum().backward();
  assert.deepEqual(gradOf(w), [12, 14]);
  w.grad?.zero_();
  w.mul(3).sum().backward();
  assert.deepEqual(gradOf(w), [3, 3]);
});

test('before backward a gradient is null, and stays so off the path', () => {
  const [w, unused, plain] = [leaf(1), leaf(1), tensor(1)];
  const loss = w.mul(plain);
  unused.mul(2);
  assert.equal(w.grad, null);
  loss.backward();
  assert.equal(gradOf(w), 1);
  assert.equal(unused.grad, null);
  assert.equal(plain.grad, null);
  assert.equal(loss.grad, null);
});

test('derivatives at the kinks', () => {
  const x = leaf([0, 0, 0]);
  x.relu().sum().backward();
  assert.deepEqual(gradOf(x), [0, 0, 0]);
  x.grad = null;
  x.abs().sum().backward();
  assert.deepEqual(gradOf(x), [0, 0, 0]);
  x.grad = null;
  x.sqrt().sum().backward();
  assert.deepEqual(gradOf(x), [Infinity, Infinity, Infinity]);
});

test('a retained graph can be used again, a used one is refused', () => {
  const w = leaf(3);
  const loss = w.mul(w);
  loss.backward(null, { retainGraph: true });
  loss.backward(null, { retainGraph: true });
  assert.equal(gradOf(w), 12);
  loss.backward();
  assert.equal(gradOf(w), 18);
  assert.throws(() => loss.backward(), { name: 'AutogradError' });
  assert.equal(gradOf(w), 18);
});

test('a retained graph can be grown', () => {
  const w = leaf(2);
  const square = w.mul(w);
  square.backward(null, { retainGraph: true });
  square.mul(w).backward();
  assert.equal(gradOf(w), 4 + 12);
});

test('ops that saved nothing can be walked twice', () => {
  const w = leaf(3);
  const sum = w.add(1);
  sum.backward();
  sum.backward();
  assert.equal(gradOf(w), 2);
});

test('backward of many elements takes their upstream gradient', () => {
  const w = leaf([1, 2, 3]);
  w.mul(w).backward(tensor([1, 0, -1]));
  assert.deepEqual(gradOf(w), [2, 0, -6]);
  const scalar = leaf(4);
  scalar.mul(5).backward(tensor(3));
  assert.equal(gradOf(scalar), 15);
});

test('a leaf is its own loss', () => {
  const w = leaf(4);
  w.backward();
  w.backward(tensor(2));
  assert.equal(gradOf(w), 3);
});

test('broadcast operands receive the sum', () => {
  const [row, column, one] = [leaf([1, 2, 3]), leaf([[1], [2]]), leaf(2)];
  row.mul(column).mul(one).sum().backward();
  assert.deepEqual(gradOf(row), [6, 6, 6]);
  assert.deepEqual(gradOf(column), [[12], [12]]);
  assert.equal(gradOf(one), 18);
});

test('noGrad records nothing, enableGrad records again, and errors leave the mode as it was', () => {
  const w = leaf(1);
  assert.equal(isGradEnabled(), true);
  noGrad(() => {
    assert.equal(isGradEnabled(), false);
    assert.equal(w.mul(2).requiresGrad, false);
    assert.equal(
      enableGrad(() => w.mul(2).requiresGrad),
      true,
    );
    assert.equal(isGradEnabled(), false);
  });
  assert.throws(() =>
    noGrad(() => {
      throw new Error('mine');
    }),
  );
  assert.equal(isGradEnabled(), true);
  assert.throws(() => noGrad(async () => {}), TypeError);
  assert.equal(isGradEnabled(), true);
});

test('detach shares the values and stops the gradient', () => {
  const w = leaf([1, 2]);
  const seen = w.detach();
  assert.equal(seen.requiresGrad, false);
  noGrad(() => w.mul_(10));
  assert.deepEqual(seen.toArray(), [10, 20]);
  seen.add_(1);
  assert.deepEqual(w.toArray(), [11, 21]);
  w.mul(w.detach()).sum().backward();
  assert.deepEqual(gradOf(w), [11, 21]);
  assert.deepEqual(seen.detach().toArray(), [11, 21]);
});

test('leaves, results and their gradFn', () => {
  const w = leaf(1);
  const y = w.mul(2);
  assert.deepEqual(
    [w.isLeaf, y.isLeaf, y.detach().isLeaf, tensor(1).mul(2).isLeaf],
    [true, false, true, true],
  );
  assert.equal(w.gradFn, null);
  assert.equal(y.gradFn?.name, 'MulBackward0');
  assert.equal(noGrad(() => w.mul(2)).isLeaf, true);
  assert.deepEqual([w.requiresGrad, y.requiresGrad, tensor(1).requiresGrad], [true, true, false]);
});

test('requiresGrad can be switched on leaves', () => {
  const x = tensor(3);
  x.requiresGrad = true;
  x.mul(x).backward();
  assert.equal(gradOf(x), 6);
  x.requiresGrad = false;
  assert.equal(x.mul(x).requiresGrad, false);
  x.requiresGrad = true;
  x.mul(x).backward();
  assert.equal(gradOf(x), 12);
});

test('a gradient can be assigned, read again, and added to', () => {
  const w = leaf([1, 2]);
  const given = tensor([10, 20]);
  w.grad = given;
  w.mul(3).sum().backward();
  assert.deepEqual(gradOf(w), [13, 23]);
  assert.deepEqual(given.toArray(), [13, 23]);
  assert.equal(w.grad, given);
  w.grad = null;
  assert.equal(w.grad, null);
  assert.deepEqual(given.toArray(), [13, 23]);
  w.mul(3).sum().backward();
  assert.deepEqual(gradOf(w), [3, 3]);
  assert.deepEqual(given.toArray(), [13, 23]);
});

test('a gradient that is held sees what is added later', () => {
  const w = leaf(1);
  w.mul(2).backward();
  const { grad } = w;
  w.mul(5).backward();
  assert.equal(grad?.item(), 7);
  assert.equal(w.grad, grad);
});

test('a change in place is part of the graph', () => {
  const w = leaf(3);
  const y = w.mul(2);
  const same = y.mul_(w);
  assert.equal(same, y);
  assert.equal(y.item(), 18);
  y.backward();
  assert.equal(gradOf(w), 12);
});

test('what backward does not need may change in place', () => {
  const w = leaf(3);
  const x = tensor(5);
  const y = w.mul(2);
  const z = y.add(1);
  y.add_(100);
  x.add_(1);
  z.backward();
  assert.equal(gradOf(w), 2);
  assert.equal(x.item(), 6);
});

test('a leaf changed in noGrad is used with its new value', () => {
  const w = leaf(3);
  noGrad(() => w.zero_());
  w.mul(w).backward();
  assert.equal(gradOf(w), 0);
  noGrad(() => w.fill_(2.5));
  w.mul(w).backward();
  assert.equal(gradOf(w), 5);
});

test('a tensor is not its own gradient', () => {
  const w = leaf(3);
  const own = () => {
    w.grad = w;
  };
  assert.throws(own, /^AutogradError: can't assign Variable as its own grad$/);
  w.mul(w).backward();
  assert.throws(own, /own grad/);
  assert.equal(gradOf(w), 6);
});
