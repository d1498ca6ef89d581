// After the same seed our random numbers are PyTorch's: sequences of draws of many sizes, summed up (tests/oracle/random.json).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import {
  getRngState,
  manualSeed,
  rand,
  randint,
  randn,
  randperm,
  setRngState,
  tensor,
} from '../../web/lib/index.js';
import { applyNamed } from '../../web/lib/methods.js';
import { readOracle } from './expected.js';

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @typedef {{ seed: number, size: number, crc: number[], ends?: Record<string, [number, number]> }} Run */
/** @type {{ draws: string[], runs: Run[] }} */
const { draws, runs } = readOracle('random.json');

/** @type {Record<string, (n: number) => Tensor>} */
const programs = {
  rand: (n) => rand(n),
  randn: (n) => randn(n),
  normal: (n) => applyNamed('randn', [], [0.5, 0.1, [n]]),
  uniform: (n) => applyNamed('rand', [], [-0.3, 0.8, [n]]),
  randint: (n) => randint(10, [n]),
  'randint of a wide range': (n) => randint(-(2 ** 40), 2 ** 52, n),
  randperm: (n) => randperm(n),
  bernoulli: (n) => tensor(new Float32Array(n).fill(0.3)).bernoulli(),
};

/** @param {Tensor} drawn */
function checksum(drawn) {
  const elements = drawn.dtype === 'int64' ? drawn.bigints : drawn.data;
  return crc32(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength));
}

for (const seed of new Set(runs.map((run) => run.seed))) {
  test(`seed ${seed}`, () => {
    for (const { size, crc, ends } of runs.filter((run) => run.seed === seed)) {
      manualSeed(seed);
      for (const [k, name] of draws.entries()) {
        const drawn = programs[name](size);
        const { data } = drawn;
        if (ends) assert.deepEqual([data[0], data[size - 1]], ends[name], `${name} of ${size}`);
        assert.equal(checksum(drawn), crc[k], `${name} of ${size}`);
      }
    }
  });
}

test('a seed forgets the second number of a pair', () => {
  manualSeed(3);
  const first = randn(1).item();
  manualSeed(3);
  assert.equal(randn(1).item(), first);
  assert.notEqual(randn(1).item(), first);
});

test('the state can be come back to, in the middle of a pair, too', () => {
  randn(3);
  const state = getRngState();
  const drawn = randn(20).data;
  setRngState(state);
  assert.deepEqual(randn(20).data, drawn);
  assert.throws(() => setRngState(new Uint8Array(3)), /2512 bytes/);
});

test('seeds are whole numbers of 64 bits', () => {
  manualSeed(2n ** 64n - 1n);
  const drawn = rand(2).data;
  manualSeed(-1);
  assert.deepEqual(rand(2).data, drawn);
  for (const seed of [2n ** 64n, -(2n ** 63n) - 1n]) {
    assert.throws(() => manualSeed(seed), { message: 'Overflow when unpacking long long' });
  }
  for (const seed of [1.5, Number.NaN, /** @type {any} */ ('1')]) {
    assert.throws(() => manualSeed(seed), TypeError);
  }
});

test('what cannot be drawn is refused', () => {
  const message = "random_ expects 'from' to be less than 'to', but got from=5 >= to=3";
  assert.throws(() => randint(5, 3, [2]), { message });
  assert.throws(() => randint(0, [2]), { message: /from=0 >= to=0/ });
  assert.throws(() => randint(3, /** @type {any} */ (undefined)), TypeError);
  assert.throws(() => rand(2, -1), {
    message: 'Trying to create tensor with negative dimension -1: [2, -1]',
  });
  assert.throws(() => rand(2.5), TypeError);
  assert.throws(() => randn(...Array(9).fill(1)), { message: /0 to 8 dimensions/ });
  assert.throws(() => randperm(-1), { message: /negative dimension -1/ });
  assert.throws(() => tensor([0.5, 1.5]).bernoulli(), { message: /^Expected p_in >= 0/ });
  assert.throws(() => tensor(Number.NaN).bernoulli(), { message: /^Expected p_in >= 0/ });
  assert.equal(rand().shape.length, 0);
});

test('nothing that was drawn requires grad', () => {
  for (const t of [rand(2), randn(2), randint(2, [2]), randperm(2)]) assert(!t.requiresGrad);
});
