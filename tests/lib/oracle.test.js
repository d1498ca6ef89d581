// Every op, and what is made of several, against what PyTorch computes for it: value and gradients, case by case
// (tests/oracle/ops and composed).
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as chainrule from '../../web/lib/index.js';
import { applyNamed } from '../../web/lib/methods.js';
import { measures, numbers, readOracle } from './expected.js';

const { manualSeed, ops, Tensor, tensor } = chainrule;
/** @type {Record<string, (...args: any[]) => Tensor>} */
const F = chainrule.F;

/** @typedef {import('../../web/lib/index.js').Tensor} Tensor */
/** @typedef {import('./expected.js').Case} Case */
/** @typedef {import('./expected.js').OperandWords} OperandWords */
/** @typedef {import('../../web/lib/nested.js').Nested} Nested */
/** @typedef {import('./expected.js').Measure} Measure */
/** @typedef {{ where: string, got: number, want: number, off: number }} Difference */

/** @param {OperandWords} words */
function operand(words) {
  if (words === null) return null;
  if (typeof words === 'object' && 'number' in words) return numbers(words.number);
  if (typeof words === 'object' && 'int64' in words) return tensor(words.int64, { dtype: 'int64' });
  if (typeof words === 'object' && 'bool' in words) return tensor(words.bool, { dtype: 'bool' });
  if (typeof words === 'object' && 'float32' in words) return tensor(numbers(words.float32));
  return tensor(numbers(words), { requiresGrad: true });
}

/**
 * The arguments by name; infinities are words there.
 * @param {Case} entry
 */
function argumentsOf({ attrs }) {
  const given = Object.entries(attrs ?? {}).map(([name, value]) => [
    name,
    value === 'inf' || value === '-inf' ? numbers(value) : value,
  ]);
  return given.length ? [Object.fromEntries(given)] : [];
}

/**
 * @param {string} op
 * @param {any[]} operands
 * @param {Record<string, any>} named  further operands
 * @param {Case} entry
 * @returns {any}
 */
function call(op, operands, named, entry) {
  const given = argumentsOf(entry);
  const { attrs, seed, index } = entry;
  if (seed !== undefined) manualSeed(seed);
  if (op in F) return F[op](...operands, { ...named, ...attrs });
  if (operands.length === 0) return applyNamed(op, [], given);
  const [first, ...others] = operands;
  if (index)
    return first.index(...index.map((part) => (part?.int64 || part?.bool ? operand(part) : part)));
  if (!(op in Tensor.prototype)) {
    const list = ops.some(({ name, inputs }) => name === op && inputs === Infinity);
    return /** @type {any} */ (chainrule)[op](...(list ? [operands] : operands), ...given);
  }
  if (op === 'where') return chainrule.where(first, others[0], others[1]);
  return first[op](...others, ...given);
}

/**
 * @param {string} op
 * @param {Case} entry
 * @returns {{ value: Nested, grads: (Nested | null)[], after: Nested[] }}
 */
function compute(op, entry) {
  const operands = entry.inputs.map(operand);
  /** @type {Record<string, any>} */
  const named = Object.fromEntries(
    Object.entries(entry.tensors ?? {}).map(([name, words]) => [name, operand(words)]),
  );
  const results = call(op, operands, named, entry);
  // max and min along a dim have cases of their values, without a part.
  const part = entry.part ?? ('values' in results ? 0 : undefined);
  /** @type {Tensor} */
  const result = part === undefined ? results : Object.values(results)[part];
  assert.equal(result.dtype, entry.dtype ?? 'float32', `${entry.name}: dtype`);
  assert.equal(result.requiresGrad, entry.upstream !== undefined, `${entry.name}: requiresGrad`);
  if (entry.upstream !== undefined) {
    // A shape such as [0, 2] cannot be written as nested lists.
    const upstream = tensor([numbers(entry.upstream)].flat(8));
    result.backward(upstream.reshape(result.shape));
  }
  const all = [...operands, ...Object.values(named)];
  const grads = all.map((x) => (x instanceof Tensor ? (x.grad?.toArray() ?? null) : null));
  const after = Object.keys(entry.after ?? {}).map((name) => named[name].toArray());
  return { value: result.toArray(), grads, after };
}

/**
 * How far each number is off; the arrays must have the same lengths at every level.
 * @param {Nested | null} got
 * @param {Nested | null} want
 * @param {(got: number, want: number, at: number) => number} measure  `at` counts the numbers
 * @param {string} where
 * @returns {Difference[]}
 */
