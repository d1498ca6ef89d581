// Random numbers: PyTorch's own of the CPU, after the same seed.

import { byName, isOptions } from './arguments.js';
import { cr, engine, memory } from './engine.js';
import { applyNamed } from './methods.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {number | readonly number[] | { requiresGrad?: boolean }} Size  behind the sizes, options */

/**
 * Seeds the generator, as torch.manual_seed: what is drawn then are the numbers that PyTorch draws after it.
 * @param {number | bigint} seed  a whole number from -2^63 to 2^64 - 1
 */
export function manualSeed(seed) {
  const whole = typeof seed === 'bigint' ? seed : Number.isInteger(seed) ? BigInt(seed) : null;
  if (whole === null) {
    throw new TypeError(`a seed must be a whole number, but got ${String(seed)}`);
  }
  if (whole < -(2n ** 63n) || whole >= 2n ** 64n) {
    throw new RangeError('Overflow when unpacking long long');
  }
  cr.cr_seed(engine, Number(BigInt.asIntN(32, whole)));
}

function state() {
  return new Uint8Array(memory.buffer, cr.cr_random_state(engine), cr.cr_random_bytes());
}

/** The generator's state, to come back to with setRngState; as torch.get_rng_state, but of other bytes. */
export function getRngState() {
  return state().slice();
}

/** @param {Uint8Array} bytes  from getRngState */
export function setRngState(bytes) {
  const now = state();
  if (!(bytes instanceof Uint8Array) || bytes.length !== now.length) {
    throw new TypeError(`a state of the generator is a Uint8Array of ${now.length} bytes`);
  }
  now.set(bytes);
}

/**
 * @param {string} name
 * @param {Size[]} given
 */
function drawn(name, given) {
  const options = isOptions(given.at(-1)) ? [given.at(-1)] : [];
  const { requiresGrad = false } = byName(name, ['requiresGrad'], options);
  const size = given.slice(0, given.length - options.length).flat();
  const t = applyNamed(name, [], [{ size }]);
  if (requiresGrad) t.requiresGrad = true;
  return t;
}

/**
 * Numbers in [0, 1), each as likely as any other, as torch.rand.
 * @param {...Size} size  `rand(2, 3)` or `rand([2, 3], { requiresGrad: true })`
 */
export function rand(...size) {
  return drawn('rand', size);
}

/**
 * Numbers of the normal distribution with a mean of 0 and a standard deviation of 1, as torch.randn.
 * @param {...Size} size
 */
export function randn(...size) {
  return drawn('randn', size);
}

/**
 * Whole numbers (int64) in [low, high), as torch.randint: `randint(high, size)` or `randint(low, high, size)`.
 * @param {number} low
 * @param {Size} high
 * @param {Size} [size]
 * @param {...never} extra
 */
export function randint(low, high, size, ...extra) {
  if (extra.length) throw new TypeError('randint() takes 3 arguments: what it makes is int64');
  const given = size === undefined ? { low: 0, high: low, size: high } : { low, high, size };
  if (given.size === undefined) throw new TypeError('randint() needs the size of what it makes');
  return applyNamed('randint', [], [given]);
}

/**
 * The whole numbers (int64) below n in random order, as torch.randperm.
 * @param {number} n
 */
export function randperm(n) {
  return applyNamed('randperm', [], [{ n }]);
}
