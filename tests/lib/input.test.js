// Bad input: a typed error that says what is expected, and an engine that goes on.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import {
  autograd,
  F,
  graph,
  isGradEnabled,
  noGrad,
  rand,
  randn,
  Tensor,
  tensor,
  trace,
} from '../../web/lib/index.js';

/** @param {unknown} value  what a program without types may pass */
const any = (value) => /** @type {any} */ (value);
/**
 * @param {number} size
 * @param {number} depth
 * @returns {any}
 */
const nested = (size, depth) =>
  depth === 0 ? 1 : Array.from({ length: size }, () => nested(size, depth - 1));

afterEach(() => {
  const w = tensor([1, 2], { requiresGrad: true });
  w.mul(3).sum().backward();
  assert.deepEqual(w.grad?.toArray(), [3, 3]);
  assert.equal(isGradEnabled(), true);
});

for (const [what, data, kind] of /** @type {[string, unknown, string][]} */ ([
  ['a string', '1', 'string'],
  ['a string in a list', [1, 'two'], 'string'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['null in a list', [1, null], 'null'],
  ['a hole in a list', Array(2), 'undefined'],
  ['a list of unsigned BigInts', new BigUint64Array(2), 'BigUint64Array'],
  ['a view without elements', new DataView(new ArrayBuffer(8)), 'DataView'],
  ['an object', { 0: 1 }, 'Object'],
  ['a tensor', tensor(1), 'Tensor'],
  ['a tensor in a list', [tensor(1)], 'Tensor'],
  ['a typed array in a list', [new Float32Array(2)], 'Float32Array'],
  ['a number among lists', [[1], 2], 'number'],
  ['a list among numbers', [1, [2]], 'Array'],
])) {
  test(`a tensor is not made of ${what}`, () => {
    const message = `a tensor is made of numbers, nested arrays of numbers or a typed array, but got ${kind}`;
    assert.throws(() => tensor(any(data)), { name: 'TypeError', message });
  });
}

test('lists of different lengths', () => {
  const message = /^expected sequence of length 2 at dim 1 \(got [013]\)$/;
  assert.throws(() => tensor([[1, 2], [1]]), { name: 'RangeError', message });
  assert.throws(() => tensor([[1, 2], []]), { name: 'RangeError', message });
  assert.throws(
    () =>
      tensor([
        [1, 2],
        [1, 2, 3],
      ]),
    { name: 'RangeError', message },
  );
});

test('at most 8 dimensions', () => {
  assert.equal(tensor(nested(2, 8)).shape.length, 8);
  const message = 'a tensor has 0 to 8 dimensions, but this list is nested deeper';
  assert.throws(() => tensor(nested(1, 9)), { name: 'RangeError', message });
});

test('a list that holds itself', () => {
  /** @type {any[]} */
  const list = [];
  list.push(list);
  assert.throws(() => tensor(list), { name: 'RangeError', message: /dimensions/ });
});

test('typed arrays of every kind of number, copied', () => {
  for (const Kind of [
    Float32Array,
    Float64Array,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
  ]) {
    const data = Kind.of(1, 2, 3);
    const t = tensor(data);
    data[0] = 9;
    assert.deepEqual(t.toArray(), [1, 2, 3]);
  }
});

test('numbers are rounded to floats; NaN, infinities and -0 stay', () => {
  const t = tensor([0.1, 1e39, -1e39, Number.NaN, -0, 1e-46]);
  const floats = [Math.fround(0.1), Infinity, -Infinity, Number.NaN, -0, 0];
  assert.deepEqual(t.toArray(), floats);
  assert.deepEqual(Array.from(t.data), floats);
});

test('what is handed out is a copy', () => {
  const t = tensor([1, 2]);
  t.data[0] = 9;
  t.toArray()[0] = 9;
  t.shape[0] = 9;
  assert.deepEqual([t.toArray(), t.shape], [[1, 2], [2]]);
});

for (const [what, operand] of /** @type {[string, unknown][]} */ ([
  ['a string', '2'],
  ['null', null],
  ['nothing', undefined],
  ['a list', [1]],
  ['a BigInt', 1n],
  ['a boolean', true],
])) {
  test(`${what} is no operand`, () => {
    const t = tensor([[1]]);
    const number = /^add\(\): argument 'other' must be Tensor, not \w+$/;
    assert.throws(() => t.add(any(operand)), { name: 'TypeError', message: number });
    assert.throws(() => t.add_(any(operand)), { name: 'TypeError', message: number });
    const matrix = /^matmul\(\): argument 'other' must be Tensor, not \w+$/;
    assert.throws(() => t.matmul(any(operand)), { name: 'TypeError', message: matrix });
    assert.deepEqual(t.toArray(), [[1]]);
  });
}

test('matmul takes no number', () => {
  assert.throws(() => tensor([[1]]).matmul(any(2)), { name: 'TypeError' });
});

for (const [what, args, message] of /** @type {[string, unknown[], RegExp][]} */ ([
  ['a dim as text', ['0'], /^sum\(\): argument 'dim' must be tuple of ints, not str$/],
  ['half a dim', [0.5], /not float$/],
  ['a dim that is no number', [Number.NaN], /not float$/],
  ['a list of dims with text', [[0, 'x']], /not str$/],
  ['keepdim as a number', [0, 1], /^sum\(\): argument 'keepdim' must be bool, not int$/],
  ['an unknown name', [{ dims: 0 }], /^sum\(\) got an unexpected keyword argument 'dims'$/],
  ['too many arguments', [0, true, 1], /^sum\(\) takes 2 arguments, but got 3$/],
])) {
  test(`sum refuses ${what}`, () => {
    assert.throws(() => any(tensor([[1, 2]])).sum(...args), { name: 'TypeError', message });
  });
}

test('attributes are taken by place and by name, and default', () => {
  const t = tensor([
    [1, 2],
    [3, 4],
  ]);
  assert.equal(t.sum().item(), 10);
  assert.deepEqual(t.sum(0).toArray(), [4, 6]);
  assert.deepEqual(t.sum([-1], true).toArray(), [[3], [7]]);
  assert.deepEqual(t.sum({ keepdim: true }).toArray(), [[10]]);
  assert.deepEqual(t.mean({ dim: 1 }).toArray(), [1.5, 3.5]);
});

test('JavaScript operators are refused, text is shown', () => {
  const t = tensor([1, 2], { requiresGrad: true });
  assert.throws(() => any(t) + 1, { name: 'TypeError', message: /a\.mul\(b\)/ });
  assert.equal(`${t}`, 'tensor([1,2], requiresGrad)');
  assert.equal(String(tensor(2).mul(3)), 'tensor(6)');
  assert.equal(String(t.sum()), 'tensor(3, gradFn: SumBackward0)');
  assert.equal(JSON.stringify({ t }), '{"t":[1,2]}');
});

test('backward, grad, graph and trace refuse what is no tensor', () => {
  const w = tensor([1, 2], { requiresGrad: true });
  const y = w.mul(2);
  const name = 'TypeError';
  const message = "backward's gradient must be a Tensor, but got Array";
  assert.throws(() => y.backward(any([1, 1])), { name, message });
  assert.throws(() => y.backward(any(1)), { name, message: /must be a Tensor, but got number/ });
  assert.throws(() => Object.assign(w, { grad: [1, 2] }), { name, message: /Tensor or None/ });
  assert.throws(() => graph(any(3)), { name, message: /must be a Tensor, but got number/ });
  assert.throws(() => trace(any(null)), { name, message: /must be a Tensor, but got null/ });
  const named = { name, message: 'what is named w must be a Tensor, but got number' };
  assert.throws(() => graph(y, any({ w: 3 })), named);
  assert.throws(() => trace(y.sum(), any({ w: 3 })), named);
  y.backward(tensor([1, 1]));
  assert.deepEqual(w.grad?.toArray(), [2, 2]);
});

test('a function that fails within noGrad', () => {
  assert.throws(() => noGrad(any(null)), TypeError);
});

test('methods need a tensor', () => {
  const { add } = Tensor.prototype;
  assert.throws(() => add.call(any({}), 1), TypeError);
});

test('requiresGrad is true or false', () => {
  const t = tensor(1);
  const expected = { name: 'TypeError', message: /^requiresGrad must be true or false, but got/ };
  assert.throws(() => tensor(1, any({ requiresGrad: 'yes' })), expected);
  assert.throws(() => Object.assign(t, { requiresGrad: 1 }), expected);
  assert.equal(t.requiresGrad, false);
});

test('arguments that nobody reads are refused', () => {
  const x = tensor([1, 2]);
  const refused = [
    [() => any(x).add(1, { alpha: 2 }), "add() got an unexpected keyword argument 'alpha'"],
    [() => any(x).add_(x, { alpha: 2 }), "add() got an unexpected keyword argument 'alpha'"],
    [
      () => any(x).div(2, { rounding_mode: 'floor' }),
      "div() got an unexpected keyword argument 'rounding_mode'",
    ],
    [() => any(x).exp(2), 'exp() takes 0 arguments, but got 1'],
    [
      () => tensor(1, any({ requires_grad: true })),
      "tensor() got an unexpected keyword argument 'requires_grad'",
    ],
    [
      () => x.backward(null, any({ createGraph: true })),
      "backward() got an unexpected keyword argument 'createGraph'",
    ],
    [
      () => autograd.grad(x, x, any({ create_graph: true })),
      "grad() got an unexpected keyword argument 'create_graph'",
    ],
    [
      () => randn(2, any({ requires_grad: true })),
      "randn() got an unexpected keyword argument 'requires_grad'",
    ],
  ];
  for (const [run, message] of refused) {
    assert.throws(any(run), { name: 'TypeError', message });
  }
  assert.deepEqual(x.toArray(), [1, 2]);
});

test('a gradient is of the dtype of its tensor', () => {
  const w = tensor([1, 2], { requiresGrad: true });
  const message =
    "attempting to assign a gradient with dtype 'long int' to a tensor with grad_dtype 'Float'.";
  assert.throws(() => Object.assign(w, { grad: tensor([1n, 2n]) }), {
    name: 'ChainruleError',
    message,
  });
});

test('random numbers can be leaves that require grad', () => {
  const [u, v] = [rand(2, 3, { requiresGrad: true }), randn([4], { requiresGrad: true })];
  u.sum().add(v.sum()).backward();
  assert.deepEqual([u.isLeaf, u.shape, u.grad?.shape], [true, [2, 3], [2, 3]]);
  assert.deepEqual(v.grad?.toArray(), [1, 1, 1, 1]);
  assert.equal(rand(2).requiresGrad, false);
});

test('functional has the methods, too, and refuses what is no tensor', () => {
  const x = tensor([[-1, 2]]);
  assert.deepEqual(F.relu(x).toArray(), [[0, 2]]);
  assert.deepEqual(F.softmax(x, { dim: 1 }).toArray(), x.softmax(1).toArray());
  assert.deepEqual(F.gelu(x, { approximate: 'tanh' }).toArray(), x.gelu('tanh').toArray());
  assert.deepEqual(F.embedding(tensor([1n]), tensor([[1], [2]])).toArray(), [[2]]);
  assert.deepEqual(F.pad(x, [1, 0], 'constant', 5).toArray(), [[5, -1, 2]]);
  assert.throws(() => F.relu(any(3)), {
    name: 'TypeError',
    message: "relu(): argument 'input' must be Tensor, not int",
  });
  assert.throws(() => F.pad(x, [1, 0], any('reflect')), {
    name: 'ChainruleError',
    message: "pad(): only the mode 'constant' is supported, but got 'reflect'",
  });
});
