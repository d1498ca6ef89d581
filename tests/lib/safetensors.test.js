// Files of tensors: those of Python's safetensors are read, ours are the same bytes, and broken ones are refused in its words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ChainruleError,
  manualSeed,
  nn,
  randint,
  safetensors,
  tensor,
} from '../../web/lib/index.js';
import { readOracle } from './expected.js';

/** @type {{ saved: Record<string, string>, hostile: Record<string, { file: string, message: string }> }} */
const { saved, hostile } = readOracle('safetensors.json');

/** @param {string} base64 */
const bytesOf = (base64) => Uint8Array.from(Buffer.from(base64, 'base64'));

/**
 * A file with this header.
 * @param {unknown} header  JSON, or a text
 * @param {number} [room]  bytes that follow
 */
function file(header, room = 0) {
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + text.length + room);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

test("Python's file is read, and ours is the same bytes", () => {
  const bytes = bytesOf(saved.plain);
  const tensors = safetensors.load(bytes);
  assert.deepEqual(tensors.b.toArray(), [1.5, -0, Infinity]);
  assert.deepEqual(tensors['a.weight'].toArray(), [
    [1, 2],
    [3, 4],
  ]);
  assert.equal(tensors.count.item(), 7);
  assert.deepEqual(tensors.count.shape, []);
  assert.deepEqual(tensors.big.bigints, BigInt64Array.of(2n ** 62n, -(2n ** 63n)));
  assert.deepEqual(tensors.mask.toArray(), [true, false, true]);
  assert.deepEqual(tensors.none.shape, [0]);
  assert.deepEqual(safetensors.metadata(bytes), { format: 'pt' });
  const again = safetensors.save(tensors, { metadata: { format: 'pt' } });
  assert.deepEqual(again, bytes);
});

test('a file may begin anywhere in memory', () => {
  const bytes = bytesOf(saved.plain);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  assert.equal(safetensors.load(shifted.subarray(3)).count.item(), 7);
  assert.equal(safetensors.load(/** @type {ArrayBuffer} */ (bytes.buffer)).count.item(), 7);
});

test('float64 is read where floats hold it exactly', () => {
  assert.deepEqual(safetensors.load(bytesOf(saved.doubles)).exact.toArray(), [0.5, -2]);
  assert.throws(() => safetensors.load(bytesOf(saved['inexact doubles'])), {
    name: 'RangeError',
    message: /tensor `third` is float64/,
  });
});

test('other dtypes are refused by name', () => {
  const message = 'tensor `h` is F16: only I64, F64, F32, BOOL can be loaded';
  assert.throws(() => safetensors.load(bytesOf(saved.halves)), { message });
});

for (const [name, { file: base64, message }] of Object.entries(hostile)) {
  test(`refused in the words of Python: ${name}`, () => {
    assert.throws(() => safetensors.load(bytesOf(base64)), { name: 'ChainruleError', message });
  });
}

test('headers that are none are refused', () => {
  const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  /** @type {[unknown, RegExp][]} */
  const headers = [
    ['', /^Error while deserializing: invalid JSON in header: /],
    ['{"a":', /invalid JSON in header: /],
    ['[]', /invalid JSON in header: it must be an object/],
    ['null', /invalid JSON in header: it must be an object/],
    [{ a: null }, /tensor `a` needs a dtype/],
    [{ a: { ...entry, dtype: 3 } }, /tensor `a` needs a dtype/],
    [{ a: { ...entry, shape: [-1] } }, /needs a dtype and a shape/],
    [{ a: { ...entry, shape: [1.5] } }, /needs a dtype and a shape/],
    [{ a: { ...entry, shape: [2 ** 40] } }, /needs a dtype and a shape/],
    [{ a: { ...entry, shape: Array(9).fill(1) } }, /a shape of up to 8 sizes/],
    [{ a: { ...entry, shape: [2 ** 31 - 1, 2 ** 31 - 1] } }, /invalid shape, data type, or offset/],
    [{ a: { ...entry, data_offsets: [0] } }, /needs two data_offsets/],
    [{ a: { ...entry, data_offsets: [-4, 0] } }, /needs two data_offsets/],
    [{ a: { ...entry, dtype: 'toString' } }, /is toString: only I64/],
  ];
  for (const [header, message] of headers) {
    assert.throws(() => safetensors.load(file(header, 4)), { message });
  }
  assert.throws(() => safetensors.load(file(new TextDecoder('latin1').decode(Uint8Array.of(1)))), {
    message: /invalid JSON/,
  });
  assert.throws(() => safetensors.metadata(file({ __metadata__: { a: 1 } })), {
    message: /the metadata must be texts/,
  });
  assert.throws(() => safetensors.load(/** @type {any} */ ('text')), TypeError);
  assert.throws(() => safetensors.save(/** @type {any} */ ({ a: 1 })), {
    message: 'a must be a Tensor, but got number',
  });
});

test('a name can be any text', () => {
  const entry = { dtype: 'F32', shape: [], data_offsets: [0, 4] };
  const tensors = safetensors.load(file(`{"__proto__":${JSON.stringify(entry)}}`, 4));
  assert.deepEqual(Object.keys(tensors), ['__proto__']);
  assert.equal(Object.getPrototypeOf(tensors), Object.prototype);
});

test('whatever is changed in a file, it is read or refused', () => {
  manualSeed(5);
  const bytes = bytesOf(saved.plain);
  let refused = 0;
  for (let trial = 0; trial < 3000; trial++) {
    const broken = bytes.slice(0, trial % 3 ? bytes.length : randint(bytes.length, [1]).item());
    for (const at of randint(bytes.length, [3]).data) broken[at] = randint(256, [1]).item();
    try {
      safetensors.load(broken);
    } catch (error) {
      assert(error instanceof ChainruleError, String(error));
      refused++;
    }
  }
  assert(refused > 1000 && refused < 3000, String(refused));
});

test('a network goes into a file and comes back', () => {
  const [a, b] = [0, 1].map(() => new nn.Sequential(new nn.Linear(3, 4), new nn.Linear(4, 2)));
  b.loadStateDict(safetensors.load(safetensors.save(a.stateDict())));
  const x = tensor([[1, 2, 3]]);
  assert.deepEqual(b.forward(x).toArray(), a.forward(x).toArray());
  assert.deepEqual(safetensors.load(safetensors.save({})), {});
  assert.deepEqual(safetensors.load(safetensors.save({ x: tensor([1, 1]) })).x.toArray(), [1, 1]);
});
