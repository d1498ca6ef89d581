// Compiles the engine's bytes and holds its exports: the one instance that every tensor of this module lives in.
import text from '../../build/chainrule.wasm.js';
import { decode } from './bytes.js';

/**
 * The exported functions of chainrule.h that this package calls; see that header for what each one does.
 * @typedef {{
 *   memory: WebAssembly.Memory, _initialize(): void,
 *   cr_open(): number, cr_error(e: number): number, cr_message(e: number): number,
 *   cr_scratch(e: number, bytes: number): number,
 *   cr_scalar(e: number, value: number): number,
 *   cr_tensor(e: number, ndim: number, shape: number, data: number): number,
 *   cr_int_tensor(e: number, ndim: number, shape: number, data: number, dtype: number): number,
 *   cr_param(e: number, ndim: number, shape: number, data: number, requiresGrad: number): number,
 *   cr_free(e: number, id: number): number,
 *   cr_stub(e: number, ndim: number, shape: number, used: number): number,
 *   cr_op_count(): number, cr_op_text(op: number, field: number): number, cr_op_inputs(op: number): number, cr_op_least(op: number): number,
 *   cr_op_attr_name(op: number, k: number): number, cr_op_attr_kind(op: number, k: number): number,
 *   cr_op_attr_default(op: number, k: number): number,
 *   cr_unary(e: number, op: number, x: number): number,
 *   cr_binary(e: number, op: number, a: number, b: number): number,
 *   cr_binary_number(e: number, op: number, a: number, b: number): number,
 *   cr_number_binary(e: number, op: number, a: number, b: number): number,
 *   cr_apply(e: number, op: number, inputs: number, ids: number, attrs: number, attr: number): number,
 *   cr_recall(e: number, op: number, inputs: number, ids: number, attrs: number, attr: number): number,
 *   cr_set_grad_enabled(e: number, on: number): number,
 *   cr_assign(e: number, to: number, from: number, silent: number): number,
 *   cr_fill(e: number, id: number, value: number): number,
 *   cr_replaced(e: number, id: number, by: number): number, cr_changed(e: number, id: number): number,
 *   cr_backward(e: number, id: number, upstream: number, retain: number): number,
 *   cr_backward_begin(e: number, id: number, upstream: number, retain: number): number,
 *   cr_backward_step(e: number): number, cr_edge_node(e: number): number, cr_edge_slot(e: number): number,
 *   cr_backward_to(e: number, id: number): number, cr_backward_drop(e: number): number,
 *   cr_sweep_grad(e: number, id: number): number,
 *   cr_edge(e: number, node: number, slot: number, part: number): number,
 *   cr_reset(e: number): void, cr_real_size(): number,
 *   cr_ndim(e: number, id: number): number, cr_shape(e: number, id: number): number,
 *   cr_size(e: number, id: number): number, cr_data(e: number, id: number): number,
 *   cr_dtype_of(e: number, id: number): number, cr_int_data(e: number, id: number): number,
 *   cr_item(e: number, id: number): number, cr_info(e: number, id: number): number, cr_input(e: number, id: number, slot: number): number,
 *   cr_attr_count(e: number, id: number): number, cr_attrs(e: number, id: number): number,
 *   cr_grad(e: number, id: number): number, cr_set_grad(e: number, id: number, grad: number): number,
 *   cr_grad_data(e: number, id: number): number, cr_set_requires_grad(e: number, id: number, on: number): number,
 *   cr_version(e: number, id: number): number, cr_input_version(e: number, id: number, slot: number): number,
 *   cr_binary_into(e: number, op: number, a: number, b: number): number,
 *   cr_page(e: number, first: number, count: number, largest: number): number, cr_page_bytes(e: number): number,
 *   cr_unspent(e: number): number, cr_changed_nodes(e: number): number, cr_newest_size(e: number): number,
 *   cr_program_begin(e: number): number, cr_program_end(e: number): number,
 *   cr_program_run(e: number, program: number): number, cr_program_free(e: number, program: number): void,
 *   cr_program_hyper(program: number, nth: number): number,
 *   cr_program_fits(e: number, program: number): number, cr_program_changed(program: number, nth: number): number,
 *   cr_program_made(program: number, nth: number): number,
 *   cr_take_fresh(e: number, id: number): number, cr_tape_nodes(e: number): number,
 *   cr_tape_bytes(e: number): number, cr_total_bytes(e: number): number,
 *   cr_set_budget(e: number, bytes: number): void,
 *   cr_rule_count(): number, cr_rule_text(rule: number, field: number): number,
 *   cr_rule_hyper_name(rule: number, k: number): number, cr_rule_hyper_kind(rule: number, k: number): number,
 *   cr_rule_hyper_default(rule: number, k: number): number, cr_rule_state_name(rule: number, k: number): number,
 *   cr_update(e: number, rule: number, count: number, ids: number, hypers: number, hyper: number): number,
 *   cr_seed(e: number, seed: number): void, cr_random_state(e: number): number, cr_random_bytes(): number,
 * }} Exports
 */

