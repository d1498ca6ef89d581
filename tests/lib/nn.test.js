// Modules beside PyTorch's: first parameters to the bit, names, states, sentences, how they are printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { manualSeed, nn, randn, tensor } from '../../web/lib/index.js';
import { layers, modules, networks } from './networks.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

for (const name of Object.keys(layers)) {
  test(`${name} starts as PyTorch's, to the bit`, () => {
    for (const [, seed, key, crc, ends] of networks.starts.filter(([layer]) => layer === name)) {
      manualSeed(seed);
      const { data } = layers[name]().stateDict()[key];
      assert.deepEqual([data[0], data[data.length - 1]], ends, `${key}, seed ${seed}`);
      assert.equal(crc32(new Uint8Array(data.buffer)), crc, `${key}, seed ${seed}`);
    }
  });
}

test('modules are printed as by PyTorch', () => {
  assert.deepEqual(
    modules.map((make) => String(make())),
    networks.printed,
  );
});

/** Two layers, of which one is used twice, and a buffer. */
class Net extends nn.Module {
  constructor() {
    super();
    this.scale = new nn.Parameter(tensor([2, 3]));
    this.first = new nn.Linear(2, 2);
    this.again = this.first;
    this.last = new nn.Linear(2, 1, { bias: false });
    this.registerBuffer('seen', tensor(0, { dtype: 'int64' }));
  }

  /** @param {Tensor} x */
  forward(x) {
    return this.last.forward(this.again.forward(this.first.forward(x.mul(this.scale)).relu()));
  }
}

test('parameters are found by name, each once', () => {
  const net = new Net();
  assert.deepEqual(
    net.namedParameters().map(([name]) => name),
    ['scale', 'first.weight', 'first.bias', 'last.weight'],
  );
  assert.deepEqual(net.parameters()[0], net.scale);
  assert.deepEqual(
    net.namedModules().map(([name]) => name),
    ['', 'first', 'last'],
  );
  assert.deepEqual(net.children(), [net.first, net.first, net.last]);
  assert.deepEqual(net.namedBuffers(), [['seen', /** @type {any} */ (net).seen]]);
  assert.equal(net.buffers().length, 1);
});

test('modes, apply and gradients reach everything below', () => {
  const net = new Net();
  net.eval();
  assert(net.modules().every((module) => !module.training));
  assert.equal(net.train().last.training, true);
  /** @type {nn.Module[]} */
  const visited = [];
  net.apply((module) => visited.push(module));
  assert.deepEqual(visited, [net.first, net.first, net.last, net]);
  net
    .forward(tensor([[1, 2]]))
    .sum()
    .backward();
  assert(net.parameters().every(({ grad }) => grad !== null));
  net.zeroGrad();
  assert(net.parameters().every(({ grad }) => grad === null));
  net.requiresGrad_(false);
  assert.equal(net.forward(tensor([[1, 2]])).requiresGrad, false);
});

test('a state dict has names and values of now', () => {
  const net = new Net();
  const state = net.stateDict();
  assert.deepEqual(Object.keys(state), [
    'scale',
    'seen',
    'first.weight',
    'first.bias',
    'again.weight',
    'again.bias',
    'last.weight',
  ]);
  assert(Object.values(state).every((t) => !t.requiresGrad));
  nn.init.ones_(net.scale);
  assert.deepEqual(state.scale.toArray(), [1, 1]);
});

test('a loaded state computes the same', () => {
  const [a, b] = [new Net(), new Net()];
  const x = tensor([[1, 2]]);
  nn.init.constant_(a.scale, 0.5);
  a.registerBuffer('seen', tensor(7, { dtype: 'int64' }));
  const before = b.parameters();
  assert.deepEqual(b.loadStateDict(a.stateDict()), { missingKeys: [], unexpectedKeys: [] });
  assert.equal(b.forward(x).item(), a.forward(x).item());
  assert.deepEqual(b.parameters(), before);
  assert.equal(/** @type {any} */ (b).seen.item(), 7);
  assert(b.scale.requiresGrad);
});

test('a state that does not fit is refused in the words of PyTorch, and nothing changes', () => {
  const net = new Net();
  const before = net.first.weight.toArray();
  const wrong = { 'first.weight': tensor([1]), 'first.more': tensor(2), foo: tensor(1) };
  const message =
    'Error(s) in loading state_dict for Net:\n' +
    '\tMissing key(s) in state_dict: "scale", "seen", "first.bias", "again.weight", "again.bias", "last.weight". \n' +
    '\tUnexpected key(s) in state_dict: "foo", "first.more". \n' +
    '\tsize mismatch for first.weight: copying a param with shape torch.Size([1]) from checkpoint, the shape in current model is torch.Size([2, 2]).';
  assert.throws(() => net.loadStateDict(wrong), { message });
  assert.throws(() => net.loadStateDict(/** @type {any} */ ({ scale: 3 }), { strict: false }), {
    message: /expected torch.Tensor or Tensor-like object from checkpoint but received number/,
  });
  assert.deepEqual(net.first.weight.toArray(), before);
  const found = net.loadStateDict(
    { 'first.bias': tensor([5, 6]), foo: tensor(1) },
    { strict: false },
  );
  assert.deepEqual(found.unexpectedKeys, ['foo']);
  assert.deepEqual(found.missingKeys.slice(0, 2), ['scale', 'seen']);
  assert.deepEqual(net.first.bias?.toArray(), [5, 6]);
});

