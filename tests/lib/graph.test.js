// graph() and trace(): plain-data snapshots of what was computed and of what backward carried along each edge.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graph, tensor, trace } from '../../web/lib/index.js';
import { messages } from './expected.js';
import { leaf, nextStep } from './tensors.js';

/** @typedef {import('../../web/lib/index.js').GraphEdge} GraphEdge */

/** @param {GraphEdge[]} edges */
const route = (edges) => edges.map(({ node, slot, input }) => [node, slot, input]);

/** The lesson's loss and the names of its leaves. */
function lesson() {
  const [w, x, y] = [leaf(1), tensor(2), tensor(4)];
  return { loss: w.mul(x).sub(y).pow(2), names: { w, x, y } };
}

/** What every node of a leaf without gradient has in common. */
const LEAF = {
  op: null,
  inputs: [],
  attrs: {},
  shape: [],
  grad: null,
  leaf: true,
  requiresGrad: false,
  constant: false,
  name: null,
  formula: null,
};

test('before backward: every node and every edge, gradients are null', () => {
  const { loss, names } = lesson();
  const { nodes, edges } = graph(loss, names);
  assert.deepEqual(nodes.slice(0, 4), [
    { ...LEAF, name: 'w', value: 1, requiresGrad: true },
    { ...LEAF, name: 'x', value: 2 },
    {
      ...LEAF,
      op: 'mul',
      inputs: [0, 1],
      value: 2,
      leaf: false,
      requiresGrad: true,
      formula: { value: 'a * b', vjp: ['g * b', 'g * a'] },
    },
    { ...LEAF, name: 'y', value: 4 },
  ]);
  assert.deepEqual(
    nodes.map(({ op }) => op),
    [null, null, 'mul', null, 'sub', null, 'pow'],
  );
  assert.deepEqual(nodes[5], { ...LEAF, value: 2, constant: true });
  assert.deepEqual(edges, [
    {
      node: 6,
      slot: 0,
      input: 4,
      local: -4,
      upstream: null,
      contribution: null,
      accumulated: null,
    },
    { node: 4, slot: 0, input: 2, local: 1, upstream: null, contribution: null, accumulated: null },
    { node: 2, slot: 0, input: 0, local: 2, upstream: null, contribution: null, accumulated: null },
  ]);
});

test('after backward: the gradient of every node, what each edge carried', () => {
  const { loss, names } = lesson();
  loss.backward();
  const { nodes, edges } = graph(loss, names);
  assert.deepEqual(
    nodes.map(({ grad }) => grad),
    [-8, null, -4, null, -4, null, 1],
  );
  assert.deepEqual(edges, [
    { node: 6, slot: 0, input: 4, local: -4, upstream: 1, contribution: -4, accumulated: -4 },
    { node: 4, slot: 0, input: 2, local: 1, upstream: -4, contribution: -4, accumulated: -4 },
    { node: 2, slot: 0, input: 0, local: 2, upstream: -4, contribution: -8, accumulated: -8 },
  ]);
});

test('trace runs backward itself and tells the same', () => {
  const [traced, walked] = [lesson(), lesson()];
  const snapshot = trace(traced.loss, traced.names);
  walked.loss.backward();
  assert.deepEqual(snapshot, graph(walked.loss, walked.names));
  assert.equal(traced.names.w.grad?.item(), -8);
  assert.throws(() => trace(traced.loss), { message: messages.second_backward.message });
});

test('on fan-out the sum is seen to grow', () => {
  const x = leaf(3);
  const { edges } = trace(x.mul(x).add(x));
  assert.deepEqual(route(edges), [
    [2, 0, 1],
    [2, 1, 0],
    [1, 0, 0],
    [1, 1, 0],
  ]);
  assert.deepEqual(
    edges.map((edge) => edge.contribution),
    [1, 1, 3, 3],
  );
  assert.deepEqual(
    edges.map((edge) => edge.accumulated),
    [1, 1, 4, 7],
  );
});

test('what a leaf had before is part of the sum', () => {
  const x = leaf(3);
  x.mul(10).backward();
  const { nodes, edges } = trace(x.mul(x));
  assert.deepEqual(
    edges.map((edge) => edge.accumulated),
    [13, 16],
  );
  assert.equal(nodes[0].grad, 16);
});

test('only the loss, its history and edges that a gradient takes are in it', () => {
  const [w, other] = [leaf(2), leaf(5)];
  const y = w.mul(3);
  other.mul(y);
  const loss = y.detach().mul(w);
  const { nodes, edges } = graph(loss);
  assert.deepEqual(
    nodes.map(({ op }) => op),
    [null, null, 'mul'],
  );
  assert.deepEqual(route(edges), [[2, 1, 1]]);
});