const instance = new WebAssembly.Instance(new WebAssembly.Module(decode(text)));

/** Copied, because calls through a wasm's own exports object look the name up each time. */
export const cr = /** @type {Exports} */ (/** @type {unknown} */ ({ ...instance.exports }));
export const { cr_unary, cr_binary, cr_binary_number, cr_number_binary, cr_item } = cr;
export const { memory } = cr;

cr._initialize();
export const engine = cr.cr_open();
// As PyTorch's, the generator starts somewhere else each time.
cr.cr_seed(engine, Math.random() * 2 ** 32);

/** Bytes of tape after which it is moved out to JS; see cr_set_budget. */
const TAPE_BUDGET = 64 << 20;
cr.cr_set_budget(engine, TAPE_BUDGET);

/** The typed array of the engine's elements. */
export const Real = cr.cr_real_size() === 8 ? Float64Array : Float32Array;
/** @typedef {Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>} Reals */

const utf8 = new TextDecoder();

/** @param {number} pointer */
export function readText(pointer) {
  if (!pointer) return '';
  const all = new Uint8Array(memory.buffer);
  return utf8.decode(all.subarray(pointer, all.indexOf(0, pointer)));
}

/** chainrule.h's enum cr_facts: bits of cr_info, and where its number of an op begins. */
export const REQUIRES_GRAD = 1;
export const USED = 2;
export const STUB = 4;
export const CONSTANT = 8;
const OP_SHIFT = 8;
const VARIANT_SHIFT = 4;

/**
 * @param {number} id
 * @param {number} fact
 */
export function is(id, fact) {
  return (cr.cr_info(engine, id) & fact) !== 0;
}

/**
 * The number of the op that made a tensor, from its cr_info; -1 for a leaf.
 * @param {number} facts
 */
export function opIn(facts) {
  return (facts >> OP_SHIFT) - 1;
}

/**
 * Which of its op's gradFn names is a tensor's, from its cr_info.
 * @param {number} facts
 */
export function variantIn(facts) {
  return (facts >> VARIANT_SHIFT) & 15;
}

/** @param {number} id */
export function opOf(id) {
  return opIn(cr.cr_info(engine, id));
}

/** chainrule.h's enum cr_dtype, by number. */
export const dtypes = /** @type {const} */ ([
  Real === Float64Array ? 'float64' : 'float32',
  'int64',
  'bool',
]);
/** @typedef {'float32' | 'float64' | 'int64' | 'bool'} DType */
export const REAL = 0;
export const INT64 = 1;
export const BOOL = 2;

/** Views of all of the engine's memory; growing detaches them. */
let reals = new Real(/** @type {ArrayBuffer} */ (memory.buffer));
let ints = new Int32Array(memory.buffer);
let longs = new BigInt64Array(/** @type {ArrayBuffer} */ (memory.buffer));

/** Fetches the views again where the memory has grown. */
function renew() {
  if (reals.length > 0) return;
  reals = new Real(/** @type {ArrayBuffer} */ (memory.buffer));
  ints = new Int32Array(memory.buffer);
  longs = new BigInt64Array(/** @type {ArrayBuffer} */ (memory.buffer));
}

