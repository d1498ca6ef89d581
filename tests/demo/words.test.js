// The pure rooms: numbers, steps of the arrow keys, configs, and the languages' words.

import { describe, expect, test } from 'vitest';
import { fallback, readConfig } from '../../web/demo/config.js';
import { formatConstant, formatNumber, formatOperand } from '../../web/demo/format.js';
import { indexed } from '../../web/demo/formula.js';
import { languages, wordsFor } from '../../web/demo/locale/index.js';
import { fieldText, nudge } from '../../web/demo/nudge.js';

describe('one formatter', () => {
  test.each([
    [1.7999999523162842, '1.8'],
    [0.006399987731128931, '0.0064'],
    [0.16000007092952728, '0.16'],
    [-8, '−8.0'],
    [0, '0.0'],
    [-0, '0.0'],
    [12345.678, '12345.7'],
    [999999, '999999.0'],
    [1e6, '1.0e6'],
    [0.0001, '0.0001'],
    [0.00009999, '9.999e−5'],
    [-2.0463630789890885e-12, '−2.0464e−12'],
    [3.4028234663852886e38, '3.4028e38'],
    [Number.NaN, 'NaN'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%s reads %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('after a sign a negative number stands in parentheses', () => {
    expect(formatOperand(-8)).toBe('(−8.0)');
    expect(formatOperand(8)).toBe('8.0');
  });

  test('a constant stays as it was written', () => {
    expect([2, -1, 0.5].map(formatConstant)).toEqual(['2', '−1', '0.5']);
  });
});

test('a name’s number is its index; a number has none', () => {
  expect(['w12', 'ab3', 'w', 'x_1', '1.0e30', '−1.0e30', 'w1a2'].map(indexed)).toEqual([
    'w₁₂',
    'ab₃',
    'w',
    'x_1',
    '1.0e30',
    '−1.0e30',
    'w1a₂',
  ]);
});

describe('nudging', () => {
  test.each([
    [1, 1, {}, 1.1],
    [0.3, -1, {}, 0.2],
    [0, 1, {}, 0.1],
    [12, 1, {}, 13],
    [120, 1, {}, 130],
    [0.05, 1, {}, 0.06],
    [0.1, 1, { fine: true }, 0.11],
    [0.01, -1, { fine: true, least: 0 }, 0.009],
    [0.01, -10, { fine: true, least: 0 }, 0],
    [2, -5, { whole: true, least: 1 }, 1],
  ])('%s by %s steps %o is %s', (value, steps, limits, result) =>
    expect(nudge(value, steps, limits)).toBe(result),
  );

  test('as text, a value keeps a decimal and a count does not', () => {
    expect([fieldText(2, false), fieldText(1.5, false), fieldText(2, true)]).toEqual([
      '2.0',
      '1.5',
      '2',
    ]);
  });
});

test('a config without anything given is the lesson', () => {
  const { config, problems } = readConfig({ values: {} });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    values: { w: 1, x: 2, y: 4 },
    params: ['w'],
    data: ['x', 'y'],
    lr: 0.1,
    rows: null,
    epochs: 2,
  });
  expect(fallback('epochs', { data: '1,2', values: {} })).toBe('100');
});

test('names that objects have by nature are not taken for values', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect(readConfig({ expr: `${name} * w`, values: {} }).problems).toHaveLength(1);
});

test('too many updates in all are refused, however they are asked for', () => {
  const data = Array.from({ length: 100 }, (_, i) => `${i},${i}`).join(';');
  expect(readConfig({ data, epochs: '100', values: {} }).problems).toEqual([]);
  expect(readConfig({ data, epochs: '101', values: {} }).problems).toMatchObject([
    { field: 'epochs', facts: { most: 100 } },
  ]);
});

/** Every text of a language by its path, with the names that are put in. @param {any} tree @param {string} [path] @returns {string[]} */
const outline = (tree, path = '') =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key}: ${(value.match(/\{\w+\}/g) ?? []).sort()}`]
      : outline(value, `${path}${key}.`),
  );

test('the languages say the same things', () => {
  const [english, ...others] = languages.map((words) => outline(words));
  expect(english.length).toBeGreaterThan(120);
  for (const other of others) expect(other).toEqual(english);
});

test('Chinese has no half-width punctuation next to Chinese characters', () => {
  const [, zh] = languages;
  const offending = outlineTexts(zh).filter((text) =>
    /[一-鿿][,:;!?()]|[,:;!?()][一-鿿]/.test(text),
  );
  expect(offending).toEqual([]);
});

/** @param {any} tree @returns {string[]} */
const outlineTexts = (tree) =>
  Object.values(tree).flatMap((value) =>
    typeof value === 'string' ? [value] : outlineTexts(value),
  );

test('the first language that is spoken here is taken', () => {
  expect(wordsFor(['', null, 'de', 'zh-TW', 'en']).code).toBe('zh');
  expect(wordsFor(['fr']).code).toBe('en');
});
