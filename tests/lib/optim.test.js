// Optimisers and schedulers beside PyTorch's: the same updates to the bit, the same trainings, states that can be kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compile,
  manualSeed,
  memoryUse,
  nn,
  optim,
  rand,
  randn,
  tensor,
} from '../../web/lib/index.js';
import { networks, optimisers } from './networks.js';
import { leaf } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

for (const [name, make] of Object.entries(optimisers)) {
  test(`${name}: 100 steps to the bit`, () => {
    manualSeed(1);
    const w = new nn.Parameter(randn(40));
    const optimiser = make([w]);
    for (let step = 0; step < 100; step++) {
      w.grad = randn(40);
      optimiser.step();
    }
    assert.deepEqual([...w.data], networks.updates[name]);
  });

  test(`${name}: a network's losses`, (t) => {
    manualSeed(2);
    const [x, y] = [randn(16, 4), rand(16, 3)];
    const net = new nn.Sequential(new nn.Linear(4, 8), new nn.Tanh(), new nn.Linear(8, 3));
    const optimiser = make(net.parameters());
    const losses = networks.training[name].map(() => {
      optimiser.zeroGrad();
      const loss = net.forward(x).sub(y).square().mean();
      loss.backward();
      optimiser.step();
      return loss.item();
    });
    const off = losses.map((loss, k) => Math.abs(loss / networks.training[name][k] - 1));
    t.diagnostic(`worst of 20 losses: ${Math.max(...off).toExponential(1)} relative`);
    assert(Math.max(...off) < 1e-6);
  });
}

test('a compiled step updates to the same bits, at rates that change', () => {
  const x = tensor([[1, 2, 3]]);
  for (const [name, make] of Object.entries(optimisers)) {
    const runs = [(/** @type {any} */ step) => step, compile].map((wrap) => {
      manualSeed(4);
      const net = new nn.Linear(3, 2);
      const optimiser = make(net.parameters());
      const scheduler = new optim.ExponentialLR(optimiser, 0.8);
      const step = wrap((/** @type {Tensor} */ x) => {
        optimiser.zeroGrad();
        const loss = net.forward(x).square().sum();
        loss.backward();
        optimiser.step();
        return loss;
      });
      const losses = Array.from({ length: 6 }, () => {
        const loss = step(x).item();
        scheduler.step();
        return loss;
      });
      return [losses, net.weight.toArray()];
    });
    assert.deepEqual(runs[1], runs[0], name);
  }
});

/** @type {Record<string, (optimiser: optim.Optimizer) => optim.LRScheduler>} */
const schedulers = {
  StepLR: (optimiser) => new optim.StepLR(optimiser, 4, { gamma: 0.3 }),
  ExponentialLR: (optimiser) => new optim.ExponentialLR(optimiser, 0.9),
  CosineAnnealingLR: (optimiser) => new optim.CosineAnnealingLR(optimiser, 10, { etaMin: 0.01 }),
};

for (const [name, make] of Object.entries(schedulers)) {
  test(`${name}: the rates of 25 epochs, changed by hand in between`, () => {
    const optimiser = new optim.SGD([leaf([0])], { lr: 0.5 });
    const scheduler = make(optimiser);
    for (const [epoch, rate] of networks.rates[name].entries()) {
      const [got] = scheduler.getLastLr();
      assert(Math.abs(got / rate - 1) < 1e-14, `epoch ${epoch}: ${got}, but PyTorch has ${rate}`);
      if (epoch === 5) optimiser.paramGroups[0].lr = 0.4;
      scheduler.step();
    }
    const other = make(new optim.SGD([leaf([0])], { lr: 0.5 }));
    other.loadStateDict(scheduler.stateDict());
    assert.equal(other.lastEpoch, 25);
    assert.deepEqual(Object.keys(scheduler.stateDict()).slice(0, 2), ['base_lrs', 'last_epoch']);
  });
}