test('tensors are nested arrays, of their own shapes', () => {
  const [row, column] = [leaf([1, 2]), leaf([[3], [4]])];
  const { nodes, edges } = trace(row.mul(column).sum());
  assert.deepEqual(
    nodes.map(({ shape }) => shape),
    [[2], [2, 1], [2, 2], []],
  );
  assert.deepEqual(nodes[2].value, [
    [3, 6],
    [4, 8],
  ]);
  assert.deepEqual(
    [nodes[0].grad, nodes[1].grad],
    [
      [7, 7],
      [[3], [3]],
    ],
  );
  const [sum, toRow, toColumn] = edges;
  const ones = [
    [1, 1],
    [1, 1],
  ];
  assert.deepEqual([sum.upstream, sum.local, sum.contribution], [1, ones, ones]);
  assert.deepEqual([toRow.upstream, toRow.local, toRow.contribution], [ones, [7, 7], [7, 7]]);
  assert.deepEqual([toColumn.input, toColumn.contribution], [1, [[3], [3]]]);
});

test('numbers that are not finite stay what they are', () => {
  const { nodes, edges } = trace(leaf(0).sqrt().mul(leaf(Number.NaN)));
  assert.deepEqual(
    nodes.map(({ grad }) => grad),
    [Number.NaN, Number.NaN, 0, 1],
  );
  assert.deepEqual(
    edges.map(({ local }) => local),
    [Number.NaN, 0, Infinity],
  );
});

test('a snapshot is plain data that nothing changes later', () => {
  const { loss, names } = lesson();
  const snapshot = graph(loss, names);
  const copy = structuredClone(snapshot);
  assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), copy);
  loss.backward();
  nextStep();
  assert.deepEqual(snapshot, copy);
});

test('a graph that backward has not used is the same after a flush, and so is its trace', () => {
  const [early, late] = [lesson(), lesson()];
  const before = graph(early.loss, early.names);
  nextStep();
  assert.deepEqual(graph(early.loss, early.names), before);
  const direct = trace(late.loss, late.names);
  assert.deepEqual(trace(early.loss, early.names), direct);
});

test('a graph that backward has used is gone with its tape: only the value is left', () => {
  const { loss, names } = lesson();
  loss.backward();
  nextStep();
  const { nodes, edges } = graph(loss, names);
  assert.deepEqual(nodes, [{ ...LEAF, value: 4, leaf: false, requiresGrad: true }]);
  assert.deepEqual(edges, []);
});

test('a single leaf is a graph', () => {
  const w = leaf([1, 2]);
  assert.deepEqual(graph(w, { w }).nodes, [
    { ...LEAF, name: 'w', shape: [2], value: [1, 2], requiresGrad: true },
  ]);
  assert.deepEqual(graph(tensor(1).add(2)).edges, []);
});

test('trace refuses what backward refuses, and nothing has changed', () => {
  const w = leaf([1, 2]);
  const loss = w.mul(w);
  assert.throws(() => trace(loss), { message: messages.backward_of_many.message });
  assert.throws(() => trace(tensor(1).mul(2)), { message: messages.backward_without_grad.message });
  assert.equal(graph(w).nodes[0].grad, null);
  trace(loss.sum());
  assert.deepEqual(graph(w).nodes[0].grad, [2, 4]);
});

test('nodes stand in the order in which they are used, operands before their op', () => {
  const [late, early] = [leaf(2), leaf(3)];
  const product = early.mul(5);
  const { nodes } = graph(late.sub(product).add(early), { late, early });
  assert.deepEqual(
    nodes.map(({ op, name, value }) => op ?? name ?? value),
    ['early', 5, 'mul', 'late', 'sub', 'add'],
  );
});

test('a node tells its op’s attributes by name, and the value of a bool or an int as a number', () => {
  const w = leaf(1.5);
  const { nodes } = graph(w.gt(1).mul(w).softplus({ beta: 2 }), { w });
  assert.deepEqual(
    nodes.map(({ op, value, attrs }) => [op, value, attrs]),
    [
      [null, 1.5, {}],
      [null, 1, {}],
      ['gt', 1, {}],
      ['to', 1, { dtype: 0 }],
      ['mul', 1.5, {}],
      ['softplus', w.mul(1).softplus({ beta: 2 }).item(), { beta: 2, threshold: 20 }],
    ],
  );
});
