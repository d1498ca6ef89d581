// compile(): what is run again has the same numbers, to the bit, as what is recorded anew each time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, F, memoryUse, noGrad, optim, tensor } from '../../web/lib/index.js';
import { gradOf, leaf, nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

/** @param {unknown} value @returns {any} */
const any = (value) => value;

/** A net of two layers, and a step of its training. */
function net() {
  const row = (/** @type {number} */ n) => Array.from({ length: n }, (_, k) => Math.sin(7 * k + n));
  const w1 = leaf([row(5), row(6).slice(1), row(7).slice(2)]);
  const [b1, w2] = [leaf(row(5)), leaf(row(5).map((v) => [v]))];
  const all = [w1, b1, w2];
  const step = (/** @type {Tensor} */ x, /** @type {Tensor} */ y) => {
    const hidden = x.matmul(w1).add(b1).tanh();
    const loss = hidden.matmul(w2).sub(y).pow(2).mean();
    loss.backward();
    noGrad(() => {
      for (const w of all) {
        w.sub_(any(w.grad).mul(0.1));
        w.grad = null;
      }
    });
    return loss;
  };
  return { all, step };
}

/** @param {number} k */
const batch = (k) => tensor([0, 1].map((r) => [0, 1, 2].map((c) => Math.cos(k + 2 * r + 5 * c))));

test('a training step: losses and parameters to the bit', () => {
  const [eager, again] = [net(), net()];
  const compiled = compile(again.step);
  for (let k = 0; k < 50; k++) {
    const y = tensor([[k % 3], [1]]);
    assert.equal(compiled(batch(k), y).item(), eager.step(batch(k), y).item());
    if (k % 7 === 0) nextStep();
  }
  for (const [k, w] of eager.all.entries()) assert.deepEqual(again.all[k].data, w.data);
});

test('gradients that add up, with zero_ at the end, and at the beginning', () => {
  for (const where of ['end', 'beginning', 'never']) {
    const [a, b] = [leaf([2, -1]), leaf([2, -1])];
    const stepOf = (/** @type {Tensor} */ w) => (/** @type {Tensor} */ x) => {
      if (where === 'beginning') w.grad = null;
      w.mul(x).pow(2).sum().backward();
      noGrad(() => w.sub_(any(w.grad).mul(0.01)));
      if (where === 'end') any(w.grad).zero_();
    };
    const [eager, compiled] = [stepOf(a), compile(stepOf(b))];
    for (let k = 1; k < 6; k++) {
      eager(tensor([k, 1]));
      compiled(tensor([k, 1]));
      assert.deepEqual(b.data, a.data, `${where}, step ${k}`);
      assert.deepEqual(gradOf(b), gradOf(a), `${where}, step ${k}`);
    }
  }
});

test('numbers are arguments, too', () => {
  const f = compile((x, n) => x.mul(n).add(1));
  assert.deepEqual([f(2, 3).item(), f(5, 7).item(), f(-1, 0.5).item()], [7, 36, 0.5]);
});

test('other shapes and dtypes are recorded again', () => {
  let recorded = 0;
  const f = compile((x) => {
    recorded++;
    return x.add(x);
  });
  assert.deepEqual(f(tensor([1, 2])).toArray(), [2, 4]);
  assert.deepEqual(f(tensor([5, 6])).toArray(), [10, 12]);
  assert.deepEqual(f(tensor([[1], [2]])).toArray(), [[2], [4]]);
  assert.deepEqual(f(tensor([[3n], [4n]])).toArray(), [[6], [8]]);
  assert.equal(recorded, 3);
});

test('a tensor from outside is used with the value that it has at each call', () => {
  const [x, w] = [tensor([1, 2]), leaf([3, 4])];
  const f = compile(() => x.mul(w).sum());
  assert.equal(f().item(), 11);
  x.fill_(10);
  assert.equal(f().item(), 70);
  noGrad(() => w.add_(1));
  assert.equal(f().item(), 90);
  const view = compile(() => w.detach().add(1));
  assert.deepEqual(view().toArray(), [5, 6]);
  noGrad(() => w.mul_(2));
  assert.deepEqual(view().toArray(), [9, 11]);
});

test('broadcasting, reductions, several results', () => {
  const [a, b] = [leaf([[1], [2]]), leaf([3, 4, 5])];
  const f = compile((x) => {
    const y = a.mul(b).add(x);
    y.sum().backward();
    const results = [y, y.sum(0), y.mean()];
    noGrad(() => {
      a.sub_(any(a.grad));
      b.sub_(any(b.grad));
    });
    a.grad = null;
    b.grad = null;
    return results;
  });
  const [y, sums, mean] = f(1);
  assert.deepEqual(
    [y.toArray(), sums.toArray(), mean.item()],
    [
      [
        [4, 5, 6],
        [7, 9, 11],
      ],
      [11, 14, 17],
      7,
    ],
  );
  const [again] = f(0);
  assert.deepEqual(
    a.toArray(),
    [[-11 - 3], [-10 - 3]].map(([v]) => [v + 0]),
  );
  assert.deepEqual(again.toArray(), [
    [0, -11, -22],
    [0, -10, -20],
  ]);
  assert.deepEqual(
    [y.toArray(), mean.item()],
    [
      [
        [4, 5, 6],
        [7, 9, 11],
      ],
      7,
    ],
  );
});

test('a graph from outside sees that a parameter has changed', () => {
  const w = leaf(3);
  const compiled = compile(() => {
    noGrad(() => w.add_(1));
  });
  compiled();
  const before = w.mul(w);
  compiled();
  assert.equal(w.item(), 5);
  assert.throws(() => before.backward(), /modified by an inplace operation/);
  w.mul(w).backward();
  assert.equal(gradOf(w), 10);
});

test('what cannot be recorded is refused, and everything works afterwards', () => {
  const w = leaf(3);
  const reading = compile(() => tensor(w.mul(2).item()));
  assert.throws(() => reading(), /^ChainruleError: compile\(\): the step reads a value/);
  assert.throws(() => compile(any(1)), /compile\(\) takes a function, but got number/);
  assert.throws(
    () => compile((x) => x)(any('1')),
    /argument 0 must be a Tensor or a number, but got string/,
  );
  assert.throws(
    () => compile((x) => x)(w.mul(2)),
    /argument 0 is the result of an op that requires grad/,
  );
  assert.throws(() => compile(any(() => 5))(), /must return Tensors or nothing, but got number/);
  const inner = compile(() => w.mul(2));
  assert.throws(() => compile(() => inner())(), /cannot be recorded within another/);
  const failing = compile(() => {
    w.mul(2).backward();
    throw new Error('mine');
  });
  assert.throws(() => failing(), /mine/);
  assert.equal(inner().item(), 6);
  w.grad = null;
  w.mul(w).backward();
  assert.equal(gradOf(w), 6);
});

test('momentum and weight decay that are turned on later', () => {
  const values = [(/** @type {any} */ f) => f, compile].map((wrap) => {
    const w = leaf([1, 2]);
    const optimizer = new optim.SGD([w], { lr: 0.1 });
    const step = wrap((/** @type {Tensor} */ x) => {
      optimizer.zeroGrad();
      w.mul(x).pow(2).sum().backward();
      optimizer.step();
    });
    for (let k = 1; k < 9; k++) {
      if (k === 4) optimizer.paramGroups[0].momentum = 0.9;
      if (k === 6) optimizer.paramGroups[0].weightDecay = 0.1;
      step(tensor(k / 8));
    }
    return w.toArray();
  });
  assert.deepEqual(values[1], values[0]);
});

test('what an op demands of its operands, it demands in each run', () => {
  const ints = (/** @type {number[]} */ ...data) => tensor(data, { dtype: 'int64' });
  /** @type {[(...args: any[]) => any, Tensor[], Tensor[], RegExp][]} */
  const steps = [
    [
      (a, b) => a.floor_divide(b),
      [ints(7, 8), ints(2, 3)],
      [ints(7, 8), ints(2, 0)],
      /ZeroDivision/,
    ],
    [(a, b) => a.remainder(b), [ints(7, 8), ints(3)], [ints(7, 8), ints(0)], /ZeroDivision/],
    [(a, b) => a.fmod(b), [ints(7), ints(2)], [ints(7), ints(0)], /ZeroDivision/],
    [(a, b) => a.pow(b), [ints(2), ints(3)], [ints(2), ints(-1)], /negative integer powers/],
    [(x, i) => x.index_select(0, i), [ints(5, 6), ints(1)], [ints(5, 6), ints(2)], /out of range/],
    [
      F.binary_cross_entropy,
      [tensor([0.5]), tensor([1])],
      [tensor([2]), tensor([1])],
      /between 0 and 1/,
    ],
  ];
  for (const [step, good, bad, sentence] of steps) {
    const f = compile(step);
    const first = f(...good).toArray();
    assert.throws(() => f(...bad), sentence);
    assert.deepEqual(f(...good).toArray(), first);
  }
});

test('a gradient that is kept keeps its values, unless the step adds to it', () => {
  for (const where of ['beginning', 'end', 'never']) {
    const w = leaf(1);
    /** @type {Tensor[]} */
    const inside = [];
    const run = compile((x) => {
      if (where === 'beginning') w.grad = null;
      w.mul(x).backward();
      const grad = any(w.grad);
      inside.push(grad);
      if (where === 'end') w.grad = null;
      return grad.mul(1);
    });
    const after = [3, 5, 7].map((x) => {
      assert.equal(run(x).item(), where === 'never' ? { 3: 3, 5: 8, 7: 15 }[x] : x);
      return w.grad;
    });
    const values = after.map((grad) => grad?.item() ?? null);
    const expected = { beginning: [3, 5, 7], end: [null, null, null], never: [15, 15, 15] };
    assert.deepEqual(values, any(expected)[where], where);
    assert.deepEqual(
      inside.map((grad) => grad.item()),
      where === 'never' ? [15, 15] : [3], // the second call finds a gradient, which is recorded again
      where,
    );
  }
});

test('memory does not grow over runs, nor over recordings', () => {
  const { step } = net();
  const compiled = compile(step);
  compiled(batch(0), tensor([[1], [2]]));
  compiled(batch(0), tensor([[1], [2]]));
  const before = memoryUse().engine;
  for (let k = 0; k < 1000; k++) compiled(batch(k), tensor([[1], [2]]));
  assert.equal(memoryUse().engine, before);
  const other = compile((x) => x.add(1));
  const sizes = [];
  for (let k = 0; k < 50; k++) {
    other(tensor(Array(k % 2 ? 10 : 20).fill(1)));
    sizes.push(memoryUse().engine);
  }
  assert.equal(sizes[49], sizes[9]);
});
