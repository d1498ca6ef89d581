// Nothing is disposed of, and nothing leaks: long synchronous loops, graphs beyond the tape's budget, full memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryUse, noGrad, tensor } from '../../web/lib/index.js';
import { leaf, nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */

const f = Math.fround;
const RATE = 0.1;
/** What the tape's budget of 64 MB, and the blocks around it, may hold. */
const BOUND = 80 << 20;

/** @param {number} size */
const ramp = (size) => tensor(Float32Array.from({ length: size }, (_, k) => k / size));

/**
 * One step of training w in y = w x, as arithmetic of floats.
 * @param {number} w
 * @param {number} x
 * @param {number} y
 */
function stepInFloats(w, x, y) {
  const error = f(f(w * x) - y);
  const grad = f(f(2 * error) * x);
  return { loss: f(error * error), w: f(w - f(grad * f(RATE))) };
}

test('1,000,000 training steps: the engine stays as it was, kept losses stay readable', (t) => {
  const w = leaf(1);
  const kept = [];
  const expected = [];
  let plain = 1;
  const [early, late] = [
    { engine: 0, wasm: 0 },
    { engine: 0, wasm: 0 },
  ];
  for (let step = 0; step < 1_000_000; step++) {
    const y = step % 7;
    const loss = w.mul(2).sub(y).pow(2);
    loss.backward();
    noGrad(() => w.sub_(/** @type {Tensor} */ (w.grad).mul(RATE)));
    w.grad = null;
    const floats = stepInFloats(plain, 2, y);
    plain = floats.w;
    if (step % 1000 === 0) kept.push(loss);
    if (step % 1000 === 0) expected.push(floats.loss);
    const most = step < 10_000 ? early : late;
    const use = memoryUse();
    most.engine = Math.max(most.engine, use.engine);
    most.wasm = Math.max(most.wasm, use.wasm);
  }
  assert.deepEqual(late, early);
  t.diagnostic(`engine ${early.engine} bytes, WebAssembly memory ${early.wasm} bytes`);
  assert.deepEqual(
    kept.map((loss) => loss.item()),
    expected,
  );
  assert.equal(new Set(expected).size > 5, true);
  assert.equal(w.item(), plain);
});

/**
 * @param {(k: number) => unknown} evaluate
 * @param {import('node:test').TestContext} t
 */
function evaluateOften(evaluate, t) {
  let most = 0;
  let turns = 0;
  let nodes = 0;
  for (let k = 0; k < 100_000; k++) {
    evaluate(k);
    const use = memoryUse();
    if (use.nodes < nodes) turns++;
    nodes = use.nodes;
    most = Math.max(most, use.engine);
  }
  t.diagnostic(`at most ${most} bytes in the engine, the tape was emptied ${turns} times`);
  assert(most < BOUND, `the engine held ${most} bytes`);
  assert(turns > 1, 'the budget was not crossed');
}

test('100,000 evaluations without backward: bounded memory', (t) => {
  const x = ramp(200);
  evaluateOften((k) => x.mul(k).add(1).exp(), t);
});

test('100,000 evaluations that record graphs, without backward: bounded memory', (t) => {
  const w = leaf(Array.from(ramp(200).data));
  const kept = /** @type {Tensor[]} */ ([]);
  evaluateOften((k) => {
    const y = w.mul(k).add(1);
    if (k % 20_000 === 0) kept.push(y);
  }, t);
  for (const y of kept) y.sum().backward();
  assert.deepEqual(w.grad?.toArray(), Array(200).fill(200_000));
});

test('100,000 evaluations in noGrad: bounded memory', (t) => {
  const w = leaf(Array.from(ramp(200).data));
  evaluateOften((k) => noGrad(() => w.mul(k).add(1).relu()), t);
});

test('a graph of 1,000,000 ops: the exact gradient', () => {
  const w = leaf(1);
  let y = w.mul(1);
  for (let k = 1; k < 1_000_000; k++) y = y.add(w);
  y.backward();
  assert.equal(y.item(), 1_000_000);
  assert.equal(w.grad?.item(), 1_000_000);
});

test('a graph larger than the budget: the exact gradient', () => {
  const w = leaf(Array(100_000).fill(1));
  let y = w.mul(1);
  for (let k = 1; k < 300; k++) y = y.add(w);
  assert(memoryUse().tape > 100 << 20);
  y.backward(tensor(Array(100_000).fill(2)));
  assert.deepEqual(new Set(w.grad?.data), new Set([600]));
  tensor(1).add(1);
  assert(memoryUse().engine < 10 << 20, 'a large step does not hold its memory for ever');
});

test('graphs that are spilled while they are built are recalled whole', () => {
  const [w, v, x] = [leaf(3), leaf(5), ramp(1000)];
  let [y, z] = [w.mul(1), v.mul(1)];
  let before = 0;
  let spills = 0;
  for (let k = 1; k < 100_000; k++) {
    x.mul(k);
    if (k % 100 === 0) [y, z] = [y.add(w), z.sub(y)];
    const { nodes } = memoryUse();
    if (nodes < before) spills++;
    before = nodes;
  }
  assert(spills > 3, `it was spilled ${spills} times`);
  z.backward();
  assert.deepEqual([v.grad?.item(), w.grad?.item()], [1, (-999 * 1000) / 2]);
});

test('exhausted memory is a RangeError, and everything goes on', () => {
  const w = leaf(Array(30_000).fill(2));
  const column = tensor(Array.from({ length: 30_000 }, () => [1]));
  const loss = w.mul(w).sum();
  assert.throws(() => w.mul(column), { name: 'RangeError', message: /memory/ });
  const [row, long] = [
    tensor(Array(60_000).fill(1)),
    tensor(Array.from({ length: 60_000 }, () => [1])),
  ];
  assert.throws(() => row.add(long), { name: 'RangeError', message: /\[60000, 60000\]/ });
  assert.equal(tensor(2).mul(3).item(), 6);
  loss.backward();
  assert.equal(w.grad?.data[29_999], 4);
});

test('200,000 parameters, one after the other: the engine does not grow', () => {
  const kept = /** @type {Tensor[]} */ ([]);
  let early = memoryUse();
  for (let k = 0; k < 200_000; k++) {
    const p = leaf(k);
    p.mul(p).backward();
    if (k % 10_000 === 0) kept.push(p);
    if (k === 1000) early = memoryUse();
  }
  assert(memoryUse().engine <= early.engine + 1024);
  const read = kept.map((p) => [p.item(), p.grad?.item()]);
  assert.deepEqual(
    read,
    kept.map((_, k) => [k * 10_000, k * 20_000]),
  );
});

test('200,000 parameters in graphs without backward are given back with the tape', () => {
  const before = memoryUse().engine;
  for (let k = 0; k < 200_000; k++) leaf(k).mul(2);
  for (let step = 0; step < 3; step++) nextStep();
  assert(memoryUse().engine < before + (12 << 20));
});
