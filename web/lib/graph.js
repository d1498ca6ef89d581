// Snapshots of the tape as plain data, for whoever wants to show a graph and its gradients.
import {
  CONSTANT,
  cr,
  engine,
  inputsOf,
  is,
  opOf,
  placeOf,
  REQUIRES_GRAD,
  readPlace,
  readShape,
  realsAt,
  STUB,
} from './engine.js';
import { checkDone } from './errors.js';
import { readAttrs } from './history.js';
import { nest } from './nested.js';
import { ops } from './ops.js';
import { settled } from './page.js';
import { expectNewTape, expectTensor, rootOf } from './tape.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {import('./nested.js').Nested} Nested */
/**
 * @typedef {object} Node
 * @property {string | null} op         null for a leaf
 * @property {number[]} inputs          indices of nodes
 * @property {number[]} shape
 * @property {Record<string, number>} attrs  of its op, by name; of a choice its place among the words
 * @property {Nested} value             a number for a scalar; of a bool 0 or 1
 * @property {Nested | null} grad       null: backward has not reached it
 * @property {boolean} leaf             false without an op: backward has used up its history, and the tape was reused
 * @property {boolean} requiresGrad
 * @property {boolean} constant         it was written as a number
 * @property {string | null} name       from the names given
 * @property {{ value: string, vjp: string[] } | null} formula  the C text of its op; see Op
 */
/**
 * @typedef {object} Edge               along which a gradient flows; null before backward
 * @property {number} node              index of the op that passes it on
 * @property {number} slot              to which of its operands
 * @property {number} input             index of the node that receives
 * @property {Nested | null} upstream      the gradient of `node`
 * @property {Nested} local                what the edge passes on for an upstream of 1
 * @property {Nested | null} contribution  what it passes on for this upstream
 * @property {Nested | null} accumulated   all that `input` has received, with what its `grad` held before
 */
/** @typedef {{ nodes: Node[], edges: Edge[] }} Graph  operands before the ops that use them; the loss is the last node */

/** chainrule.h's enum cr_edge_part. */
const LOCAL = 0;
const CONTRIBUTION = 1;
const ACCUMULATED = 2;

/**
 * The ids that a tensor depends on: ops in the order in which they ran, each behind the leaves that it is the first to
 * use. When a leaf came onto the tape does not matter.
 * @param {number} root
 */
function idsBelow(root) {
  const found = new Set([root]);
  for (const id of found) for (const input of inputsOf(id)) found.add(input);
  const ops = [...found].filter((id) => opOf(id) >= 0).sort((a, b) => a - b);
  return [...new Set([...ops.flatMap((id) => [...inputsOf(id), id]), root])];
}

/**
 * @param {number} pointer
 * @param {number} id       of the tensor whose shape it has
 * @returns {Nested | null}
 */
function nestedAt(pointer, id) {
  if (!pointer) return null;
  return nest(realsAt(pointer, cr.cr_size(engine, id)), readShape(id));
}

/** @param {number} id */
function readValue(id) {
  const place = placeOf(id);
  return /** @type {Nested} */ (nest(Array.from(readPlace(place), Number), place.shape));
}

/**
 * Single attributes stand before the items of a list.
 * @param {number} id
 * @param {import('./ops.js').Op | null} entry
 */
function attrsOf(id, entry) {
  const values = readAttrs(id);
  const singles = entry?.attrs.filter(({ kind }) => kind !== 'ints') ?? [];
  return Object.fromEntries(singles.map(({ name }, k) => [name, values[k]]));
}

/**
 * @param {number} id
 * @param {Map<number, number>} indices
 * @param {Map<number, string>} names
 * @returns {Node}
 */
