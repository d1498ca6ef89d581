// Changes in place and the graphs that read the old values, across flushes of the tape.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noGrad, tensor } from '../../web/lib/index.js';
import { gradOf, leaf, nextStep } from './tensors.js';

/** What is thrown when a backward needs a value that is gone. */
const CHANGED = {
  name: 'AutogradError',
  message: /^one of the variables needed for gradient computation has been modified by an inplace/,
};

for (const [when, flush] of /** @type {const} */ ([
  ['in one step', () => {}],
  ['over several steps', nextStep],
])) {
  test(`an op in place reads the value that it replaces, ${when}`, () => {
    const w = leaf(3);
    const y = w.mul(2);
    flush();
    y.mul_(w);
    flush();
    y.add_(1);
    flush();
    assert.equal(y.item(), 19);
    assert.equal(y.gradFn?.name, 'AddBackward0');
    y.backward();
    assert.equal(gradOf(w), 12);
  });

  test(`a reader of the old value is refused, ${when}`, () => {
    const w = leaf(3);
    const y = w.mul(2);
    const reader = y.mul(y);
    flush();
    y.add_(1);
    flush();
    assert.throws(() => reader.backward(), CHANGED);
    assert.equal(w.grad, null);
    const after = y.mul(y);
    flush();
    after.backward();
    assert.equal(gradOf(w), 2 * 7 * 2);
  });

  test(`an op that saved nothing may be walked, ${when}`, () => {
    const w = leaf(3);
    const y = w.mul(2);
    const reader = y.add(5);
    flush();
    y.mul_(10);
    flush();
    assert.deepEqual([reader.item(), y.item()], [11, 60]);
    reader.backward();
    assert.equal(gradOf(w), 2);
  });

  test(`a parameter's readers before and after an update are told apart, ${when}`, () => {
    const w = leaf(3);
    const before = w.mul(w);
    flush();
    noGrad(() => w.add_(1));
    flush();
    const after = w.mul(w);
    flush();
    after.backward();
    assert.equal(gradOf(w), 8);
    assert.throws(() => before.backward(), CHANGED);
    assert.equal(gradOf(w), 8);
  });

  test(`a constant that an op has saved must stay, ${when}`, () => {
    const [w, x] = [leaf(3), tensor(5)];
    const [product, sum] = [w.mul(x), w.add(x)];
    flush();
    x.fill_(7);
    flush();
    assert.throws(() => product.backward(), CHANGED);
    sum.backward();
    assert.equal(gradOf(w), 1);
  });

  test(`a detached view shares what a result holds now, ${when}`, () => {
    const y = leaf(3).mul(2);
    const view = y.detach();
    flush();
    noGrad(() => y.add_(1));
    assert.equal(view.item(), 7);
    flush();
    view.add_(1);
    assert.equal(y.item(), 8);
    y.mul_(2);
    assert.equal(view.item(), 16);
  });
}

test('a leaf that starts to require grad later is the same leaf', () => {
  const [w, x] = [leaf(3), tensor(5)];
  const early = w.mul(x);
  x.requiresGrad = true;
  early.backward();
  assert.deepEqual([gradOf(w), x.grad], [5, null]);
  w.mul(x).backward();
  assert.deepEqual([gradOf(w), gradOf(x)], [10, 3]);
});

test('a number, a row and a tensor may be put in place', () => {
  const t = tensor([
    [1, 2],
    [3, 4],
  ]);
  t.add_(1)
    .mul_(tensor([1, 10]))
    .sub_(t)
    .add_(tensor([[2], [3]]))
    .neg_();
  assert.deepEqual(t.toArray(), [
    [-2, -2],
    [-3, -3],
  ]);
});

test('a refused change leaves the tensor as it was', () => {
  const t = tensor([1, 2]);
  assert.throws(() => t.add_(tensor([1, 2, 3])), { name: 'ShapeError' });
  assert.throws(() => t.fill_(/** @type {any} */ ('1')), TypeError);
  assert.throws(() => t.add_(/** @type {any} */ (null)), TypeError);
  assert.deepEqual(t.toArray(), [1, 2]);
});

test('a gradient can be changed in place', () => {
  const w = leaf([1, 2]);
  w.mul(3).sum().backward();
  w.grad?.mul_(2).add_(1);
  assert.deepEqual(gradOf(w), [7, 7]);
  w.mul(3).sum().backward();
  assert.deepEqual(gradOf(w), [10, 10]);
});

test('a graph that read a detached tensor is refused once the shared values have changed', () => {
  const [w, v] = [leaf(3), leaf(2)];
  const loss = v.mul(w.detach());
  const other = v.add(w.detach());
  noGrad(() => w.sub_(1));
  assert.throws(() => loss.backward(), CHANGED);
  other.backward();
  assert.equal(gradOf(v), 1);
});

test('.data = exchanges the values silently: backward goes on with the new ones, as in PyTorch', () => {
  const w = leaf(1);
  const loss = w.pow(2).mul(2).sub(4).pow(2);
  w.data = tensor(3);
  assert.deepEqual([w.item(), w.isLeaf, w.requiresGrad], [3, true, true]);
  loss.backward();
  assert.equal(gradOf(w), -48);
  assert.throws(() => Object.assign(w, { data: 3 }), TypeError);
  assert.throws(() => Object.assign(w, { data: tensor([1, 2]) }), { name: 'ShapeError' });
  assert.equal(w.item(), 3);
});

test('.data = of a tensor that no op has used', () => {
  const t = tensor([1, 2]);
  t.data = tensor([3, 4]);
  assert.deepEqual(t.toArray(), [3, 4]);
});
