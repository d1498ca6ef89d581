// Who owns a tensor's values: the engine's tape for the current step, JS for ever after. Nothing is disposed of.
//
// A flush copies what the tape holds into the tensors that stand for it, forgets them and resets the tape: from
// then on a tensor that nobody holds is ordinary garbage. It happens at the first op after a backward, and when
// the tape passes its budget; a graph that backward has not used yet keeps its history in JS and is recalled.
import { cr, engine, is, memory, REAL, readData, readShape, USED, writeData } from './engine.js';
import { check, checkDone, engineError, NO_MEMORY, TAPE_FULL } from './errors.js';
import { finder, historyBelow, historyOf, holderOf } from './history.js';
import { kindOf } from './nested.js';
import { keep, Own, readOwn } from './own.js';
import { Tensor } from './tensor.js';

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
/** Nodes with the values of a tensor, made for detached ones. @type {{ base: Tensor, id: number }[]} */
const copies = [];

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
  if (own.constant && own.dtype === REAL) {
    return check(cr.cr_scalar(engine, /** @type {number} */ (own.data?.[0])));
  }
  const id = push(own);
  if (own.requiresGrad) stubs++;
  write(id, own);
  t._id = id;
  live.push(t);
  return id;
}

/**
 * A new leaf, or a stub, on the tape.
 * @param {Own} own
 */
function push({ shape, dtype, requiresGrad, history }) {
  const at = passShape(shape);
  if (dtype !== REAL) return check(cr.cr_int_tensor(engine, shape.length, at, 0, dtype));
  if (requiresGrad) return check(cr.cr_stub(engine, shape.length, at, history ? 0 : 1));
  return check(cr.cr_tensor(engine, shape.length, at, 0));
}

/**
 * @param {number} id
 * @param {Own} own
 */
function write(id, own) {
  if (own.data) writeData(id, own.data);
}

/**
 * A node with the values that a tensor has now, and no gradient.
 * @param {Tensor} base
 */
function copyOf(base) {
  const id = idOf(base);
  const [ndim, shape] = [cr.cr_ndim(engine, id), cr.cr_shape(engine, id)];
  const dtype = cr.cr_dtype_of(engine, id);
  const copy = check(
    dtype === REAL
      ? cr.cr_tensor(engine, ndim, shape, cr.cr_data(engine, id))
      : cr.cr_int_tensor(engine, ndim, shape, cr.cr_int_data(engine, id), dtype),
  );
  copies.push({ base, id: copy });
  return copy;
}

/**
 * Says that a tensor was changed in place, and with it the values that detached ones share.
 * @param {Tensor} base
 */
export function changeCopies(base) {
  for (const copy of copies) if (copy.base === base) checkDone(cr.cr_changed(engine, copy.id));
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
 * The tensor for a parameter that the engine has made: a gradient.
 * @param {number} id
 */
export function adopt(id) {
  const t = new Tensor(id, new Own(null, readShape(id)));
  residents.push(t);
  return t;
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

/** Moves everything that the tape holds into the tensors that stand for it, and empties the tape. */
export function flush() {
  const find = finder(live, residents);
  for (const t of live) t._own ??= readOwn(t._id);
  for (const t of live) {
    const own = /** @type {Own} */ (t._own);
    if (!own.requiresGrad || own.op < 0) continue;
    if (is(t._id, USED)) own.history = null;
    else own.history ??= historyOf(t._id, find, nodesBefore);
  }
  for (const t of live) if (t._id > 0) t._id = 0;
  live.length = 0;
  copies.length = 0;
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

/**
 * Brings the whole history of a tensor back onto an empty tape, in the order in which it was made.
 * @param {Tensor} root
 */
function recall(root) {
  flush();
  for (const t of historyBelow(root)) recallOne(t);
}

/** @param {Tensor} t */
function recallOne(t) {
  const own = /** @type {Own} */ (t._own);
  const { inputs, attrs } = /** @type {import('./own.js').History} */ (own.history);
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
