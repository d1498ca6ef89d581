// What optimisers share: groups of parameters, their state, and the one call that steps them in the engine.
import { noteHypers } from '../compile.js';
import { cr, engine, memory, Real } from '../engine.js';
import { ChainruleError, checkDone } from '../errors.js';
import { enableGrad } from '../mode.js';
import { kindOf } from '../nested.js';
import { clearGrad, holding } from '../nn/parameter.js';
import { settled } from '../page.js';
import { adopt, changeCopies, parameterOf, passCall, refresh } from '../tape.js';
import { Tensor } from '../tensor.js';
import { camel, renamed, snake } from './names.js';
import { rules } from './rules.js';

/** @typedef {Record<string, any> & { params: Tensor[], lr: number }} Group  parameters and the options for them */
/** @typedef {Iterable<Tensor> | Iterable<{ params: Tensor | Iterable<Tensor> } & Record<string, any>>} Params */
/** @typedef {{ state: Record<number, Record<string, Tensor>>, param_groups: Record<string, any>[] }} OptimizerState */

/** How PyTorch calls what is not just "NAME value". @type {Record<string, string>} */
const CALLED = { lr: 'learning rate', eps: 'epsilon value' };

/**
 * The value of one of the engine's hyperparameters.
 * @param {Record<string, any>} group
 * @param {string} name
 */
function hyper(group, name) {
  const nth = /^beta(\d)$/.exec(name);
  return nth ? group.betas[Number(nth[1]) - 1] : group[camel(name)];
}

/**
 * Refuses what PyTorch refuses, in its words.
 * @param {Record<string, any>} options
 * @param {import('./rules.js').Rule} rule
 */
function checkOptions(options, { hypers }) {
  for (const { name } of hypers.filter(
    ({ kind, name }) => kind === 'float' && name !== 'dampening',
  )) {
    const value = hyper(options, name);
    const nth = /^beta(\d)$/.exec(name);
    if (value >= 0 && !(nth && value >= 1)) continue;
    const what = nth
      ? `beta parameter at index ${Number(nth[1]) - 1}`
      : (CALLED[name] ?? `${name} value`);
    throw new RangeError(`Invalid ${what}: ${value}`);
  }
  if (options.nesterov && (options.momentum <= 0 || options.dampening !== 0)) {
    throw new RangeError('Nesterov momentum requires a momentum and zero dampening');
  }
}

/** @param {Tensor} t */
function hasGrad(t) {
  return settled(t)._id < 0 ? cr.cr_grad(engine, t._id) !== 0 : t.grad !== null;
}

/** Base of the optimisers, as torch.optim.Optimizer. */
export class Optimizer {
  #rule;

