// Views are copies here: where PyTorch's would change with their base, or their base with them, we refuse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noGrad, tensor } from '../../web/lib/index.js';
import { leaf, nextStep } from './tensors.js';

const MATRIX = [
  [1, 2],
  [3, 4],
];
const changed = {
  name: 'AutogradError',
  message: /^this is a view of a tensor that has been changed/,
};
const refused = { name: 'AutogradError', message: /^a view cannot be changed in place here/ };

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @type {Record<string, (x: Tensor) => Tensor>} */
const VIEWS = {
  transpose: (x) => x.transpose(0, 1),
  t: (x) => x.t(),
  T: (x) => x.T,
  mT: (x) => x.mT,
  permute: (x) => x.permute(1, 0),
  view: (x) => x.view(4),
  reshape: (x) => x.reshape(-1),
  flatten: (x) => x.flatten(),
  unflatten: (x) => x.unflatten(0, [2, 1]),
  squeeze: (x) => x.squeeze(),
  unsqueeze: (x) => x.unsqueeze(0),
  expand: (x) => x.expand(3, 2, 2),
  narrow: (x) => x.narrow(0, 0, 1),
  select: (x) => x.select(0, 0),
  slice: (x) => x.slice(0, 0, 1),
  diagonal: (x) => x.diagonal(),
  index: (x) => x.index(0, '1:'),
  split: (x) => x.split(1)[1],
  chunk: (x) => x.chunk(2)[0],
  unbind: (x) => x.unbind()[0],
  'a view of a view': (x) => x.t().index(0),
  'a view of what is detached': (x) => x.detach().index(0),
};

for (const [name, view] of Object.entries(VIEWS)) {
  test(`${name} gives a view`, () => {
    const x = tensor(MATRIX);
    const y = view(x);
    const before = y.toArray();
    assert.throws(() => y.add_(1), refused);
    assert.throws(() => y.mul_(tensor(2)), refused);
    assert.throws(() => y.zero_(), refused);
    assert.throws(() => y.detach().exp_(), refused);
    assert.throws(() => y.masked_fill_(tensor(true), 0), refused);
    assert.deepEqual(y.toArray(), before);
    x.add_(1);
    for (const use of [
      () => y.toArray(),
      () => y.mul(2),
      () => tensor(1).mul(y),
      () => y.detach().data,
    ]) {
      assert.throws(use, changed);
    }
    assert.deepEqual(view(x).toArray(), view(tensor(MATRIX).add(1)).toArray());
  });
}

/** @type {Record<string, (x: Tensor) => Tensor>} */
const COPIES = {
  clone: (x) => x.view(4).clone(),
  roll: (x) => x.roll(1),
  repeat: (x) => x.repeat(1, 1),
  repeat_interleave: (x) => x.repeat_interleave(1),
  index_select: (x) => x.index_select(0, tensor([0n])),
  'a list of indices': (x) => x.index([1]),
  masked_select: (x) => x.masked_select(x.gt(0)),
  sort: (x) => x.sort().values,
  topk: (x) => x.topk(1).values,
  'indices of topk': (x) => x.topk(1).indices,
  flip: (x) => x.flip(0),
  tril: (x) => x.tril(),
};

for (const [name, copy] of Object.entries(COPIES)) {
  test(`${name} gives elements of its own`, () => {
    const x = tensor(MATRIX);
    const [y, again] = [copy(x), copy(x)];
    const before = again.toArray();
    assert.notDeepEqual(y.add_(1).toArray(), before);
    assert.deepEqual(x.toArray(), MATRIX);
    x.add_(1);
    assert.deepEqual(again.toArray(), before);
  });
}

test('a view of a leaf that requires grad is refused in the words of PyTorch', () => {
  const message =
    'a view of a leaf Variable that requires grad is being used in an in-place operation.';
  assert.throws(() => leaf(MATRIX).index(0).add_(1), { name: 'AutogradError', message });
  assert.throws(() => noGrad(() => leaf(MATRIX).index(0).add_(1)), refused);
});

test('a view that backward needs was changed with its base', () => {
  const w = leaf([1, 2]);
  const y = w.view(2, 1);
  const loss = y.mul(y).sum();
  noGrad(() => w.mul_(2));
  assert.throws(() => loss.backward(), /has been modified by an inplace operation/);
});

test('a new view after each step goes with the weights', () => {
  const w = leaf(MATRIX);
  for (let step = 0; step < 3; step++) {
    w.grad = null;
    w.t().sum().backward();
    noGrad(() => w.sub_(/** @type {Tensor} */ (w.grad)));
    nextStep();
  }
  assert.deepEqual(w.toArray(), [
    [-2, -1],
    [0, 1],
  ]);
});

test('views outlive the step in which they were made', () => {
  const x = tensor([1, 2, 3]);
  const y = x.index('1:');
  nextStep();
  assert.deepEqual(y.toArray(), [2, 3]);
  x.fill_(0);
  assert.throws(() => y.item(), changed);
  assert.throws(() => y.select(0, 0), changed);
  nextStep();
  assert.throws(() => y.toArray(), changed);
});

test('a view that is given other values is one no more', () => {
  const x = tensor([1, 2]);
  const y = x.view(2, 1);
  y.data = tensor([[3], [4]]);
  x.zero_();
  assert.deepEqual(y.add_(1).toArray(), [[4], [5]]);
});