test('CosineAnnealingLR keeps its period under the name of PyTorch', () => {
  const scheduler = schedulers.CosineAnnealingLR(new optim.SGD([leaf(0)], { lr: 1 }));
  assert.deepEqual(scheduler.stateDict(), {
    base_lrs: [1],
    last_epoch: 0,
    T_max: 10,
    eta_min: 0.01,
  });
});

test('groups have options of their own', () => {
  const [a, b, c] = [leaf([1]), leaf([1]), leaf([1])];
  const optimiser = new optim.SGD([{ params: a }, { params: [b], lr: 0.5 }], { lr: 0.25 });
  optimiser.addParamGroup({ params: [c], maximize: true });
  for (const w of [a, b, c]) w.grad = tensor([1]);
  optimiser.step();
  assert.deepEqual([a.item(), b.item(), c.item()], [0.75, 0.5, 1.25]);
});

test('what has no gradient is left alone, and its state is not begun', () => {
  const [a, b] = [leaf([1, 2]), leaf([3])];
  const optimiser = new optim.Adam([a, b], { lr: 0.5 });
  a.mul(2).sum().backward();
  optimiser.step();
  assert.deepEqual(b.toArray(), [3]);
  assert.equal(optimiser.state.has(b), false);
  assert.equal(optimiser.state.get(a)?.step.item(), 1);
  optimiser.zeroGrad();
  assert.equal(a.grad, null);
  const before = a.toArray();
  optimiser.step();
  assert.deepEqual(a.toArray(), before);
});

test('zeroGrad fills with zeros where asked', () => {
  const w = leaf([1, 2]);
  w.mul(3).sum().backward();
  const { grad } = w;
  new optim.SGD([w]).zeroGrad({ setToNone: false });
  assert.equal(w.grad, grad);
  assert.deepEqual(grad?.toArray(), [0, 0]);
});

test('a step is a change in place', () => {
  const w = leaf([2]);
  const y = w.mul(w);
  y.backward(null, { retainGraph: true });
  new optim.SGD([w], { lr: 0.5 }).step();
  assert.throws(() => y.backward(), { message: /modified by an inplace operation/ });
  const shared = w.detach();
  w.grad = tensor([2]);
  new optim.SGD([w], { lr: 0.5 }).step();
  assert.deepEqual(shared.toArray(), w.toArray());
});

test('a closure computes the loss', () => {
  const w = leaf([3]);
  const optimiser = new optim.SGD([w], { lr: 0.5 });
  const loss = optimiser.step(() => {
    const loss = w.mul(w).sum();
    loss.backward();
    return loss;
  });
  assert.equal(loss?.item(), 9);
  assert.deepEqual(w.toArray(), [0]);
});

/**
 * Steps with given gradients.
 * @param {optim.Optimizer} optimiser
 * @param {Tensor} w
 * @param {number[]} gradients
 */
function walk(optimiser, w, gradients) {
  for (const g of gradients) {
    w.grad = tensor([g, -2 * g]);
    optimiser.step();
  }
}

test('a state that was kept goes on as if nothing had been', () => {
  for (const make of Object.values(optimisers)) {
    const [a, b] = [leaf([1, -1]), leaf([0, 0])];
    const first = make([a]);
    walk(first, a, [1, -0.5, 2]);
    const second = make([b]);
    second.loadStateDict(first.stateDict());
    b.detach().mul_(0).add_(a.detach());
    walk(first, a, [0.5, 0.25]);
    walk(second, b, [0.5, 0.25]);
    assert.deepEqual(b.toArray(), a.toArray());
  }
});

