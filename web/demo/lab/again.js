// An op of a snapshot, computed once more: on other operands, or on tensors that another gradient is wanted of.
import { applyOp, engine } from '../kit.js';

/** @typedef {import('../../lib/index.js').Tensor} Tensor */
/** @typedef {{ op: string | null, attrs: Record<string, number> }} Made  what is known of a node's op */

const entries = new Map(engine.ops.map((op) => [op.name, op]));

/**
 * @param {Made} node
 * @param {Tensor[]} inputs  a condition as a number, 0 for false
 * @returns {Tensor}
 */
export function again({ op, attrs }, inputs) {
  const name = String(op);
  const entry = entries.get(name);
  const operands = entry?.kind === 'ternary' ? [inputs[0].ne(0), ...inputs.slice(1)] : inputs;
  const given = Object.entries(attrs).map(([attr, value]) => {
    const words = entry?.attrs.find((known) => known.name === attr)?.kind.split('|') ?? [];
    if (words.length < 2) return value;
    return words[value] === 'real' ? 'float32' : words[value];
  });
  return applyOp(name, operands, given);
}
