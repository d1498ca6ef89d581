// Layers as modules: what depends on the mode, on options and on buffers. The ops behind them have tests of their own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, F, manualSeed, nn, ones, randn, tensor } from '../../web/lib/index.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

/** @param {Tensor | null} t */
const rounded = (t) => [...(t?.data ?? [])].map((x) => Number(x.toFixed(4)));

test('batch norm keeps running means, and uses them when not in training', () => {
  const norm = new nn.BatchNorm1d(2);
  const x = tensor([
    [1, 2],
    [3, 6],
  ]);
  norm.forward(x);
  assert.deepEqual(rounded(norm.running_mean), [0.2, 0.4]);
  assert.deepEqual(rounded(norm.running_var), [1.1, 1.7]);
  assert.equal(norm.num_batches_tracked?.item(), 1);
  norm.forward(x);
  assert.deepEqual(rounded(norm.running_mean), [0.38, 0.76]);
  norm.eval();
  const y = norm.forward(x);
  assert.deepEqual(rounded(y), [0.5684, 0.8123, 2.4017, 3.4328]);
  assert.equal(norm.num_batches_tracked?.item(), 2);
  assert.deepEqual(Object.keys(norm.stateDict()), [
    'weight',
    'bias',
    'running_mean',
    'running_var',
    'num_batches_tracked',
  ]);
});

test('with momentum null the running means are those of all batches', () => {
  const norm = new nn.BatchNorm2d(1, { momentum: null, affine: false });
  for (const value of [1, 2, 6]) norm.forward(ones(1, 1, 2, 2).mul(value));
  assert.deepEqual(rounded(norm.running_mean), [3]);
  assert.deepEqual(norm.parameters(), []);
});

test('without running means batch norm takes those of the batch always', () => {
  const norm = new nn.BatchNorm1d(1, { trackRunningStats: false }).eval();
  assert.deepEqual(rounded(norm.forward(tensor([[1], [3]]))), [-1, 1]);
  assert.deepEqual(norm.buffers(), []);
});

test('batch norm refuses other dims in the words of PyTorch', () => {
  const message = 'expected 2D or 3D input (got 1D input)';
  assert.throws(() => new nn.BatchNorm1d(2).forward(tensor([1, 2])), { message });
  assert.throws(() => new nn.BatchNorm2d(2).forward(ones(1, 2)), {
    message: 'expected 4D input (got 2D input)',
  });
});

test('a compiled step moves the running means, too', () => {
  const [a, b] = [0, 1].map(() => new nn.BatchNorm1d(2));
  const step = compile((/** @type {Tensor} */ x) => b.forward(x));
  for (let batch = 0; batch < 4; batch++) {
    const x = randn(3, 2);
    assert.deepEqual(step(x).toArray(), a.forward(x).toArray());
  }
  assert.deepEqual(rounded(b.running_var), rounded(a.running_var));
});

test('layer norm has a weight and a bias where asked', () => {
  const x = tensor([
    [1, 3],
    [4, 8],
  ]);
  assert.deepEqual(rounded(new nn.LayerNorm(2).forward(x)), [-1, 1, -1, 1]);
  assert.equal(new nn.LayerNorm([2, 2], { bias: false }).parameters().length, 1);
  const plain = new nn.LayerNorm(2, { elementwiseAffine: false });
  assert.deepEqual(rounded(plain.forward(x)), [-1, 1, -1, 1]);
  assert.deepEqual(plain.parameters(), []);
});

test('an empty weight is not one that is left out', () => {
  const [x, empty, bias] = [tensor([[1, 3]]), tensor([]), tensor([1, 1])];
  assert.throws(
    () => F.layer_norm(x, [2], empty, bias),
    /^ShapeError: Expected weight to be of same shape as normalized_shape, but got weight of shape \[0\]/,
  );
  assert.throws(
    () =>
      F.batch_norm(
        tensor([
          [1, 3],
          [2, 5],
        ]),
        null,
        null,
        empty,
        bias,
        true,
      ),
    /weight should contain 2 elements not 0$/,
  );
  assert.deepEqual(F.layer_norm(x, [2], null, bias, 0).toArray(), [[0, 2]]);
});

