// Who owns a tensor's values: the engine's tape for the current step, JS for ever after. Nothing is disposed of.
//
// A flush copies what the tape holds into the tensors that stand for it, forgets them and resets the tape: from
// then on a tensor that nobody holds is ordinary garbage. It happens at the first op after a backward, and when
// the tape passes its budget; a graph that backward has not used yet keeps its history in JS and is recalled.
import {
  CONSTANT,
  cr,
  engine,
  inputsOf,
  is,
  memory,
  opOf,
  REQUIRES_GRAD,
  readData,
  readShape,
  realsAt,
  USED,
} from './engine.js';
import { check, checkDone, engineError, NO_MEMORY, TAPE_FULL } from './errors.js';
import { kindOf } from './nested.js';
import { Tensor } from './tensor.js';

/**
 * What a tensor keeps itself; null while all of it stands on the tape.
 * @typedef {object} Own
 * @property {ArrayLike<number> | null} data  null while the engine holds it as a parameter
 * @property {readonly number[]} shape
 * @property {boolean} requiresGrad
 * @property {number} op               number of the op that made it, -1: a leaf
 * @property {History | null} history  how to make it again, until backward has used it
 * @property {Tensor | null} grad
 * @property {Tensor | null} base      the tensor whose values a detached one shares
 * @property {boolean} constant       it was written as a number
 * @property {number} version          how often it was changed in place
 * @property {Tensor | null} moved     who holds it now that an op in place has given the tensor another value
 */
/** @typedef {{ tensor: Tensor, own: Own, version: number }} Input  an operand as it was */
/** @typedef {{ inputs: Input[], attrs: number[], order: number }} History */

/**
 * @param {Own['data']} data
 * @param {readonly number[]} shape
 * @param {Partial<Own>} [more]
 * @returns {Own}
 */
export function makeOwn(data, shape, more = {}) {
  return {
    data,
    shape,
    requiresGrad: false,
    op: -1,
    history: null,
    grad: null,
    base: null,
    constant: false,
    version: 0,
    moved: null,
    ...more,
  };
}

/** The tensors that stand for nodes of the tape. @type {Tensor[]} */
const live = [];
/** The tensors whose values the engine holds as parameters. @type {Tensor[]} */
let residents = [];
/** Whether a backward has run, so that the next op starts a new tape. */
export let pending = false;
/** How many tensors on the tape stand for a history that is not there. */
let stubs = 0;
/** Counts nodes over all tapes: the order of histories. */
let nodesBefore = 0;

/**
 * A tensor for a new node of the tape.
 * @param {number} id
 * @returns {Tensor}
 */
export function wrap(id) {
  const t = new Tensor(id, null);
  live.push(t);
  return t;
}

/**
 * The id of an op's result. A full tape or memory is emptied first and the op tried once more.
 * @param {() => number} record
 */
export function recordAgain(record) {
  const code = cr.cr_error(engine);
  if (code !== TAPE_FULL && (code !== NO_MEMORY || live.length === 0)) throw engineError();
  flush();
  return check(record());
}

/**
 * A tensor's id, which brings it onto the tape if it is not there.
 * @param {Tensor} t
 * @returns {number}
 */
export function idOf(t) {
  return t._id || load(t);
}

/**
 * @param {readonly number[]} shape
 * @returns {number} where the engine reads it
 */
function passShape(shape) {
  const at = check(cr.cr_scratch(engine, 32));
  new Int32Array(memory.buffer, at, shape.length).set(shape);
  return at;
}

/** @param {Tensor} t */
export function load(t) {
  const own = /** @type {Own} */ (t._own);
  if (own.base) return copyOf(own.base);
  if (own.requiresGrad && own.op < 0) return settle(t, own);
  if (own.constant) return check(cr.cr_scalar(engine, own.data?.[0] ?? 0));
  const at = passShape(own.shape);
  const id = own.requiresGrad
    ? check(cr.cr_stub(engine, own.shape.length, at, own.history ? 0 : 1))
    : check(cr.cr_tensor(engine, own.shape.length, at, 0));
  if (own.requiresGrad) stubs++;
  write(id, own);
  t._id = id;
  live.push(t);
  return id;
}

/**
 * @param {number} id
 * @param {Own} own
 */
function write(id, own) {
  realsAt(cr.cr_data(engine, id), cr.cr_size(engine, id)).set(own.data ?? []);
}

/**
 * A node with the values that a tensor has now, and no gradient.
 * @param {Tensor} base
 */
function copyOf(base) {
  const id = idOf(base);
  const ndim = cr.cr_ndim(engine, id);
  return check(cr.cr_tensor(engine, ndim, cr.cr_shape(engine, id), cr.cr_data(engine, id)));
}

/**
 * Moves a tensor's values into the engine as a parameter, where they stay as long as every step uses them.
 * @param {Tensor} t
 * @param {Own} own
 */
export function settle(t, own) {
  const { shape, requiresGrad } = own;
  const id = check(cr.cr_param(engine, shape.length, passShape(shape), 0, requiresGrad ? 1 : 0));
  write(id, own);
  own.data = null;
  t._id = id;
  residents.push(t);
  if (own.grad) checkDone(cr.cr_set_grad(engine, id, parameterOf(own.grad)));
  return id;
}

/**
 * The id of a gradient, which is a parameter too.
 * @param {Tensor} grad
 */
export function parameterOf(grad) {
  if (grad._id < 0) return grad._id;
  return settle(grad, keep(grad));
}

/**
 * Takes a leaf off the tape: it keeps its values itself.
 * @param {Tensor} t
 * @returns {Own}
 */
