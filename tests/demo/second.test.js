// Exact second derivatives: the engine's derivative texts, built again and differentiated by the engine once more.
import { expect, test } from 'vitest';
import { buildExpression, parseExpression } from '../../web/demo/expression.js';
import { parseC } from '../../web/demo/lab/ctext.js';
import { NoSecondDerivative, secondDerivatives } from '../../web/demo/lab/second.js';
import { graph, ops, tensor } from '../../web/lib/index.js';

/**
 * @param {string} expr
 * @param {Record<string, number>} params
 * @param {Record<string, number>} [data]
 */
function secondOf(expr, params, data = {}) {
  const leaf = (/** @type {boolean} */ requiresGrad) => (/** @type {[string, number]} */ given) => [
    given[0],
    tensor(given[1], { requiresGrad }),
  ];
  const leaves = Object.fromEntries([
    ...Object.entries(params).map(leaf(true)),
    ...Object.entries(data).map(leaf(false)),
  ]);
  const { loss } = buildExpression(parseExpression(expr), leaves);
  const found = secondDerivatives(graph(loss, leaves), params);
  loss.backward();
  const own = Object.keys(params).map((name) => leaves[name].grad?.item() ?? 0);
  return { ...found, own };
}

const e = Math.exp;
const sigmoid = 1 / (1 + e(-1));

/** Worked by hand. @type {[string, Record<string, number>, Record<string, number>, number[][]][]} */
const CASES = [
  ['(w*x - y)^2', { w: 1 }, { x: 2, y: 4 }, [[8]]],
  [
    '(w*x + b - y)^2',
    { w: 1, b: 0 },
    { x: 2, y: 4 },
    [
      [8, 4],
      [4, 2],
    ],
  ],
  ['x*x + x', { x: 3 }, {}, [[2]]],
  ['w^3', { w: 2 }, {}, [[12]]],
  ['w*x', { w: 2 }, { x: 3 }, [[0]]],
  ['relu(w*x)^2', { w: 0.5 }, { x: 2 }, [[8]]],
  ['relu(w*x)^2', { w: -0.5 }, { x: 2 }, [[0]]],
  ['sigmoid(w*x)', { w: 0.5 }, { x: 2 }, [[4 * sigmoid * (1 - sigmoid) * (1 - 2 * sigmoid)]]],
  ['tanh(w)', { w: 0.5 }, {}, [[-2 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2)]]],
  ['softplus(w)', { w: 1 }, {}, [[sigmoid * (1 - sigmoid)]]],
  [
    'log(w)*exp(b)',
    { w: 0.5, b: 3 },
    {},
    [
      [-4 * e(3), 2 * e(3)],
      [2 * e(3), Math.log(0.5) * e(3)],
    ],
  ],
  [
    'w/b',
    { w: 0.5, b: 3 },
    {},
    [
      [0, -1 / 9],
      [-1 / 9, 1 / 27],
    ],
  ],
  ['-sqrt(w) + 1', { w: 4 }, {}, [[1 / 32]]],
];

test.each(CASES)('%s at %o with %o', (expr, params, data, hessian) => {
  const found = secondOf(expr, params, data);
  expect(found.gradient).toEqual(found.own);
  found.hessian.forEach((row, i) => {
    row.forEach((value, k) => {
      expect(value).toBeCloseTo(hessian[i][k], 5);
    });
  });
});

test('integers come out exactly', () => {
  expect(secondOf('(w*x + b - y)^2', { w: 1, b: 0 }, { x: 2, y: 4 }).hessian).toEqual([
    [8, 4],
    [4, 2],
  ]);
});

test('every text that the engine shows for an elementwise op can be read', () => {
  const elementwise = ops.filter(({ kind }) => /^(unary|binary|ternary)$/.test(kind));
  expect(elementwise.length).toBeGreaterThan(10);
  for (const { value, vjp } of elementwise)
    for (const text of [value, ...vjp]) expect(() => parseC(text)).not.toThrow();
});

test('of a text that is not made of ops there is none, and it is said which', () => {
  const drawn = {
    nodes: [
      node({ name: 'w', value: 3 }),
      node({
        op: 'exp',
        inputs: [0],
        value: 1,
        formula: { value: 'exp(x)', vjp: ['g * mystery(x)'] },
      }),
    ],
    edges: [],
  };
  expect(() => secondDerivatives(drawn, { w: 3 })).toThrow(NoSecondDerivative);
  expect(() => secondDerivatives(drawn, { w: 3 })).toThrow('exp: g * mystery(x)');
});

/** @param {object} given @returns {import('../../web/lib/index.js').Graph['nodes'][number]} */
const node = (given) => ({
  op: null,
  inputs: [],
  attrs: {},
  shape: [],
  value: 0,
  grad: null,
  leaf: true,
  requiresGrad: true,
  constant: false,
  name: null,
  formula: null,
  ...given,
});
