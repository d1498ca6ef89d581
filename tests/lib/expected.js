// Reads what PyTorch computed and said (tests/oracle), and measures how far a number is from it.
import { readFileSync } from 'node:fs';

/** @typedef {number | string | readonly Words[]} Words  nested numbers, those that JSON lacks as words */
/**
 * A number that is not a tensor is an object, and so are tensors of other dtypes.
 * @typedef {Words | { number: any } | { int64: any } | { bool: any } | { float32: any } | null} OperandWords
 */
/**
 * @typedef {object} Case
 * @property {string} name
 * @property {number} [seed]  of the generator, for ops that draw
 * @property {true} [exact]  to the bit, whatever the measure of the file
 * @property {OperandWords[]} inputs
 * @property {any[]} [index]  of `index`: the parts of x[...]
 * @property {Record<string, OperandWords>} [tensors]  operands by name
 * @property {Record<string, Words>} [after]  those that were changed in place
 * @property {Record<string, number | boolean | string | number[]>} [attrs]
 * @property {number} [part]  which of several results
 * @property {'int64' | 'bool'} [dtype]  the result's, where it is not float32
 * @property {Words} [upstream]          none where nothing has a gradient
 * @property {any} value
 * @property {(Words | null)[]} [grads]
 */
/** @typedef {{ exact?: true, ulp?: number, relative?: number, of_input?: true, of_upstream?: true, of_largest?: true, torch?: string, cases: Case[] }} CaseFile */
/** @typedef {{ grads: number[], weights: number[], losses: number[], prediction: number }} Seed */

/** @param {string} name  a file of tests/oracle */
export function readOracle(name) {
  return JSON.parse(readFileSync(new URL(`../oracle/${name}`, import.meta.url), 'utf8'));
}

/** @type {Record<string, { type: string, message: string }>} */
export const messages = readOracle('messages.json');

/** @type {Record<string, number>} */
const WORDS = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity, '-0': -0 };

/**
 * @param {Words} words
 * @returns {any} nested numbers
 */
export function numbers(words) {
  if (Array.isArray(words)) return words.map(numbers);
  return typeof words === 'string' ? WORDS[words] : /** @type {number} */ (words);
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** @param {number} x  its place among all floats, in order; both zeros have the same */
function place(x) {
  float[0] = x;
  return bits[0] < 0 ? -(bits[0] & 0x7fffffff) : bits[0];
}

/** @param {number} size  at which the next float is this far */
function spacing(size) {
  float[0] = size;
  bits[0]++;
  return float[0] - Math.fround(size);
}

/** @typedef {(got: number, want: number, scale: number) => number} Measure */
/**
 * How far a number is from what is expected, in the units that a case file names. Where `scale` is larger than the
 * number, its ulps count.
 * @type {Record<'exact' | 'ulp' | 'relative', Measure>}
 */
export const measures = {
  exact: (got, want) => (Object.is(got, Math.fround(want)) ? 0 : Infinity),
  ulp(got, want, scale) {
    if (Object.is(got, want)) return 0;
    if (Number.isNaN(got) || Number.isNaN(want)) return Infinity;
    if (scale <= Math.abs(want)) return Math.abs(place(got) - place(want));
    return Math.abs(got - want) / spacing(scale);
  },
  relative(got, want, scale) {
    if (Object.is(got, want) || got === Math.fround(want)) return 0;
    const distance = Math.abs(got - want) / Math.max(Math.abs(want), scale);
    return Number.isNaN(distance) ? Infinity : distance;
  },
};