const newestAt = cr.cr_newest_size(engine) / 4;

/** How many elements the newest node of the tape has. */
export function newestSize() {
  if (ints.length === 0) renew();
  return ints[newestAt];
}

/**
 * A view of engine memory, good until the engine grows: read it or write it at once.
 * @param {number} pointer
 * @param {number} count
 * @returns {Reals}
 */
export function realsAt(pointer, count) {
  renew();
  const at = pointer / Real.BYTES_PER_ELEMENT;
  return reals.subarray(at, at + count);
}

/**
 * @param {number} id
 * @returns {number[]}
 */
export function readShape(id) {
  const ndim = cr.cr_ndim(engine, id);
  const shape = [];
  renew();
  const at = ndim && cr.cr_shape(engine, id) / 4;
  for (let dim = 0; dim < ndim; dim++) shape.push(ints[at + dim]);
  return shape;
}

/**
 * Writes a tensor's elements.
 * @param {number} id
 * @param {ArrayLike<number> | ArrayLike<bigint>} data
 */
export function writeData(id, data) {
  renew();
  if (cr.cr_dtype_of(engine, id) !== REAL) {
    longs.set(/** @type {ArrayLike<bigint>} */ (data), cr.cr_int_data(engine, id) / 8);
  } else {
    const at = cr.cr_data(engine, id) / Real.BYTES_PER_ELEMENT;
    reals.set(/** @type {ArrayLike<number>} */ (data), at);
  }
}

/** @typedef {{ at: number, size: number, dtype: number, shape: number[] }} Place  of elements in the engine's memory */

/**
 * Where a tensor's elements are.
 * @param {number} id
 * @returns {Place}
 */
export function placeOf(id) {
  const dtype = cr.cr_dtype_of(engine, id);
  const at = dtype === REAL ? cr.cr_data(engine, id) : cr.cr_int_data(engine, id);
  return { at, size: cr.cr_size(engine, id), dtype, shape: readShape(id) };
}

/** Up to this many elements a loop is faster than what typed arrays have of their own (7 ns against 80, measured). */
const FEW = 8;

/**
 * @typedef {Reals | number[] | BigInt64Array<ArrayBuffer>} Elements  of int64 and bool tensors: bigints
 */
/**
 * A copy of the elements at a place.
 * @param {number} at
 * @param {number} size
 * @param {number} dtype
 * @returns {Elements}
 */
function copyAt(at, size, dtype) {
  renew();
  if (dtype !== REAL) return longs.slice(at / 8, at / 8 + size);
  const first = at / Real.BYTES_PER_ELEMENT;
  if (size > FEW) return reals.slice(first, first + size);
  const few = [];
  for (let k = 0; k < size; k++) few.push(reals[first + k]);
  return few;
}

/** @param {Place} place */
export const readPlace = ({ at, size, dtype }) => copyAt(at, size, dtype);

/**
 * Writes elements to a place.
 * @param {Place} place
 * @param {ArrayLike<any>} data
 */
export function writePlace({ at, size, dtype }, data) {
  renew();
  if (dtype !== REAL) {
    longs.set(data, at / 8);
    return;
  }
  const first = at / Real.BYTES_PER_ELEMENT;
  if (size > FEW) reals.set(data, first);
  else for (let k = 0; k < size; k++) reals[first + k] = data[k];
}

/**
 * A copy of a tensor's elements.
 * @param {number} id
 * @returns {Elements}
 */
export function readData(id) {
  const dtype = cr.cr_dtype_of(engine, id);
  const at = dtype === REAL ? cr.cr_data(engine, id) : cr.cr_int_data(engine, id);
  return copyAt(at, cr.cr_size(engine, id), dtype);
}

/**
 * The ids of an op's operands; none for a leaf.
 * @param {number} id
 */
export function inputsOf(id) {
  const inputs = [];
  for (let slot = 0; ; slot++) {
    const input = cr.cr_input(engine, id, slot);
    if (input === 0) return inputs;
    inputs.push(input);
  }
}