export function keep(t) {
  const { data, shape, version } = ownOf(t);
  const own = Object.assign(t._own ?? makeOwn(data, shape), { data, shape, version, base: null });
  t._own = own;
  t._id = 0;
  return own;
}

/**
 * The tensor for a parameter that the engine has made: a gradient.
 * @param {number} id
 */
export function adopt(id) {
  const t = new Tensor(id, makeOwn(null, readShape(id)));
  residents.push(t);
  return t;
}

/**
 * A tensor's values as they are now.
 * @param {Tensor} t
 * @returns {Own}
 */
export function ownOf(t) {
  if (t._own?.base) return ownOf(t._own.base);
  if (t._id === 0) return /** @type {Own} */ (t._own);
  const shape = t._own?.shape ?? readShape(t._id);
  return makeOwn(readData(t._id), shape, {
    requiresGrad: t._own ? t._own.requiresGrad : is(t._id, REQUIRES_GRAD),
    op: t._own ? t._own.op : opOf(t._id),
    constant: is(t._id, CONSTANT),
    version: t._own ? t._own.version : cr.cr_version(engine, t._id),
  });
}

/**
 * Takes over values that the engine changed in place.
 * @param {Tensor} t
 */
export function refresh(t) {
  if (!t._own) return;
  t._own.version++;
  if (t._id > 0) t._own.data = readData(t._id);
}

/** @param {number} id */
function readAttrs(id) {
  const count = cr.cr_attr_count(engine, id);
  return count ? [...new Float64Array(memory.buffer, cr.cr_attrs(engine, id), count)] : [];
}

/** Finds the tensor for an id; numbers that were written into ops get one now. */
function makeIndex() {
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
 * @returns {History}
 */
function historyOf(id, find) {
  const inputs = inputsOf(id).map((input, slot) => {
    const tensor = find(input);
    const own = /** @type {Own} */ (tensor._own);
    const later = cr.cr_version(engine, input) - cr.cr_input_version(engine, id, slot);
    return { tensor, own, version: own.version - later };
  });
  return { inputs, attrs: readAttrs(id), order: nodesBefore + id };
}

/** Moves everything that the tape holds into the tensors that stand for it, and empties the tape. */
export function flush() {
  const find = makeIndex();
  for (const t of live) t._own ??= ownOf(t);
  for (const t of live) {
    const own = /** @type {Own} */ (t._own);
    if (is(t._id, USED)) own.history = null;
    else if (own.requiresGrad && own.op >= 0) own.history ??= historyOf(t._id, find);
  }
  for (const t of live) if (t._id > 0) t._id = 0;
  live.length = 0;
  nodesBefore += cr.cr_tape_nodes(engine);
  cr.cr_reset(engine);
  leave();
  stubs = 0;
  pending = false;
}

/** Moves out of the engine what the last step did not use. Gradients that come to light on the way are residents too. */
function leave() {
  const before = residents;
  residents = [];
  for (const t of before) if (stays(t)) residents.push(t);
}

/**
 * Moves a parameter out of the engine when the last step did not use it.
 * @param {Tensor} t
 */
function stays(t) {
  if (cr.cr_take_fresh(engine, t._id)) return true;
  const own = /** @type {Own} */ (t._own);
  own.grad = t.grad;
  own.data = readData(t._id);
  cr.cr_free(engine, t._id);
  t._id = 0;
  return false;
}

/** @param {Input} input */
function holderOf({ tensor, own }) {
  return own.moved ?? tensor;
}

/**
 * Brings the whole history of a tensor back onto an empty tape, in the order in which it was made.
 * @param {Tensor} root
 */
function recall(root) {
  flush();
  /** @type {Set<Tensor>} */
  const found = new Set([root]);
  for (const t of found) {
    for (const input of t._own?.history?.inputs ?? []) found.add(holderOf(input));
  }
  const made = [...found].filter((t) => t._own?.history);
  const orderOf = (/** @type {Tensor} */ t) => t._own?.history?.order ?? 0;
  for (const t of made.sort((a, b) => orderOf(a) - orderOf(b))) recallOne(t);
}

/** @param {Tensor} t */
function recallOne(t) {
  const own = /** @type {Own} */ (t._own);
  const { inputs, attrs } = /** @type {History} */ (own.history);
  const ids = inputs.map((input) => idOf(holderOf(input)));
  const at = passCall(ids, attrs);
  t._id = check(cr.cr_recall(engine, own.op, ids.length, at + 8 * attrs.length, attrs.length, at));
  write(t._id, own);
  live.push(t);
  for (const [slot, input] of inputs.entries()) {
    if (input.version !== input.own.version) checkDone(cr.cr_changed(engine, ids[slot]));
  }
}

/**
 * Puts attributes and, behind them, ids where the engine reads them.
 * @param {number[]} ids
 * @param {number[]} attrs
 */
export function passCall(ids, attrs) {
  const at = check(cr.cr_scratch(engine, 8 * attrs.length + 4 * ids.length));
  new Float64Array(memory.buffer, at, attrs.length).set(attrs);
  new Int32Array(memory.buffer, at + 8 * attrs.length, ids.length).set(ids);
  return at;
}

/**
 * @param {unknown} value
 * @param {string} what
 */
export function expectTensor(value, what) {
  if (value instanceof Tensor) return;
  throw new TypeError(`${what} must be a Tensor, but got ${kindOf(value)}`);
}

/**
 * The id from which backward can start: with its history on the tape.
 * @param {Tensor} t
 */
export function rootOf(t) {
  expectTensor(t, 'what is differentiated');
  if (t._id === 0 ? t._own?.history : stubs > 0) recall(t);
  return idOf(t);
}

/** Says that backward has run: the next op starts a new tape, and until then all gradients can be looked at. */
export function expectNewTape() {
  pending = true;
}