function differences(got, want, measure, where) {
  /** @type {Difference[]} */
  const found = [];
  /** @type {(got: Nested | null, want: Nested | null, where: string) => void} */
  const walk = (got, want, where) => {
    if (typeof got === 'number' && typeof want === 'number') {
      found.push({ where, got, want, off: measure(got, want, found.length) });
    } else if (got !== null || want !== null) {
      assert(Array.isArray(got) && Array.isArray(want), `${where}: ${got} has another shape`);
      assert.equal(got.length, want.length, `${where}: the shape differs`);
      for (const [k, item] of want.entries()) walk(got[k], item, `${where}[${k}]`);
    }
  };
  walk(got, want, where);
  return found;
}

/**
 * @param {string} op
 * @param {Case} entry
 * @param {Measure} usual
 * @param {{ ofInput: boolean, ofUpstream: boolean, ofLargest: boolean }} sizesOf  what gives distances their size
 */
function compare(op, entry, usual, { ofInput, ofUpstream, ofLargest }) {
  const { value, grads, after } = compute(op, entry);
  const measure = entry.exact ? measures.exact : usual;
  if (entry.dtype) {
    assert.deepEqual(value, entry.value, entry.name);
    return [];
  }
  /** @type {(words: any) => number[]} */
  const sizesFrom = (words) => [numbers(words ?? [])].flat(8).map(Math.abs);
  /** @type {(words: any) => number} */
  const largest = (words) =>
    ofLargest ? Math.max(0, ...sizesFrom(words).filter(Number.isFinite)) : 0;
  const inputs = ofInput ? sizesFrom(entry.inputs[0]) : [];
  const sizes = ofUpstream ? sizesFrom(entry.upstream) : [];
  const size = largest(entry.value);
  const found = differences(
    value,
    numbers(entry.value),
    (got, want, at) => measure(got, want, inputs[at] ?? size),
    `${entry.name}: value`,
  );
  for (const [k, [name, words]] of Object.entries(entry.after ?? {}).entries()) {
    const off = (/** @type {number} */ got, /** @type {number} */ want) => measure(got, want, 0);
    found.push(...differences(after[k], numbers(words), off, `${entry.name}: ${name}`));
  }
  for (const [k, grad] of (entry.grads ?? []).entries()) {
    const want = grad === null ? null : numbers(grad);
    const most = largest(grad);
    /** @type {(got: number, want: number, at: number) => number} */
    const off = (got, want, at) => measure(got, want, sizes[at] ?? most);
    found.push(...differences(grads[k], want, off, `${entry.name}: gradient ${k}`));
  }
  return found;
}

/** @param {string} file */
function readCases(file) {
  const exists = existsSync(new URL(`../oracle/${file}`, import.meta.url));
  assert(exists, `tests/oracle/${file} is missing: write its cases and run generate.py`);
  /** @type {import('./expected.js').CaseFile} */
  const { cases, exact, ulp, relative, of_input, of_upstream, of_largest } = readOracle(file);
  /** @type {keyof typeof measures} */
  const unit = exact ? 'exact' : ulp ? 'ulp' : 'relative';
  return {
    cases,
    unit,
    limit: exact ? 0 : (ulp ?? relative ?? 0),
    sizesOf: {
      ofInput: of_input === true,
      ofUpstream: of_upstream === true,
      ofLargest: of_largest === true,
    },
  };
}

/**
 * @param {string} name
 * @param {string} file
 * @param {string} torch
 */
function testCases(name, file, torch) {
  test(`${name} equals ${torch}`, (t) => {
    const { cases, unit, limit, sizesOf } = readCases(file);
    const all = cases.flatMap((entry) => compare(name, entry, measures[unit], sizesOf));
    const wrong = all.filter(({ off }) => off > limit);
    const texts = wrong
      .map((d) => `${d.where}: ${inspect(d.got)}, but PyTorch has ${inspect(d.want)}`)
      .slice(0, 20);
    const worst = all.reduce((most, { off }) => Math.max(most, off), 0);
    t.diagnostic(`${name}: ${all.length} numbers, worst ${unit} ${worst}, allowed ${limit}`);
    assert.equal(wrong.length, 0, `${wrong.length} differ:\n${texts.join('\n')}`);
  });
}

for (const op of ops) testCases(op.name, `ops/${op.name}.json`, `torch's ${op.name}`);

/** Functions of networks that are made of several ops. */
for (const file of readdirSync(new URL('../oracle/ops', import.meta.url))) {
  const name = file.replace('.json', '');
  if (!ops.some((op) => op.name === name)) {
    testCases(name, `ops/${file}`, `torch.nn.functional.${name}`);
  }
}

for (const file of readdirSync(new URL('../oracle/composed', import.meta.url))) {
  const { torch = '' } = readOracle(`composed/${file}`);
  testCases(file.replace('.json', ''), `composed/${file}`, torch);
}
