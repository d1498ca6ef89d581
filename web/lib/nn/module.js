// Module: what layers and networks share: parameters by name, modes, states, and how they are printed.
import { ChainruleError } from '../errors.js';
import { Tensor } from '../tensor.js';
import { assign, clearGrad, Parameter } from './parameter.js';

/** @typedef {Record<string, Tensor>} StateDict */
/** @typedef {{ missingKeys: string[], unexpectedKeys: string[] }} IncompatibleKeys */

/**
 * A number as Python writes a float.
 * @param {number} x
 */
export function float(x) {
  if (Number.isInteger(x) && Math.abs(x) < 1e16) return `${x}.0`;
  const text = Math.abs(x) < 1e-4 ? x.toExponential() : String(x);
  return text.replace(/e([+-])(\d)$/, 'e$10$2').replace('Infinity', 'inf');
}

/**
 * A value as Python writes it: a number as an int, a list of them as a tuple.
 * @param {unknown} value
 * @returns {string}
 */
export function python(value) {
  if (Array.isArray(value)) return `(${value.join(', ')}${value.length === 1 ? ',' : ''})`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null || value === undefined ? 'None' : `${value}`;
}

/**
 * Named values as Python writes keyword arguments.
 * @param {Record<string, unknown>} values
 */
export function keywords(values) {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${python(value)}`)
    .join(', ');
}

/**
 * A layer or a network, as torch.nn.Module. What is assigned to its fields belongs to it: a Parameter, another Module,
 * and a buffer that registerBuffer made. Subclasses define forward(...), and it is called as `module.forward(x)`.
 */
export class Module {
  /** @type {Set<string>} */
  #buffers = new Set();

  /** @param {object} [unread]  options that a subclass does not know: they are refused */
  constructor(unread = {}) {
    for (const name in unread) {
      throw new TypeError(`${this.#name}.__init__() got an unexpected keyword argument '${name}'`);
    }
    /** Whether dropout and batch norm behave as in training; see train() and eval(). */
    this.training = true;
  }

  /**
   * What the module computes.
   * @param {...any} _inputs
   * @returns {any}
   */
  forward(..._inputs) {
    throw new ChainruleError(`Module [${this.#name}] is missing the required "forward" function`);
  }

  get #name() {
    return this.constructor.name;
  }

  /**
   * Makes a tensor that belongs to the module's state but is not trained, as torch.nn.Module.register_buffer.
   * @param {string} name  of the field
   * @param {Tensor} value
   */
  registerBuffer(name, value) {
    Object.assign(this, { [name]: value });
    this.#buffers.add(name);
  }

  /**
   * The modules in its fields, by name.
   * @returns {[string, Module][]}
   */
  namedChildren() {
    return Object.entries(this).filter(([, value]) => value instanceof Module);
  }

  children() {
    return this.namedChildren().map(([, child]) => child);
  }

  /**
   * This module, its children, theirs, and so on, each once; names are joined by dots.
   * @param {Set<Module>} [seen]
   * @param {string} [name]
   * @returns {[string, Module][]}
   */
  namedModules(seen = new Set(), name = '') {
    if (seen.has(this)) return [];
    seen.add(this);
    const below = this.namedChildren().flatMap(([key, child]) =>
      child.namedModules(seen, name ? `${name}.${key}` : key),
    );
    return [[name, this], ...below];
  }

  modules() {
    return this.namedModules().map(([, module]) => module);
  }

  /**
   * @param {(module: Module) => [string, Tensor][]} own  a module's own tensors
   * @returns {[string, any][]}
   */
  #named(own) {
    /** @type {Map<Tensor, string>} */
    const found = new Map();
    for (const [name, module] of this.namedModules()) {
      for (const [key, t] of own(module))
        if (!found.has(t)) found.set(t, name ? `${name}.${key}` : key);
    }
    return Array.from(found, ([t, name]) => [name, t]);
  }

  /** @returns {[string, Parameter][]} */
  #ownParameters() {
    return Object.entries(this).filter(([, value]) => value instanceof Parameter);
  }

  /** @returns {[string, Tensor][]} */
  #ownBuffers() {
    const entries = [...this.#buffers].map((name) => [name, /** @type {any} */ (this)[name]]);
    return /** @type {[string, Tensor][]} */ (entries);
  }

  /**
   * Its parameters and those below, each once, by name.
   * @returns {[string, Parameter][]}
   */
  namedParameters() {
    return this.#named((module) => module.#ownParameters());
  }

  parameters() {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** @returns {[string, Tensor][]} */
  namedBuffers() {
    return this.#named((module) => module.#ownBuffers());
  }

  buffers() {
    return this.namedBuffers().map(([, buffer]) => buffer);
  }

  /**
   * Turns the behaviour of training on, or off, for itself and all below.
   * @param {boolean} [on]
   * @returns {this}
   */
  train(on = true) {
    for (const module of this.modules()) module.training = on;
    return this;
  }

  eval() {
    return this.train(false);
  }

  /**
   * Calls a function with every module below and, last, with itself.
   * @param {(module: Module) => void} fn
   * @returns {this}
   */
  apply(fn) {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /** @param {{ setToNone?: boolean }} [options] */
  zeroGrad(options) {
    for (const parameter of this.parameters()) clearGrad(parameter, options);
  }

  /**
   * Says of all its parameters whether backward computes their gradients.
   * @param {boolean} [on]
   * @returns {this}
   */
  requiresGrad_(on = true) {
    for (const parameter of this.parameters()) parameter.requiresGrad = on;
    return this;
  }

  /**
   * Parameters and buffers by name, without gradients; the values are those of the module, now and later. As
   * torch.nn.Module.state_dict, with its names.
   * @param {string} [prefix]
   * @returns {StateDict}
   */
  stateDict(prefix = '') {
    const own = [...this.#ownParameters(), ...this.#ownBuffers()];
    const entries = own.map(([name, t]) => [prefix + name, t.detach()]);
    const below = this.namedChildren().map(([name, child]) => child.stateDict(`${prefix + name}.`));
    return Object.assign(Object.fromEntries(entries), ...below);
  }

  /**
   * Copies values into parameters and buffers, as torch.nn.Module.load_state_dict. Nothing is copied when something
   * does not fit.
   * @param {StateDict} stateDict
   * @param {{ strict?: boolean }} [options]  strict: names that are missing or unexpected are an error
   * @returns {IncompatibleKeys}
   */
  loadStateDict(stateDict, { strict = true } = {}) {
    const own = this.stateDict();
    const missingKeys = Object.keys(own).filter((key) => !Object.hasOwn(stateDict, key));
    const unexpectedKeys = Object.keys(stateDict).filter((key) => !Object.hasOwn(own, key));
    const modules = this.namedModules().map(([name]) => name && `${name}.`);
    const place = (/** @type {string} */ key) =>
      modules.findLastIndex((name) => key.startsWith(name));
    unexpectedKeys.sort((a, b) => place(a) - place(b));
    const keys = Object.keys(own).filter((key) => Object.hasOwn(stateDict, key));
    const list = (/** @type {string[]} */ names) => names.map((name) => `"${name}"`).join(', ');
    const errors = keys.flatMap((key) => mismatch(key, stateDict[key], own[key]));
    if (strict && unexpectedKeys.length)
      errors.unshift(`Unexpected key(s) in state_dict: ${list(unexpectedKeys)}. `);
    if (strict && missingKeys.length)
      errors.unshift(`Missing key(s) in state_dict: ${list(missingKeys)}. `);
    if (errors.length) {
      throw new ChainruleError(
        `Error(s) in loading state_dict for ${this.#name}:\n\t${errors.join('\n\t')}`,
      );
    }
    for (const key of keys) {
      assign(own[key], () => stateDict[key].to(own[key].dtype).clone());
    }
    return { missingKeys, unexpectedKeys };
  }

  /** What stands in the parentheses when it is printed. */
  extraRepr() {
    return '';
  }

  /** @returns {string} as PyTorch prints it */
  toString() {
    const extra = this.extraRepr();
    const below = this.namedChildren().map(
      ([name, child]) => `(${name}): ${String(child).replaceAll('\n', '\n  ')}`,
    );
    if (!below.length) return `${this.#name}(${extra})`;
    return `${this.#name}(\n  ${[extra, ...below].filter(Boolean).join('\n  ')}\n)`;
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.toString();
  }
}

/**
 * @param {string} key
 * @param {unknown} given
 * @param {Tensor} own
 * @returns {string[]} PyTorch's sentence, if the tensors do not fit
 */
function mismatch(key, given, own) {
  if (!(given instanceof Tensor)) {
    return [
      `While copying the parameter named "${key}", expected torch.Tensor or Tensor-like object from checkpoint but received ${typeof given}`,
    ];
  }
  const [from, to] = [given.shape.join(', '), own.shape.join(', ')];
  if (from === to) return [];
  return [
    `size mismatch for ${key}: copying a param with shape torch.Size([${from}]) from checkpoint, the shape in current model is torch.Size([${to}]).`,
  ];
}
