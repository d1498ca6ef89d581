// Who owns a tensor's values: the engine's tape for the current steps, JS for ever after. Nothing is disposed of.
//
// A flush copies what the tape holds to JS, page by page, and resets the tape: from then on a tensor that nobody holds
// is ordinary garbage. It happens at the first op after a backward that left more than a few steps on the tape, and when
// the tape passes its budget; a graph that backward has not used yet keeps its history in JS and is recalled.
import {
  cr,
  engine,
  is,
  memory,
  newestSize,
  REAL,
  readData,
  readShape,
  USED,
  writeData,
} from './engine.js';
import {
  AutogradError,
  ChainruleError,
  check,
  checkDone,
  engineError,
  NO_MEMORY,
  TAPE_FULL,
} from './errors.js';
import { Generation, historyBelow, holderOf } from './history.js';
import { keep } from './keep.js';
import { kindOf } from './nested.js';
import { Own, readOwn } from './own.js';
import { PAGE, Page, settled } from './page.js';
import { Tensor } from './tensor.js';
import { expectFresh, linkView, noteChange } from './views.js';

/** Bytes of tape that may stay after a backward: a flush for each small step would cost more than the step. */
const STEPS = 1 << 16;
/** Up to this many elements values go onto pages; larger ones to the tensor itself. */
const SMALL = 128;

/** The page of the newest node, and the last id on it. */
let page = new Page(1);
let lastOnPage = PAGE;
/** All pages of the tape; none where no tensor stands for a node. @type {(Page | undefined)[]} */
let pages = [page];
/** The tensors for nodes that are too large for pages. @type {Tensor[]} */
let large = [];
/** Tensors on the tape that keep their values themselves: leaves, and what was recalled. @type {Tensor[]} */
let loaded = [];
/** The tensors whose values the engine holds as parameters. @type {Tensor[]} */
let residents = [];
/** Whether the next op starts a new tape. */
export let pending = false;
/** Whether compile() is recording the tape. */
export let recording = false;
/** Whether a backward with hooks is running. */
let sweeping = false;
/** How many tensors on the tape stand for a history that is not there. */
let stubs = 0;
/** Counts nodes over all tapes: the order of histories. */
let nodesBefore = 0;
/** Nodes with the values of a tensor, made for detached ones and views. @type {{ base: Tensor, id: number }[]} */
let copies = [];

/**
 * A tensor for the newest node of the tape.
 * @param {number} id
 * @returns {Tensor}
 */
export function wrap(id) {
  if (id > lastOnPage) turn(id);
  const t = new Tensor(id, null, page);
  if (newestSize() > SMALL) large.push(t);
  return t;
}

/** @param {number} id */
function turn(id) {
  const nth = Math.floor((id - 1) / PAGE);
  page = new Page(nth * PAGE + 1);
  lastOnPage = page.first + PAGE - 1;
  pages[nth] = page;
}

/**
 * The id of an op's result. A full tape or memory is emptied first and the op tried once more.
 * @param {() => number} record
 */
export function recordAgain(record) {
  const code = cr.cr_error(engine);
  if (code !== TAPE_FULL && (code !== NO_MEMORY || cr.cr_tape_nodes(engine) === 0))
    throw engineError();
  flush();
  return check(record());
}

/**
 * Whether its id can be used as it is.
 * @param {Tensor} t
 */
export function onTape(t) {
  return t._link === null && t._id !== 0 && (t._page === null || t._page.open);
}

/**
 * A tensor's id, which brings it onto the tape if it is not there.
 * @param {Tensor} t
 * @returns {number}
 */
