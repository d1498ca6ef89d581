// Histories: how a graph that backward has not used yet is kept in JS when the tape is emptied.
import { cr, engine, inputsOf, memory } from './engine.js';
import { ownOf } from './own.js';
import { Tensor } from './tensor.js';

/** @typedef {import('./own.js').Own} Own */
/** @typedef {import('./own.js').History} History */

/** @param {number} id */
function readAttrs(id) {
  const count = cr.cr_attr_count(engine, id);
  return count ? [...new Float64Array(memory.buffer, cr.cr_attrs(engine, id), count)] : [];
}

/**
 * Finds the tensor for an id; numbers that were written into ops get one now.
 * @param {readonly Tensor[]} live
 * @param {readonly Tensor[]} residents
 */
export function finder(live, residents) {
  /** @type {Map<number, Tensor> | undefined} */
  let index;
  return (/** @type {number} */ id) => {
    index ??= new Map([...live, ...residents].map((t) => [t._id, t]));
    const known = index.get(id);
    if (known) return known;
    const t = new Tensor(id, null);
    t._own = ownOf(t);
    t._id = 0;
    index.set(id, t);
    return t;
  };
}

/**
 * How to make a node again.
 * @param {number} id
 * @param {(id: number) => Tensor} find
 * @param {number} before  how many nodes there were on earlier tapes
 * @returns {History}
 */
export function historyOf(id, find, before) {
  const inputs = inputsOf(id).map((input, slot) => {
    const tensor = find(input);
    const own = /** @type {Own} */ (tensor._own);
    const later = cr.cr_version(engine, input) - cr.cr_input_version(engine, id, slot);
    return { tensor, own, version: own.version - later };
  });
  return { inputs, attrs: readAttrs(id), order: before + id };
}

/**
 * The tensor that stands for an operand now.
 * @param {import('./own.js').Input} input
 */
export function holderOf({ tensor, own }) {
  return own.moved ?? tensor;
}

/**
 * The tensors on which one depends and which can be made again, in the order in which they were made.
 * @param {Tensor} root
 */
export function historyBelow(root) {
  const found = new Set([root]);
  for (const t of found) {
    for (const input of t._own?.history?.inputs ?? []) found.add(holderOf(input));
  }
  const orderOf = (/** @type {Tensor} */ t) => t._own?.history?.order ?? 0;
  const made = [...found].filter((t) => t._own?.history);
  return made.sort((a, b) => orderOf(a) - orderOf(b));
}