  /**
   * @param {string} rule  as the engine's table names it
   * @param {Params} params  tensors, or groups of them with options of their own
   * @param {Record<string, any>} options
   */
  constructor(rule, params, options) {
    this.#rule = /** @type {import('./rules.js').Rule} */ (
      rules().find(({ name }) => name === rule)
    );
    this.defaults = this.#withDefaults(options);
    /** What is kept of each parameter, by PyTorch's names. @type {Map<Tensor, Record<string, Tensor>>} */
    this.state = new Map();
    /** @type {Group[]} */
    this.paramGroups = [];
    if (params instanceof Tensor || !(/** @type {any} */ (params)?.[Symbol.iterator])) {
      throw new TypeError(
        `params argument given to the optimizer should be an iterable of Tensors or dicts, but got ${kindOf(params)}`,
      );
    }
    const given = /** @type {any[]} */ ([...params]);
    if (given.length === 0) throw new RangeError('optimizer got an empty parameter list');
    const grouped = Object.hasOwn(Object(given[0]), 'params') ? given : [{ params: given }];
    for (const group of grouped) this.addParamGroup(group);
  }

  /** @param {Record<string, any>} options */
  #withDefaults(options) {
    const rule = this.#rule;
    const betas = rule.hypers.filter(({ name }) => /^beta\d$/.test(name));
    const others = rule.hypers.filter((each) => !betas.includes(each));
    /** @type {Record<string, any>} */
    const defaults = Object.fromEntries(
      others.map(({ name, kind, fallback }) => [
        camel(name),
        kind === 'bool' ? fallback !== 0 : fallback,
      ]),
    );
    if (betas.length) defaults.betas = betas.map(({ fallback }) => fallback);
    for (const [name, value] of Object.entries(options)) {
      if (!(name in defaults)) {
        throw new TypeError(
          `torch.optim.${this.constructor.name}() got an unexpected keyword argument '${name}'`,
        );
      }
      if (value !== undefined) defaults[name] = value;
    }
    checkOptions(defaults, rule);
    return defaults;
  }

  /**
   * Adds parameters with options of their own, as torch.optim.Optimizer.add_param_group.
   * @param {{ params: Tensor | Iterable<Tensor> } & Record<string, any>} group
   */
  addParamGroup({ params, ...options }) {
    const list = params instanceof Tensor ? [params] : [...params];
    for (const t of list) {
      if (!(t instanceof Tensor)) {
        throw new TypeError(
          `optimizer can only optimize Tensors, but one of the params is ${kindOf(t)}`,
        );
      }
      if (!t.isLeaf) throw new RangeError("can't optimize a non-leaf Tensor");
    }
    if (this.paramGroups.some((group) => group.params.some((t) => list.includes(t)))) {
      throw new RangeError('some parameters appear in more than one parameter group');
    }
    const group = /** @type {Group} */ ({ params: list, ...this.defaults, ...options });
    this.paramGroups.push(group);
  }

  /**
   * Forgets the gradients of all parameters, or fills them with zeros.
   * @param {{ setToNone?: boolean }} [options]
   */
  zeroGrad(options) {
    for (const { params } of this.paramGroups) for (const t of params) clearGrad(t, options);
  }

  /**
   * One step of all parameters that have a gradient, in place.
   * @param {() => Tensor} [closure]  computes the loss and its gradients before
   * @returns {Tensor | undefined} the closure's loss
   */
  step(closure) {
    const loss = closure && enableGrad(closure);
    for (const group of this.paramGroups) this.#update(group);
    return loss;
  }

  /** @param {Group} group */
  #update(group) {
    const params = group.params.filter(hasGrad);
    if (params.length === 0) return;
    const { number, hypers } = this.#rule;
    const read = () => hypers.map(({ name }) => Number(hyper(group, name)));
    const rows = params.map((t) => this.#idsOf(t));
    const at = passCall(rows.flat(), read());
    const idsAt = at + 8 * hypers.length;
    checkDone(cr.cr_update(engine, number, params.length, idsAt, hypers.length, at));
    noteHypers(read);
    const now = [...new Int32Array(memory.buffer, idsAt, rows.flat().length)];
    for (const [k, t] of params.entries()) {
      this.#take(t, rows[k], now.splice(0, rows[k].length));
      changeCopies(t);
      refresh(t);
    }
  }

  /**
   * A parameter and its states, as the engine takes them.
   * @param {Tensor} t
   */
  #idsOf(t) {
    const state = this.state.get(t);
    const states = this.#rule.states.map((name) => (state?.[name] ? parameterOf(state[name]) : 0));
    return [parameterOf(t), ...states];
  }

  /**
   * Keeps the states that the engine has made.
   * @param {Tensor} t
   * @param {number[]} before  the ids that it was given
   * @param {number[]} after
   */
  #take(t, before, after) {
    for (const [slot, name] of this.#rule.states.entries()) {
      const id = after[slot + 1];
      if (id !== before[slot + 1]) this.#keep(t, name, adopt(id));
    }
  }

  /**
   * @param {Tensor} t
   * @param {string} name
   * @param {Tensor} value
   */
  #keep(t, name, value) {
    this.state.set(t, { ...this.state.get(t), [name]: value });
  }

  #params() {
    return this.paramGroups.flatMap(({ params }) => params);
  }

  /**
   * State and options as torch.optim.Optimizer.state_dict has them, with its names: parameters are numbered.
   * @returns {OptimizerState}
   */
  stateDict() {
    const all = this.#params();
    const known = [...all.entries()].filter(([, t]) => this.state.has(t));
    const state = Object.fromEntries(known.map(([k, t]) => [k, { ...this.state.get(t) }]));
    const groups = this.paramGroups.map(({ params, ...options }) => ({
      ...renamed(options, snake),
      params: params.map((t) => all.indexOf(t)),
    }));
    return { state, param_groups: groups };
  }

  /** @param {OptimizerState} stateDict  whose tensors are copied */
  loadStateDict({ state, param_groups: groups }) {
    if (groups.length !== this.paramGroups.length) {
      throw new RangeError('loaded state dict has a different number of parameter groups');
    }
    for (const [k, { params }] of this.paramGroups.entries()) {
      if (groups[k].params.length === params.length) continue;
      throw new RangeError(
        "loaded state dict contains a parameter group that doesn't match the size of optimizer's group",
      );
    }
    const numbers = groups.flatMap(({ params }) => params);
    this.state.clear();
    for (const [k, t] of this.#params().entries()) {
      for (const [name, value] of Object.entries(state[numbers[k]] ?? {})) {
        this.#keep(t, name, copyOf(name, value));
      }
    }
    for (const [k, { params, ...options }] of groups.entries()) {
      Object.assign(this.paramGroups[k], renamed(options, camel));
    }
  }
}

/**
 * @param {string} name
 * @param {Tensor} value
 */
function copyOf(name, value) {
  if (!(value instanceof Tensor)) {
    throw new ChainruleError(`the state ${name} must be a Tensor, but got ${kindOf(value)}`);
  }
  return holding(new Real(value.data), value.shape);
}
