// Tensors in files, in the format of Python's safetensors: 8 bytes that tell the length of a header, the header (JSON: what
// each tensor is and where), and the elements. What it writes is what Python's `safetensors.torch.save` writes.
import { dtypes, Real } from './engine.js';
import { ChainruleError } from './errors.js';
import { kindOf } from './nested.js';
import { Own } from './own.js';
import { Tensor } from './tensor.js';

/** @typedef {Record<string, Tensor>} Tensors */
/** @typedef {{ name: string, dtype: string, shape: number[], start: number, end: number }} Entry */

/** The dtypes by their names in the file, in the order in which the file has them: bytes of an element, our name. */
const KINDS = /** @type {const} */ ({
  I64: [8, 'int64'],
  F64: [8, 'float64'],
  F32: [4, 'float32'],
  BOOL: [1, 'bool'],
});
/** @typedef {keyof typeof KINDS} Kind */

const LONGEST_HEADER = 100_000_000;
const LARGEST = 2 ** 31 - 1;

/**
 * @param {string} what  in the words of Python's safetensors
 * @returns {never}
 */
function fail(what) {
  throw new ChainruleError(`Error while deserializing: ${what}`);
}

/**
 * Writes tensors, a module's stateDict() say, into the bytes of a file, as Python's `safetensors.torch.save`.
 * @param {Tensors} tensors
 * @param {{ metadata?: Record<string, string> }} [options]  texts about them
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function save(tensors, { metadata } = {}) {
  const kinds = Object.keys(KINDS);
  const parts = Object.entries(tensors).map(([name, t]) => {
    if (!(t instanceof Tensor))
      throw new TypeError(`${name} must be a Tensor, but got ${kindOf(t)}`);
    return {
      name,
      t,
      kind: kinds.findIndex((kind) => KINDS[/** @type {Kind} */ (kind)][1] === t.dtype),
    };
  });
  parts.sort((a, b) => a.kind - b.kind || (a.name < b.name ? -1 : 1));
  /** @type {[string, unknown][]} */
  const header = metadata ? [['__metadata__', metadata]] : [];
  let end = 0;
  const elements = parts.map(({ name, t, kind }) => {
    const { buffer } = t.dtype === 'int64' ? t.bigints : t.data;
    const start = end;
    end += buffer.byteLength;
    header.push([name, { dtype: kinds[kind], shape: t.shape, data_offsets: [start, end] }]);
    return new Uint8Array(buffer);
  });
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + end).fill(32);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  let at = 8 + length;
  for (const part of elements) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The header and where the elements begin.
 * @param {Uint8Array | ArrayBuffer} file
 * @returns {{ bytes: Uint8Array, header: Record<string, any>, first: number }}
 */
function open(file) {
  const bytes = file instanceof ArrayBuffer ? new Uint8Array(file) : file;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`a file is a Uint8Array or an ArrayBuffer, but got ${kindOf(file)}`);
  }
  if (bytes.length < 8) fail('header too small');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > LONGEST_HEADER) fail('header too large');
  const first = 8 + Number(length);
  if (first > bytes.length) fail('invalid header length');
  /** @type {any} */
  let header = null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, first));
    header = JSON.parse(text);
  } catch (error) {
    fail(`invalid JSON in header: ${/** @type {Error} */ (error).message}`);
  }
  if (Object.prototype.toString.call(header) !== '[object Object]') {
    fail('invalid JSON in header: it must be an object');
  }
  return { bytes, header, first };
}

/**
 * @param {unknown} list
 * @param {number} most
 */
function areSizes(list, most) {
  return Array.isArray(list) && list.every((n) => Number.isInteger(n) && n >= 0 && n <= most);
}

/**
 * One tensor's part of the header.
 * @param {[string, any]} entry
 * @returns {Entry}
 */
function entryOf([name, given]) {
  const { dtype, shape, data_offsets: offsets } = Object(given);
  if (typeof dtype !== 'string' || !areSizes(shape, LARGEST) || shape.length > 8) {
    fail(`invalid JSON in header: tensor \`${name}\` needs a dtype and a shape of up to 8 sizes`);
  }
  if (!Object.hasOwn(KINDS, dtype)) {
    throw new ChainruleError(
      `tensor \`${name}\` is ${dtype}: only ${Object.keys(KINDS).join(', ')} can be loaded`,
    );
  }
  if (!areSizes(offsets, Number.MAX_SAFE_INTEGER) || offsets.length !== 2) {
    fail(`invalid JSON in header: tensor \`${name}\` needs two data_offsets`);
  }
  return { name, dtype, shape, start: offsets[0], end: offsets[1] };
}

/**
 * Where each tensor is. Together they must cover all that follows the header, without gaps.
 * @param {Record<string, any>} header
 * @param {number} room  bytes that follow
 */
function entriesOf(header, room) {
  const listed = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const entries = listed.map(entryOf).sort((a, b) => a.start - b.start || a.end - b.end);
  let covered = 0;
  for (const { name, dtype, shape, start, end } of entries) {
    if (start !== covered || end < start) fail(`invalid offset for tensor \`${name}\``);
    const [each] = KINDS[/** @type {Kind} */ (dtype)];
    const size = shape.reduce((product, size) => product * size, each);
    if (size !== end - start) fail('invalid shape, data type, or offset for tensor');
    covered = end;
  }
  if (covered !== room) fail('incomplete metadata, file not fully covered');
  return entries;
}

/**
 * @param {Entry} entry
 * @param {ArrayBuffer} buffer  its elements
 */
function elementsOf({ name, dtype }, buffer) {
  if (dtype === 'I64') return new BigInt64Array(buffer);
  if (dtype === 'BOOL') return BigInt64Array.from(new Uint8Array(buffer), (bit) => (bit ? 1n : 0n));
  if (dtype === 'F32') return new Real(new Float32Array(buffer));
  const doubles = new Float64Array(buffer);
  const reals = new Real(doubles);
  if (reals.some((x, k) => !Object.is(x, doubles[k]))) {
    throw new RangeError(
      `tensor \`${name}\` is float64, and floats cannot hold it exactly: load it in chainrule/f64`,
    );
  }
  return reals;
}

/**
 * Reads tensors from the bytes of a file, as Python's `safetensors.torch.load`: F32, F64, I64 and BOOL.
 * @param {Uint8Array | ArrayBuffer} file
 * @returns {Tensors}
 */
export function load(file) {
  const { bytes, header, first } = open(file);
  const tensors = entriesOf(header, bytes.length - first).map((entry) => {
    const { name, dtype, shape, start, end } = entry;
    const { buffer } = Uint8Array.from(bytes.subarray(first + start, first + end));
    const index = dtypes.indexOf(KINDS[/** @type {Kind} */ (dtype)][1]);
    return [
      name,
      new Tensor(0, new Own(elementsOf(entry, buffer), shape, Math.max(index, 0)), null),
    ];
  });
  return Object.fromEntries(tensors);
}

/**
 * The texts about the tensors that a file has.
 * @param {Uint8Array | ArrayBuffer} file
 * @returns {Record<string, string>}
 */
export function metadata(file) {
  const { __metadata__: texts = {} } = open(file).header;
  if (Object.values(Object(texts)).every((text) => typeof text === 'string')) return { ...texts };
  return fail('invalid JSON in header: the metadata must be texts');
}