test('dropout is for training only', () => {
  manualSeed(1);
  const dropout = new nn.Dropout(0.25);
  const x = ones(1000);
  const { data } = dropout.forward(x);
  const kept = data.filter((y) => y !== 0);
  assert(kept.every((y) => y === Math.fround(1 / 0.75)));
  assert(Math.abs(kept.length - 750) < 60, `${kept.length}`);
  assert.deepEqual(dropout.eval().forward(x).data, x.data);
  assert.throws(() => new nn.Dropout(1.5), {
    message: 'dropout probability has to be between 0 and 1, but got 1.5',
  });
});

test('the padding row of an embedding stays 0', () => {
  const embedding = new nn.Embedding(4, 2, { paddingIdx: 1 });
  assert.deepEqual(embedding.weight.toArray()[1], [0, 0]);
  embedding
    .forward(tensor([1n, 3n, 1n]))
    .sum()
    .backward();
  assert.deepEqual(embedding.weight.grad?.toArray(), [
    [0, 0],
    [0, 0],
    [0, 0],
    [1, 1],
  ]);
  assert.throws(() => new nn.Embedding(4, 2, { paddingIdx: 4 }), {
    message: 'Padding_idx must be within num_embeddings',
  });
});

test('convolutions refuse groups that do not fit', () => {
  assert.throws(() => new nn.Conv2d(3, 4, 1, { groups: 2 }), {
    message: 'in_channels must be divisible by groups',
  });
  assert.throws(() => new nn.Conv2d(4, 3, 1, { groups: 2 }), {
    message: 'out_channels must be divisible by groups',
  });
  assert.throws(() => new nn.Conv2d(4, 3, 1, { groups: 0 }), {
    message: 'groups must be a positive integer',
  });
});

test('modules are the functions with their options', () => {
  manualSeed(2);
  const x = randn(2, 2, 6, 6);
  const conv = new nn.Conv2d(2, 3, [2, 3], { stride: 2, padding: [1, 0], dilation: 2 });
  const { weight, bias } = conv;
  const options = { stride: 2, padding: /** @type {[number, number]} */ ([1, 0]), dilation: 2 };
  assert.deepEqual(conv.forward(x).toArray(), F.conv2d(x, weight, bias, { ...options }).toArray());
  assert.deepEqual(new nn.MaxPool2d(2).forward(x).shape, [2, 2, 3, 3]);
  assert.deepEqual(
    new nn.AvgPool2d([2, 3], { stride: 1, padding: 1, countIncludePad: false })
      .forward(x)
      .toArray(),
    F.avg_pool2d(x, [2, 3], { stride: 1, padding: 1, count_include_pad: false }).toArray(),
  );
  assert.deepEqual(new nn.Flatten().forward(x).shape, [2, 72]);
  assert.deepEqual(new nn.Flatten(0, 1).forward(x).shape, [4, 6, 6]);
  assert.deepEqual(new nn.Softmax(-1).forward(x).toArray(), x.softmax(-1).toArray());
  assert.equal(new nn.Identity().forward(x), x);
});

test('losses have options, and weights that belong to their state', () => {
  const [x, y] = [tensor([0.25, 0.75]), tensor([1, 0])];
  const weight = tensor([1, 3]);
  const loss = new nn.BCELoss({ weight, reduction: 'sum' });
  assert.equal(
    loss.forward(x, y).item(),
    F.binary_cross_entropy(x, y, { weight, reduction: 'sum' }).item(),
  );
  assert.deepEqual(Object.keys(loss.stateDict()), ['weight']);
  const logits = new nn.BCEWithLogitsLoss({ posWeight: weight });
  assert.deepEqual(Object.keys(logits.stateDict()), ['pos_weight']);
  assert.equal(
    logits.forward(x, y).item(),
    F.binary_cross_entropy_with_logits(x, y, { pos_weight: weight }).item(),
  );
  assert.equal(new nn.HuberLoss({ delta: 0.5 }).forward(x, y).item(), 0.25);
  assert.equal(new nn.SmoothL1Loss({ reduction: 'sum' }).forward(x, y).item(), 0.5625);
  assert.equal(new nn.L1Loss().forward(x, y).item(), 0.75);
  assert.deepEqual(new nn.MSELoss({ reduction: 'none' }).forward(x, y).toArray(), [0.5625, 0.5625]);
  const log = x.log();
  assert.equal(
    new nn.KLDivLoss({ reduction: 'batchmean', logTarget: true }).forward(log, log).item(),
    0,
  );
  assert.equal(new nn.NLLLoss().forward(tensor([[-1, -2]]), tensor([1n])).item(), 2);
});