function readNode(id, indices, names) {
  const op = opOf(id);
  const entry = op < 0 ? null : ops[op];
  const requiresGrad = is(id, REQUIRES_GRAD);
  return {
    op: entry?.name ?? null,
    inputs: inputsOf(id).map((input) => /** @type {number} */ (indices.get(input))),
    attrs: attrsOf(id, entry),
    shape: readShape(id),
    value: readValue(id),
    grad: nestedAt(cr.cr_grad_data(engine, id), id),
    leaf: !entry && !is(id, STUB),
    requiresGrad,
    constant: is(id, CONSTANT),
    name: names.get(id) ?? null,
    formula: entry && { value: entry.value, vjp: entry.vjp },
  };
}

/**
 * What an edge carries now.
 * @param {number} id
 * @param {number} slot
 * @param {Map<number, number>} indices
 * @returns {Edge}
 */
function readEdge(id, slot, indices) {
  const input = cr.cr_input(engine, id, slot);
  /** @param {number} part */
  const part = (part) => nestedAt(cr.cr_edge(engine, id, slot, part), input);
  return {
    node: /** @type {number} */ (indices.get(id)),
    slot,
    input: /** @type {number} */ (indices.get(input)),
    upstream: nestedAt(cr.cr_grad_data(engine, id), id),
    local: /** @type {Nested} */ (part(LOCAL)),
    contribution: part(CONTRIBUTION),
    accumulated: part(ACCUMULATED),
  };
}

/** @param {number} id */
function slotsWithGrad(id) {
  if (!is(id, REQUIRES_GRAD)) return [];
  return inputsOf(id).flatMap((input, slot) => (is(input, REQUIRES_GRAD) ? [slot] : []));
}

/** @param {Record<string, Tensor>} tensors */
function namesById(tensors) {
  const named = Object.entries(tensors);
  for (const [name, t] of named) expectTensor(t, `what is named ${name}`);
  return new Map(named.map(([name, t]) => [settled(t)._id, name]));
}

/**
 * @param {ReturnType<typeof indexBelow>} below
 * @param {Map<number, string>} names
 * @param {Edge[]} [walked]  the edges, when backward has been watched; otherwise they are read now
 * @returns {Graph}
 */
function readGraph({ ids, indices }, names, walked) {
  const nodes = ids.map((id) => readNode(id, indices, names));
  return { nodes, edges: walked ?? readEdges(ids, indices) };
}

/**
 * @param {number[]} ids
 * @param {Map<number, number>} indices
 */
function readEdges(ids, indices) {
  const backwards = [...ids].reverse();
  return backwards.flatMap((id) => slotsWithGrad(id).map((slot) => readEdge(id, slot, indices)));
}

/** @param {number} root */
function indexBelow(root) {
  const ids = idsBelow(root);
  return { ids, indices: new Map(ids.map((id, index) => [id, index])) };
}

/**
 * The graph below a tensor, as it stands: values, gradients if backward has run, what each edge carries. Look before
 * the next op: the tape is reused then.
 * @param {Tensor} loss
 * @param {Record<string, Tensor>} [names]  tensors to be named in the snapshot
 * @returns {Graph}
 */
export function graph(loss, names = {}) {
  const root = rootOf(loss);
  return readGraph(indexBelow(root), namesById(names));
}

/**
 * Runs a scalar's backward, one edge at a time, and returns the graph with its edges in the order in which they were
 * walked, each as it was at that moment: on fan-out `accumulated` is seen to grow.
 * @param {Tensor} loss
 * @param {Record<string, Tensor>} [names]
 * @returns {Graph}
 */
export function trace(loss, names = {}) {
  const root = rootOf(loss);
  const known = namesById(names);
  const below = indexBelow(root);
  const walked = [];
  checkDone(cr.cr_backward_begin(engine, root, 0, 0));
  while (checkDone(cr.cr_backward_step(engine)) > 0) {
    walked.push(readEdge(cr.cr_edge_node(engine), cr.cr_edge_slot(engine), below.indices));
  }
  expectNewTape();
  return readGraph(below, known, walked);
}
