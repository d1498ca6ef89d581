// Modules that are one op of the engine's table, with its attributes.
import { ops } from '../ops.js';
import { float, keywords, Module } from './module.js';

/** @typedef {import('../tensor.js').Tensor} Tensor */
/** @typedef {'mean' | 'sum' | 'none'} Reduction */

/** What Module is for one op: forward(x, ...) applies it. */
export class Operation extends Module {
  #op;

  /**
   * @param {string} op  as the engine's table names it
   * @param {Record<string, unknown>} [attrs]  its attributes, where they are not the table's defaults
   */
  constructor(op, attrs = {}) {
    super();
    this.#op = op;
    /** The op's attributes, by PyTorch's names. */
    this.attrs = attrs;
  }

  /**
   * @param {Tensor} x
   * @param {...Tensor} others  further operands
   * @returns {Tensor}
   */
  forward(x, ...others) {
    return /** @type {any} */ (x)[this.#op](...others, this.attrs);
  }

  extraRepr() {
    const kinds = ops.find(({ name }) => name === this.#op)?.attrs ?? [];
    const isFloat = (/** @type {string} */ attr) =>
      kinds.some(({ name, kind }) => name === attr && kind === 'float');
    const shown = Object.entries(this.attrs).map(([name, value]) => [
      name,
      isFloat(name) ? float(Number(value)) : typeof value === 'string' ? `'${value}'` : value,
    ]);
    return keywords(Object.fromEntries(shown));
  }
}
