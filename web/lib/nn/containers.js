// Modules that hold others in a row.
import { Module } from './module.js';

/** Modules one behind the other, as torch.nn.Sequential. */
export class Sequential extends Module {
  /** @param {...Module} modules */
  constructor(...modules) {
    super();
    Object.assign(this, modules);
  }

  /** @param {any} x */
  forward(x) {
    return this.children().reduce((value, module) => module.forward(value), x);
  }
}

/** A list of modules whose parameters are found, as torch.nn.ModuleList. */
export class ModuleList extends Module {
  /** @param {Iterable<Module>} [modules] */
  constructor(modules = []) {
    super();
    Object.assign(this, [...modules]);
  }

  get length() {
    return this.children().length;
  }

  /** @param {number} index  negative ones count from the end */
  at(index) {
    return this.children().at(index);
  }

  /** @param {Module} module */
  append(module) {
    return Object.assign(this, { [this.length]: module });
  }

  [Symbol.iterator]() {
    return this.children().values();
  }

  /** Neighbours that print alike are counted, as PyTorch does. */
  toString() {
    /** @type {{ first: number, count: number, text: string }[]} */
    const runs = [];
    for (const [k, text] of this.children().map(String).entries()) {
      const last = runs.at(-1);
      if (last?.text === text) last.count++;
      else runs.push({ first: k, count: 1, text });
    }
    const lines = runs.map(({ first, count, text }) => {
      const body = text.replaceAll('\n', '\n  ');
      return count > 1
        ? `(${first}-${first + count - 1}): ${count} x ${body}`
        : `(${first}): ${body}`;
    });
    return lines.length ? `ModuleList(\n  ${lines.join('\n  ')}\n)` : 'ModuleList()';
  }
}