test('lists of modules', () => {
  const list = new nn.ModuleList([new nn.ReLU(), new nn.Linear(1, 1)]);
  list.append(new nn.Tanh());
  assert.equal(list.length, 3);
  assert(list.at(-1) instanceof nn.Tanh);
  assert.deepEqual([...list], list.children());
  assert.deepEqual(
    list.namedParameters().map(([name]) => name),
    ['1.weight', '1.bias'],
  );
  const twelve = new nn.Sequential(...Array.from({ length: 12 }, () => new nn.Linear(1, 1)));
  assert.equal(Object.keys(twelve.stateDict())[22], '11.weight');
});

test('a module without forward says so', () => {
  class Empty extends nn.Module {}
  const message = 'Module [Empty] is missing the required "forward" function';
  assert.throws(() => new Empty().forward(tensor(1)), { message });
});

test('a parameter copies its values', () => {
  const data = tensor([1, 2]);
  const w = new nn.Parameter(data);
  data.add_(1);
  assert.deepEqual(w.toArray(), [1, 2]);
  assert(w.isLeaf && w.requiresGrad);
  assert(!new nn.Parameter(data, { requiresGrad: false }).requiresGrad);
});

const { init } = nn;
/** In the order of tests/oracle/networks.py. @type {((t: Tensor) => Tensor)[]} */
const inits = [
  (t) => init.uniform_(t, -0.2, 0.7),
  (t) => init.normal_(t, 0.5, 2),
  (t) => init.constant_(t, 0.3),
  (t) => init.xavier_uniform_(t),
  (t) => init.xavier_uniform_(t, 5 / 3),
  (t) => init.xavier_normal_(t),
  (t) => init.kaiming_uniform_(t),
  (t) => init.kaiming_uniform_(t, { mode: 'fan_out', nonlinearity: 'relu' }),
  (t) => init.kaiming_normal_(t, { a: 0.2 }),
  (t) => init.kaiming_normal_(t, { mode: 'fan_out', nonlinearity: 'tanh' }),
  (t) => init.zeros_(t),
];

test('first values of every kind, to the bit', () => {
  manualSeed(3);
  const weights = [randn(7, 5), new nn.Parameter(randn(4, 3, 2, 2))];
  manualSeed(3);
  for (const [k, fill] of inits.entries()) {
    const sums = weights.map((t) => crc32(new Uint8Array(fill(t).data.buffer)));
    assert.deepEqual(sums, networks.inits[k], `init ${k}`);
  }
});

test('gains and fans', () => {
  const { calculateGain } = nn.init;
  assert.equal(calculateGain('tanh'), 5 / 3);
  assert.equal(calculateGain('leaky_relu', 0.2), Math.sqrt(2 / 1.04));
  assert.equal(calculateGain('conv2d'), 1);
  assert.throws(() => calculateGain(/** @type {any} */ ('none')), {
    message: 'Unsupported nonlinearity none',
  });
  assert.throws(() => nn.init.xavier_uniform_(tensor([1, 2])), {
    message: 'Fan in and fan out can not be computed for tensor with fewer than 2 dimensions',
  });
  assert.throws(() => nn.init.uniform_(tensor([1]), 1, 0), {
    message: 'uniform_ expects to return a [from, to) range, but found from=1 > to=0',
  });
  assert.throws(() => nn.init.normal_(tensor([1]), 0, -1), {
    message: 'normal expects std >= 0.0, but found std -1',
  });
});

test('options that a layer does not know are refused', () => {
  /** @type {any} */
  const layers = nn;
  /** @type {[string, unknown[], string][]} */
  const wrong = [
    ['Linear', [2, 3], 'device'],
    ['Conv2d', [1, 1, 3], 'paddingMode'],
    ['MaxPool2d', [2], 'returnIndices'],
    ['AvgPool2d', [2], 'count_include_pad'],
    ['Embedding', [3, 2], 'maxNorm'],
    ['LayerNorm', [2], 'epsilon'],
    ['BatchNorm1d', [2], 'track_running_stats'],
    ['MSELoss', [], 'weight'],
    ['CrossEntropyLoss', [], 'label_smoothing'],
  ];
  for (const [name, given, option] of wrong) {
    assert.throws(() => new layers[name](...given, { [option]: 1 }), {
      name: 'TypeError',
      message: `${name}.__init__() got an unexpected keyword argument '${option}'`,
    });
  }
  assert.throws(() => new nn.Linear(2, -3), {
    name: 'ShapeError',
    message: 'Trying to create tensor with negative dimension -3: [-3, 2]',
  });
});
