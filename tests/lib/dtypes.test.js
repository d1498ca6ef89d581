// int64 and bool tensors: made, promoted and read exactly, or refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tensor } from '../../web/lib/index.js';

/** @param {unknown} value @returns {any} */
const any = (value) => value;

test('what a tensor is made of decides its dtype, unless it is named', () => {
  assert.equal(tensor([1, 2]).dtype, 'float32');
  assert.equal(tensor([true, false]).dtype, 'bool');
  assert.equal(tensor([1n, true]).dtype, 'int64');
  assert.equal(tensor([1n, 0.5]).dtype, 'float32');
  assert.equal(tensor(new BigInt64Array(2)).dtype, 'int64');
  assert.equal(tensor([]).dtype, 'float32');
  assert.equal(tensor([1, 2], { dtype: 'int64' }).dtype, 'int64');
  assert.equal(tensor([1n, 0n], { dtype: 'bool' }).dtype, 'bool');
  assert.equal(tensor([true], { dtype: 'float32' }).dtype, 'float32');
});

test('elements are read as they were given', () => {
  assert.deepEqual(tensor([[1n], [-2n]]).toArray(), [[1], [-2]]);
  assert.deepEqual(tensor([true, false]).toArray(), [true, false]);
  assert.deepEqual(tensor([true, false]).data, Uint8Array.of(1, 0));
  assert.deepEqual(tensor(3n).data, Float64Array.of(3));
  assert.deepEqual(tensor(3n).bigints, BigInt64Array.of(3n));
  assert.equal(tensor(9007199254740991n).item(), 9007199254740991);
  assert.equal(tensor(true).item(), 1);
});

test('an int64 that no number holds is refused, and stays readable as a bigint', () => {
  const x = tensor(9007199254740993n);
  const message = 'the int64 9007199254740993 is too large for a number: read it from .bigints';
  assert.throws(() => x.item(), { name: 'RangeError', message });
  assert.throws(() => x.to('int64').toArray(), { name: 'RangeError', message });
  assert.equal(x.to('int64').bigints[0], 9007199254740993n);
});

test('reals that int64 cannot hold become its least number, as PyTorch has it', () => {
  const least = -9223372036854775808n;
  const x = tensor([1e19, -1e19, Infinity, Number.NaN, -0.5]);
  assert.deepEqual(x.to('int64').bigints, BigInt64Array.of(least, least, least, least, 0n));
});

test('what is no int64 is refused', () => {
  const whole = /^an int64 tensor is made of whole numbers up to 2\^53, but got 1\.5$/;
  assert.throws(() => tensor([1.5], { dtype: 'int64' }), { name: 'TypeError', message: whole });
  assert.throws(() => tensor(2n ** 63n), {
    name: 'RangeError',
    message: 'an int64 cannot hold 9223372036854775808',
  });
  assert.throws(() => tensor([1], { dtype: any('int32') }), {
    name: 'TypeError',
    message: 'dtype must be one of float32, int64, bool, but got int32',
  });
});

test('only float tensors can require grad', () => {
  const refused = {
    name: 'AutogradError',
    message: 'only Tensors of floating point and complex dtype can require gradients',
  };
  assert.throws(() => tensor([1n], { requiresGrad: true }), {
    ...refused,
    message: 'Only Tensors of floating point and complex dtype can require gradients',
  });
  const flags = tensor([true]);
  assert.throws(() => {
    flags.requiresGrad = true;
  }, refused);
});

test('ints beside reals become reals, and no gradient goes to them', () => {
  const x = tensor([0.5, 2], { requiresGrad: true });
  const y = x.mul(tensor([3n, 4n])).add(tensor(true));
  assert.deepEqual(y.toArray(), [2.5, 9]);
  y.sum().backward();
  assert.deepEqual(x.grad?.toArray(), [3, 4]);
  assert.equal(tensor(3n).exp().dtype, 'float32');
});

test('values survive the next step, and can be changed in place', () => {
  const x = tensor([1n, 2n]);
  const y = x.to('bool');
  const w = tensor(1, { requiresGrad: true });
  w.mul(2).backward();
  w.mul(2);
  assert.deepEqual(y.toArray(), [true, true]);
  x.fill_(7);
  assert.deepEqual(x.toArray(), [7, 7]);
  assert.throws(() => x.mul_(0.5), {
    message: "result type Float can't be cast to the desired output type Long",
  });
  assert.deepEqual(x.toArray(), [7, 7]);
});

test('ints are computed as ints, to the last digit', () => {
  const [big, next] = [9007199254740992n, 9007199254740993n];
  assert.deepEqual(tensor([big]).add(tensor([1n])).bigints, BigInt64Array.of(next));
  assert.deepEqual(
    tensor([big])
      .lt(tensor([next]))
      .toArray(),
    [true],
  );
  assert.deepEqual(tensor([next]).maximum(tensor([big])).bigints, BigInt64Array.of(next));
  assert.deepEqual(tensor([-next]).abs().bigints, BigInt64Array.of(next));
  assert.deepEqual(tensor([next]).remainder(tensor([-10n])).bigints, BigInt64Array.of(-7n));
  assert.deepEqual(tensor([-next]).floor_divide(10).bigints, BigInt64Array.of(-900719925474100n));
  assert.deepEqual(tensor([3n]).pow(39).bigints, BigInt64Array.of(3n ** 39n));
  assert.deepEqual(tensor([next]).clamp({ min: 5 }).bigints, BigInt64Array.of(next));
  assert.deepEqual(tensor([next]).where(tensor(true), 0).bigints, BigInt64Array.of(next));
});

test('ints wrap around, as in PyTorch', () => {
  const [least, largest] = [-(2n ** 63n), 2n ** 63n - 1n];
  assert.deepEqual(tensor([largest]).add(1).bigints, BigInt64Array.of(least));
  assert.deepEqual(tensor([least]).neg().bigints, BigInt64Array.of(least));
  assert.deepEqual(tensor([least]).abs().bigints, BigInt64Array.of(least));
  assert.deepEqual(tensor([2n]).pow(63).bigints, BigInt64Array.of(least));
  assert.deepEqual(tensor([least]).floor_divide(-1).bigints, BigInt64Array.of(least));
  assert.deepEqual(tensor([least]).fmod(-1).bigints, BigInt64Array.of(0n));
  assert.deepEqual(tensor([least]).remainder(-1).bigints, BigInt64Array.of(0n));
});

test('bounds of ints must be integers', () => {
  const refused = { name: 'ChainruleError', message: 'clamp(): bounds of ints must be integers' };
  assert.throws(() => tensor([1n]).clamp(0.5), refused);
  assert.throws(() => tensor([1n]).clamp({ max: Infinity }), refused);
});

test('questions have no gradient', () => {
  const x = tensor([1, 2], { requiresGrad: true });
  assert.equal(x.gt(1).requiresGrad, false);
  assert.equal(x.isnan().requiresGrad, false);
  assert.deepEqual(x.gt(1).logical_not().toArray(), [true, false]);
});
