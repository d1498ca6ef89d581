// Histories: how a graph that backward has not used yet is kept in JS when the tape is emptied.
import { cr, engine, inputsOf, is, memory, opOf, REQUIRES_GRAD, USED } from './engine.js';
import { PAGE } from './page.js';
import { Tensor } from './tensor.js';

/** @typedef {import('./own.js').Own} Own */
/** @typedef {import('./own.js').Input} Input */
/** @typedef {import('./page.js').Page} Page */
/** @typedef {{ inputs: number[], attrs: number[], later: number[] }} Call  later: changes of operands since */

/** The attributes of a node's op, as cr_apply took them. @param {number} id */
export function readAttrs(id) {
  const count = cr.cr_attr_count(engine, id);
  return count ? [...new Float64Array(memory.buffer, cr.cr_attrs(engine, id), count)] : [];
}

/**
 * @param {number} id
 * @returns {Call}
 */
function readCall(id) {
  const inputs = inputsOf(id);
  const later = inputs.map(
    (input, slot) => cr.cr_version(engine, input) - cr.cr_input_version(engine, id, slot),
  );
  return { inputs, attrs: readAttrs(id), later };
}

/** All that is left of a tape some of whose nodes backward has not used yet. */
export class Generation {
  /**
   * @param {Page[]} pages          all of the tape's
   * @param {Iterable<Tensor>} tensors  those on the engine that keep their values themselves
   * @param {number} before         how many nodes there were on earlier tapes
   */
  constructor(pages, tensors, before) {
    this.pages = pages;
    this.before = before;
    /** @type {Map<number, Call>} */
    this.calls = new Map();
    /** @type {Map<number, Input>} */
    this.known = new Map();
    for (const tensor of tensors) {
      const own = /** @type {Own} */ (tensor._own);
      this.known.set(tensor._id, { tensor, own, version: own.version });
    }
    for (let id = cr.cr_tape_nodes(engine); id > 0; id--) {
      const unspent = opOf(id) >= 0 && is(id, REQUIRES_GRAD) && !is(id, USED);
      if (unspent) this.calls.set(id, readCall(id));
    }
  }

  /** @param {number} id */
  historyOf(id) {
    const call = this.calls.get(id);
    return call ? new History(this, call, this.before + id) : null;
  }

  /**
   * An operand as it was.
   * @param {number} id
   * @returns {Input}
   */
  inputOf(id) {
    const known = this.known.get(id);
    if (known) return known;
    const page = this.pages[Math.floor((id - 1) / PAGE)];
    const own = page.ownOf(id);
    own.holder ??= new Tensor(0, own, null);
    return { tensor: own.holder, own, version: page.versionOf(id) };
  }
}

/** How to make a node again. */
export class History {
  /**
   * @param {Generation} generation
   * @param {Call} call
   * @param {number} order  among all nodes ever made
   */
  constructor(generation, call, order) {
    this.generation = generation;
    this.call = call;
    this.order = order;
    /** @type {Input[] | null} */
    this.found = null;
  }

  get attrs() {
    return this.call.attrs;
  }

  get inputs() {
    this.found ??= this.call.inputs.map((id, slot) => {
      const input = this.generation.inputOf(id);
      return { ...input, version: input.version - this.call.later[slot] };
    });
    return this.found;
  }
}

/**
 * The tensor that stands for an operand now.
 * @param {Input} input
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