export function idOf(t) {
  if (t._link !== null) expectFresh(t);
  return settled(t)._id || load(t);
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
function load(t) {
  const own = /** @type {Own} */ (t._own);
  if (own.base) return copyOf(own.base);
  if (own.holder && own.holder !== t) return idOf(own.holder);
  if (own.requiresGrad && own.op < 0) return settle(t, own);
  if (own.constant && own.dtype === REAL) {
    return check(cr.cr_scalar(engine, /** @type {number} */ (own.data?.[0])));
  }
  const id = push(own);
  if (own.requiresGrad) stubs++;
  write(id, own);
  t._id = id;
  loaded.push(t);
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
 * Leaves a tensor behind for a leaf's node on the tape, which the leaf itself no longer stands for.
 * @param {number} id
 * @param {Own} own
 */
export function standIn(id, own) {
  loaded.push(new Tensor(id, own, null));
}

/**
 * Says that a tensor which keeps its values itself stands on the tape.
 * @param {Tensor} t
 */
export function holdLoaded(t) {
  loaded.push(t);
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
      ? cr.cr_tensor(engine, ndim, shape, 0)
      : cr.cr_int_tensor(engine, ndim, shape, 0, dtype),
  );
  checkDone(cr.cr_assign(engine, copy, id, 1));
  copies.push({ base, id: copy });
  return copy;
}

/**
 * Makes the newest node's tensor a view of another.
 * @param {Tensor} view
 * @param {Tensor} of
 */
export function viewOf(view, of) {
  copies.push({ base: linkView(view, of), id: view._id });
  return view;
}

/**
 * Says that a tensor was changed in place, and with it the values that detached ones and views share.
 * @param {Tensor} base
 */
export function changeCopies(base) {
  noteChange(base);
  if (copies.length === 0) return;
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
  if (settled(grad)._id < 0) return grad._id;
  return settle(grad, keep(grad));
}

/** How often a tensor was made for a parameter that the engine has made. */
export let adoptions = 0;

/**
 * The tensor for a parameter that the engine has made: a gradient.
 * @param {number} id
 */
export function adopt(id) {
  adoptions++;
  const t = new Tensor(id, new Own(null, readShape(id)), null);
  residents.push(t);
  return t;
}

/**
 * Takes over values that the engine changed in place.
 * @param {Tensor} t
 */
export function refresh(t) {
  if (t._own) t._own.version++;
  refreshData(t);
}

/**
 * The same, when the change does not count.
 * @param {Tensor} t
 */
export function refreshData(t) {
  if (t._own && t._id > 0) t._own.data = readData(t._id);
}

/** Moves everything that the tape holds to JS, and empties the tape. */
export function flush() {
  if (recording) {
    throw new ChainruleError(
      'compile(): the step cannot be recorded: it needs more memory than there is, or goes back into a graph from outside',
    );
  }
  if (sweeping) throw new AutogradError('a hook cannot do this while backward runs');
  leaveTape(() => cr.cr_reset(engine));
}

/**
 * @param {() => void} empty
 */
function leaveTape(empty) {
  const unspent = cr.cr_unspent(engine) > 0;
  close(unspent);
  if (!unspent) for (const t of large) takeOver(t);
  for (const t of loaded) release(t);
  nodesBefore += cr.cr_tape_nodes(engine);
  empty();
  leave();
  [pages, large, loaded, copies] = [[], [], [], []];
  turn(1);
  stubs = 0;
  pending = false;
}

/**
 * Closes the pages: all of them when some node has not been used by backward, else those that tensors stand on.
 * @param {boolean} all
 */
function close(all) {
  const nodes = cr.cr_tape_nodes(engine);
  if (all) for (let k = 0; k * PAGE < nodes; k++) pages[k] ??= new Page(k * PAGE + 1);
  const closing = pages.filter((each) => each !== undefined && each.first <= nodes);
  const changed = cr.cr_changed_nodes(engine) > 0;
  const onTape = loaded.filter((t) => t._page === null);
  const generation = all
    ? new Generation(/** @type {Page[]} */ (pages), [...onTape, ...residents], nodesBefore)
    : null;
  for (const each of /** @type {Page[]} */ (closing)) closePage(each, nodes, changed, generation);
}

/**
 * @param {Page} each
 * @param {number} nodes      how many the tape has
 * @param {boolean} changed   whether some were changed in place
 * @param {Generation | null} generation
 */
function closePage(each, nodes, changed, generation) {
  each.count = Math.min(PAGE, nodes - each.first + 1);
  const most = generation ? 0x7fffffff : SMALL;
  const at = check(cr.cr_page(engine, each.first, each.count, most));
  each.block = /** @type {ArrayBuffer} */ (memory.buffer).slice(at, at + cr.cr_page_bytes(engine));
  if (changed) each.versions = versionsOn(each);
  each.generation = generation;
  each.open = false;
}

/** @param {Page} each */
function versionsOn({ first, count }) {
  const ids = Array.from({ length: count }, (_, k) => first + k);
  return new Map(ids.map((id) => [id, cr.cr_version(engine, id)]));
}

/**
 * The values of a large node to its tensor.
 * @param {Tensor} t
 */
function takeOver(t) {
  if (t._page === null) return;
  t._own = readOwn(t._id);
  t._own.holder = t;
  t._page.owns.set(t._id, t._own);
  t._id = 0;
  t._page = null;
}

/**
 * Takes a tensor that keeps its values itself off the tape.
 * @param {Tensor} t
 */
function release(t) {
  if (t._page !== null || t._id <= 0) return;
  const own = /** @type {Own} */ (t._own);
  if (own.history && is(t._id, USED)) own.history = null;
  t._id = 0;
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
  const id = t._id;
  if (cr.cr_take_fresh(engine, id)) return true;
  moveOut(t);
  cr.cr_free(engine, id);
  return false;
}

/**
 * Gives the tensors for parameters to which the engine is about to give other values their own ones.
 * @param {readonly number[]} ids
 */
export function detachFrom(ids) {
  const leaving = residents.filter((t) => ids.includes(t._id));
  residents = residents.filter((t) => !leaving.includes(t));
  leaving.forEach(moveOut);
}

/** @param {Tensor} t */
function moveOut(t) {
  const own = /** @type {Own} */ (t._own);
  own.grad = t.grad;
  own.data = readData(t._id);
  t._id = 0;
}

/**
 * The tensor that goes onto the tape for one that shares its values with others.
 * @param {Tensor} t
 */
export function sharedBy(t) {
  return settled(t)._own?.holder ?? t;
}

/**
 * Brings the whole history of a tensor back onto an empty tape, in the order in which it was made.
 * @param {Tensor} root
 */
function recall(root) {
  flush();
  for (const t of historyBelow(sharedBy(root))) recallOne(t);
}

/** @param {Tensor} t */
function recallOne(t) {
  const own = /** @type {Own} */ (t._own);
  const { inputs, attrs } = /** @type {import('./own.js').History} */ (own.history);
  const ids = inputs.map((input) => idOf(holderOf(input)));
  const at = passCall(ids, attrs);
  t._id = check(cr.cr_recall(engine, own.op, ids.length, at + 8 * attrs.length, attrs.length, at));
  write(t._id, own);
  loaded.push(t);
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
  const root = sharedBy(t);
  if (root._id === 0 ? root._own?.history : stubs > 0) recall(root);
  return idOf(root);
}

/**
 * Keeps the tape as it is while hooks run.
 * @template T
 * @param {() => T} sweep
 * @returns {T}
 */
export function holdTape(sweep) {
  if (sweeping) throw new AutogradError('a hook cannot run backward');
  sweeping = true;
  try {
    return sweep();
  } finally {
    sweeping = false;
  }
}

/** Says that backward has run: the next op starts a new tape, if this one is not as good as empty. */
export function expectNewTape() {
  pending = !recording && !sweeping && cr.cr_tape_bytes(engine) > STEPS;
}

/**
 * Records what a step does on a tape of its own, of which a program is made (cr_program_end).
 * @template T
 * @param {(loaded: readonly Tensor[]) => T} step  is given the list of leaves that it brings onto the tape
 * @returns {{ program: number, result: T, parameters: Tensor[] }}
 */
export function recordTape(step) {
  if (recording) throw new ChainruleError('compile(): a step cannot be recorded within another');
  flush();
  checkDone(cr.cr_program_begin(engine));
  recording = true;
  let program = 0;
  try {
    const result = step(loaded);
    leaveTape(() => {
      program = check(cr.cr_program_end(engine));
    });
    return { program, result, parameters: residents };
  } finally {
    recording = false;
    if (!program) {
      cr.cr_program_free(engine, cr.cr_program_end(engine));
      flush();
    }
  }
}