test('the state dict is that of PyTorch', () => {
  const [a, b] = [leaf([1]), leaf([2])];
  const optimiser = new optim.Adam([{ params: [a] }, { params: [b], lr: 0.5, amsgrad: true }]);
  b.grad = tensor([1]);
  optimiser.step();
  const { state, param_groups } = optimiser.stateDict();
  assert.deepEqual(Object.keys(state), ['1']);
  assert.deepEqual(Object.keys(state[1]), ['step', 'exp_avg', 'exp_avg_sq', 'max_exp_avg_sq']);
  assert.deepEqual(state[1].step.shape, []);
  assert.deepEqual(param_groups[1], {
    lr: 0.5,
    eps: 1e-8,
    weight_decay: 0,
    amsgrad: true,
    maximize: false,
    decoupled_weight_decay: false,
    betas: [0.9, 0.999],
    params: [1],
  });
});

test('a state dict of other groups is refused', () => {
  const one = new optim.SGD([leaf(1)]).stateDict();
  const two = new optim.SGD([leaf(1), leaf(2)]);
  assert.throws(() => two.loadStateDict(one), {
    message:
      "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
  });
  assert.throws(() => two.loadStateDict({ ...one, param_groups: [] }), {
    message: 'loaded state dict has a different number of parameter groups',
  });
});

/** What PyTorch says of each. @type {[string, () => unknown][]} */
const refused = [
  ['optimizer got an empty parameter list', () => new optim.SGD([])],
  ["can't optimize a non-leaf Tensor", () => new optim.SGD([leaf(1).mul(2)])],
  ['Invalid learning rate: -1', () => new optim.SGD([leaf(1)], { lr: -1 })],
  ['Invalid learning rate: NaN', () => new optim.Adam([leaf(1)], { lr: Number.NaN })],
  ['Invalid momentum value: -0.5', () => new optim.SGD([leaf(1)], { momentum: -0.5 })],
  ['Invalid weight_decay value: -1', () => new optim.AdamW([leaf(1)], { weightDecay: -1 })],
  ['Invalid epsilon value: -1', () => new optim.Adagrad([leaf(1)], { eps: -1 })],
  ['Invalid beta parameter at index 1: 1', () => new optim.Adam([leaf(1)], { betas: [0.9, 1] })],
  [
    'Nesterov momentum requires a momentum and zero dampening',
    () => new optim.SGD([leaf(1)], { nesterov: true }),
  ],
  [
    'some parameters appear in more than one parameter group',
    () => {
      const w = leaf(1);
      return new optim.SGD([{ params: w }, { params: [w] }]);
    },
  ],
  [
    'optimizer can only optimize Tensors, but one of the params is number',
    () => new optim.SGD(/** @type {any} */ ([1])),
  ],
  [
    'params argument given to the optimizer should be an iterable of Tensors or dicts, but got Tensor',
    () => new optim.SGD(/** @type {any} */ (leaf(1))),
  ],
  [
    "torch.optim.SGD() got an unexpected keyword argument 'rate'",
    () => new optim.SGD([leaf(1)], /** @type {any} */ ({ rate: 1 })),
  ],
];

test('what PyTorch refuses is refused', () => {
  for (const [message, program] of refused) assert.throws(program, { message });
});

test('the rules tell their hyperparameters and states', () => {
  const all = optim.rules();
  assert.deepEqual(
    all.map(({ name }) => name),
    ['adagrad', 'adam', 'rmsprop', 'sgd'],
  );
  const [adagrad, , , sgd] = all;
  assert.deepEqual(adagrad.hypers[3], {
    name: 'initial_accumulator_value',
    kind: 'float',
    fallback: 0,
  });
  assert.deepEqual(sgd.states, ['momentum_buffer']);
});

test('a training of 20,000 steps whose gradients nobody looks at stays small', () => {
  const w = leaf([1, 2, 3]);
  const optimiser = new optim.Adam([w], { lr: 0.001 });
  const use = [0, 0].map(() => {
    for (let step = 0; step < 10_000; step++) {
      optimiser.zeroGrad();
      w.mul(w).sum().backward();
      optimiser.step();
    }
    return memoryUse().engine;
  });
  assert(use[1] <= use[0] * 1.1, `${use}`);
});
