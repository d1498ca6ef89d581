// The arguments of a call: in PyTorch's order, by their names, or first ones in order and the others by name.
import { ChainruleError } from './errors.js';
import { typeOf } from './nested.js';
import { Tensor } from './tensor.js';

/** @typedef {import('./ops.js').Op} Op */

/**
 * Whether an argument is an object with names of arguments, as it may come last.
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isOptions(value) {
  if (typeof value !== 'object' || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Tensor);
}

/**
 * Arguments by their names.
 * @param {string} called
 * @param {string[]} names
 * @param {unknown[]} given  in the order of PyTorch; behind them, if need be, an object with the names of others
 */
export function byName(called, names, given) {
  const last = given[given.length - 1];
  const named = isOptions(last) ? { ...last } : {};
  const listed = isOptions(last) ? given.slice(0, -1) : given;
  const unknown = Object.keys(named).find((name) => !names.includes(name));
  if (unknown) throw new TypeError(`${called}() got an unexpected keyword argument '${unknown}'`);
  if (listed.length > names.length) {
    throw new TypeError(`${called}() takes ${names.length} arguments, but got ${listed.length}`);
  }
  for (const [k, value] of listed.entries()) {
    if (names[k] in named) {
      throw new TypeError(`${called}() got multiple values for argument '${names[k]}'`);
    }
    named[names[k]] = value;
  }
  return named;
}

/**
 * Attributes as the engine takes them: single ones first, then the items of the list.
 * @param {Op} op
 * @param {unknown[]} given  as byName takes them; a list that is the only attribute can be given item by item
 * @returns {number[]}
 */
export function attributes({ name: called, attrs }, given) {
  const spread = attrs.length === 1 && attrs[0].kind === 'ints' && given.length > 1;
  const names = attrs.map(({ name }) => name);
  const named = byName(called, names, spread ? [given] : given);
  const missing = attrs.filter(
    ({ name, fallback }) => fallback === Infinity && (named[name] ?? null) === null,
  );
  if (missing.length) {
    // PyTorch's plural, too.
    const noun = missing.length > 1 ? 'argument' : 'arguments';
    const list = missing.map(({ name }) => `"${name}"`).join(', ');
    throw new TypeError(
      `${called}() missing ${missing.length} required positional ${noun}: ${list}`,
    );
  }
  const lists = attrs.filter((attr) => attr.kind === 'ints');
  const singles = attrs.filter((attr) => attr.kind !== 'ints');
  return [...singles, ...lists].flatMap((attr) => attribute(called, attr, named[attr.name]));
}

/** What each kind of attribute expects, besides choices of words. @type {Record<string, [string, (item: unknown) => boolean]>} */
const EXPECTED = {
  int: ['int', Number.isInteger],
  pair: ['tuple of ints', Number.isInteger],
  ints: ['tuple of ints', Number.isInteger],
  float: ['Number', (item) => typeof item === 'number'],
  bool: ['bool', (item) => typeof item === 'boolean'],
};

/**
 * @param {string} called
 * @param {import('./ops.js').Attribute} attr
 * @param {unknown} value
 * @returns {number[]}
 */
function attribute(called, { name, kind, fallback }, value) {
  if (value === undefined || value === null) {
    return { ints: [], pair: [fallback, fallback] }[kind] ?? [fallback];
  }
  if (kind.includes('|')) return [choice(name, kind.split('|'), value)];
  const many = kind === 'ints' || kind === 'pair';
  const items = many && Array.isArray(value) ? value : [value];
  const [expected, fits] = EXPECTED[kind];
  const wrong = items.find((item) => !fits(item));
  if (wrong !== undefined) {
    throw new TypeError(
      `${called}(): argument '${name}' must be ${expected}, not ${typeOf(wrong)}`,
    );
  }
  return kind === 'pair' ? pairOf(called, name, fallback, items) : items.map(Number);
}

/**
 * @param {string} name
 * @param {string[]} words
 * @param {any} value
 */
function choice(name, words, value) {
  if (words.includes(value)) return words.indexOf(value);
  if (name === 'approximate') {
    throw new ChainruleError(`${name} argument must be either ${words.join(' or ')}.`);
  }
  throw new RangeError(`${value} is not a valid value for ${name}`);
}

/**
 * @param {string} called
 * @param {string} name
 * @param {number} fallback
 * @param {number[]} items
 */
function pairOf(called, name, fallback, items) {
  if (items.length === 1) return [items[0], items[0]];
  if (items.length === 2) return items;
  const omitted = Number.isNaN(fallback) ? 'omitted, ' : '';
  throw new ChainruleError(
    `${called}: ${name} must either be ${omitted}a single int, or a tuple of two ints`,
  );
}
