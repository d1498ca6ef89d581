// Random programs through the reference, and how far others may be from it.
import assert from 'node:assert/strict';
import { sizeOf } from '../reference.js';
import { arithmetic } from './arithmetic.js';
import { elementwise } from './elementwise.js';
import { upstreamOf } from './generate.js';
import { Node } from './nodes.js';
import { reductions } from './reductions.js';

/** @typedef {import('./arithmetic.js').Bounded} Bounded */
/** @typedef {import('./generate.js').Program} Program */
/** @typedef {import('./engine.js').Round} Round */
/** @typedef {{ values: Bounded[][], grads: (Bounded[] | null)[] }} BoundedRound */

/**
 * Values and gradients of both rounds (engine.js tells what they do); throws Undecided where rounding decides about more
 * than digits.
 * @param {Program} program
 * @param {number} unit  the unit roundoff
 * @returns {BoundedRound[]}
 */
export function runReference({ leaves, steps }, unit) {
  const numbers = arithmetic(unit);
  const ops = { ...elementwise(numbers), ...reductions(numbers) };
  const upstream = upstreamOf({ leaves, steps });
  let data = leaves.map((leaf) => leaf.data.map(numbers.exact));
  /** @type {(Bounded[] | null)[]} */
  let totals = leaves.map(() => null);
  return [0, 1].map((round) => {
    if (round) {
      data = data.map((own, k) => {
        const grad = totals[k];
        if (!grad) return own;
        return own.map((x, i) => numbers.sub(x, numbers.mul(grad[i], numbers.exact(0.125))));
      });
    }
    const nodes = leaves.map(({ shape }, k) => new Node(shape, data[k]));
    for (const step of steps) {
      const node = ops[step.op](
        step.in.map((k) => nodes[k]),
        step,
      );
      assert.equal(node.data.length, sizeOf(step.shape));
      node.shape = step.shape;
      nodes.push(node);
    }
    const grads = sweep(nodes, steps, upstream.map(numbers.exact), numbers);
    totals = leaves.map(({ requiresGrad }, k) => {
      const [before, grad] = [totals[k], requiresGrad ? grads[k] : null];
      return before && grad ? before.map((x, i) => numbers.add(x, grad[i])) : (grad ?? before);
    });
    return { values: nodes.slice(leaves.length).map((node) => node.data), grads: totals };
  });
}

/**
 * The gradients of all that the last one depends on.
 * @param {Node[]} nodes
 * @param {import('./generate.js').Step[]} steps
 * @param {Bounded[]} upstream
 * @param {import('./arithmetic.js').Arithmetic} numbers
 */
function sweep(nodes, steps, upstream, numbers) {
  const leaves = nodes.length - steps.length;
  const reached = new Set([nodes.length - 1]);
  for (const [k, g] of upstream.entries()) nodes[nodes.length - 1].parts[k].push(g);
  /** @type {(Bounded[] | null)[]} */
  const grads = nodes.map(() => null);
  for (let k = nodes.length - 1; k >= 0; k--) {
    if (!reached.has(k)) continue;
    const grad = nodes[k].parts.map((part) => (part.length === 1 ? part[0] : numbers.sum(part)));
    grads[k] = grad;
    nodes[k].pass(grad);
    for (const operand of steps[k - leaves]?.in ?? []) reached.add(operand);
  }
  return grads;
}

/**
 * The largest share of what it may be off that a number is off.
 * @param {Round[]} got
 * @param {BoundedRound[]} want
 * @param {Program} program
 * @param {number} [slack]  bounds that add up, where what is compared with has an error of its own
 */
export function compare(got, want, program, slack = 1) {
  let worst = 0;
  /** @type {(got: number[] | null, want: Bounded[] | null, where: () => string) => void} */
  const check = (got, want, where) => {
    if (want === null || got === null) {
      assert(got === want, `${where()} is ${got}, but should be ${want?.map(({ v }) => v)}`);
      return;
    }
    assert.equal(got.length, want.length, where());
    for (const [k, { v, e }] of want.entries()) {
      const off = got[k] === v ? 0 : Math.abs(got[k] - v) / (slack * e);
      assert(
        off <= 1,
        `${where()}[${k}] is ${got[k]}, but should be ${v}, give or take ${slack * e}`,
      );
      worst = Math.max(worst, off);
    }
  };
  for (const [r, { values, grads }] of want.entries()) {
    for (const [k, value] of values.entries()) {
      check(got[r].values[k], value, () => `round ${r}: step ${k}, ${program.steps[k].op},`);
    }
    for (const [k, grad] of grads.entries()) {
      check(got[r].grads[k], grad, () => `round ${r}: the gradient of leaf ${k}`);
    }
  }
  return worst;
}
