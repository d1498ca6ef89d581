// From what was typed to a config that can be run. Every field is judged on its own; what is wrong comes back as
// {field, code, facts} for the page's language to say.
import { parseExpression } from './expression.js';
import { ExpressionError } from './parse.js';

/**
 * @typedef {object} Typed  the texts as typed; undefined means not given
 * @property {string} [expr]
 * @property {string} [lr]
 * @property {string} [data]
 * @property {string} [epochs]
 * @property {Record<string, string>} values
 */
/**
 * @typedef {object} Config
 * @property {string} expr
 * @property {import('./expression.js').Program} program
 * @property {Record<string, number>} values  of every leaf
 * @property {string[]} params                leaves that are trained
 * @property {string[]} data                  leaves that are data: x and y
 * @property {number} lr
 * @property {number[][] | null} rows         the data set, [x, y] each
 * @property {number} epochs
 */
/** @typedef {{ field: string, code: string, facts: Record<string, string | number> }} Problem */

/** The lesson: one sample of y = 2x, a weight that starts at 1. */
const LESSON = { expr: '(w*x - y)^2', lr: '0.1', epochs: '2' };
/** The lesson's data set is walked a hundred times; a large one as often as there may be updates. */
const EPOCHS_WITH_DATA = 100;
/** @type {Record<string, string>} */
const LESSON_VALUES = { x: '2.0', y: '4.0', w: '1.0', b: '0.0' };
const DATA_NAMES = ['x', 'y'];

const MOST_UPDATES = 10000;
const MOST_ROWS = 1000;
const LARGEST = 3.4028234663852886e38;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * @param {object} record
 * @param {string} name
 * @returns {string | undefined}
 */
const own = (record, name) =>
  Object.hasOwn(record, name) ? /** @type {Record<string, string>} */ (record)[name] : undefined;

/** The text that stands in a field nobody has filled. @param {string} name @param {Typed} typed */
export function fallback(name, typed) {
  if (name === 'epochs' && typed.data?.trim()) return epochsFor(typed, typed.data);
  if (name === 'data') return '';
  return own(LESSON, name) ?? own(LESSON_VALUES, name) ?? '1.0';
}

/**
 * Letters of an East Asian keyboard and of printed mathematics, as the parser knows them.
 * @param {string} text
 */
const plain = (text) =>
  text
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[×·⋅∗]/g, '*')
    .replace(/÷/g, '/')
    .replace(/−/g, '-')
    .replace(/²/g, '^2')
    .replace(/³/g, '^3');

class FieldError extends Error {
  /** @param {string} code @param {Record<string, string | number>} [facts] */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * A number as it was typed, in plain letters; null: it is none.
 * @param {string} text
 */
export function numberText(text) {
  const tidy = plain(text).trim();
  return NUMBER.test(tidy) ? tidy : null;
}

/**
 * @param {string} text
 * @returns {number}
 */
function parseNumber(text) {
  if (text.trim() === '') throw new FieldError('empty');
  const tidy = numberText(text);
  if (tidy === null) throw new FieldError('number');
  const value = Number(tidy);
  if (Math.abs(value) > LARGEST) throw new FieldError('range');
  return value;
}

/** @param {string} text */
function parseRate(text) {
  const value = parseNumber(text);
  if (value < 0) throw new FieldError('negative');
  return value;
}

/**
 * Rows of a file or of a spreadsheet, which come on lines of their own, in the one line that a field has.
 * @param {string} text
 */
export function inOneLine(text) {
  if (!/[\n\t]/.test(text)) return text;
  const rows = text.trim();
  return rows.startsWith('[')
    ? rows.replace(/\s+/g, ' ')
    : rows.replace(/\s*\n\s*/g, '; ').replace(/\t/g, ', ');
}

/**
 * Rows as `1,2;2,4`, as CSV or as JSON `[[1,2],[2,4]]`; nothing means a single sample.
 * @param {string} text
 * @returns {number[][] | null}
 */
function parseData(text) {
  const tidy = plain(inOneLine(text)).trim();
  if (tidy === '') return null;
  const bare = /^\[[\s\S]*\]$/.test(tidy)
    ? tidy.replace(/^\[\s*\[|\]\s*\]$/g, '').replace(/\]\s*,\s*\[/g, ';')
    : tidy;
  const lines = bare
    .replace(/^\s*x\s*,\s*y\s*;/i, '')
    .replace(/;\s*$/, '')
    .split(';');
  if (lines.length > MOST_ROWS) throw new FieldError('rows', { most: MOST_ROWS });
  return lines.map((line, i) => {
    const cells = line.split(',');
    if (cells.length !== 2) throw new FieldError('pair', { row: i + 1 });
    try {
      return cells.map(parseNumber);
    } catch {
      throw new FieldError('cell', { row: i + 1 });
    }
  });
}

/** @param {string} data  that may be wrong */
function countRows(data) {
  try {
    return parseData(data)?.length ?? 1;
  } catch {
    return 1;
  }
}

/** Rows are counted once for what was typed: each draw asks. @type {WeakMap<Typed, string>} */
const counted = new WeakMap();

/** @param {Typed} typed @param {string} data */
function epochsFor(typed, data) {
  const epochs =
    counted.get(typed) ?? String(Math.min(EPOCHS_WITH_DATA, mostEpochs(countRows(data))));
  counted.set(typed, epochs);
  return epochs;
}

/** @param {number} perEpoch */
const mostEpochs = (perEpoch) => Math.floor(MOST_UPDATES / perEpoch);

/**
 * @param {string} text
 * @param {number} perEpoch
 */
function parseEpochs(text, perEpoch) {
  const most = mostEpochs(perEpoch);
  const value = parseNumber(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new FieldError('epochs', { most });
  return value;
}

/**
 * Which leaves are data and which are trained: x and y are data, unless there is nothing else to train.
 * @param {string[]} leaves
 * @param {boolean} withRows
 */
function sortLeaves(leaves, withRows) {
  const others = leaves.filter((name) => !DATA_NAMES.includes(name));
  if (others.length) return { params: others, data: DATA_NAMES.filter((n) => leaves.includes(n)) };
  if (withRows || leaves.length === 0) throw new ExpressionError('parameter');
  return { params: leaves, data: [] };
}

/**
 * The names of an expression's leaves, trained ones first; none where it does not parse.
 * @param {string} expr
 * @returns {string[]}
 */
export function leafNames(expr) {
  try {
    const { leaves } = parseExpression(plain(expr));
    return [...leaves].sort((a, b) => DATA_NAMES.indexOf(a) - DATA_NAMES.indexOf(b));
  } catch {
    return [];
  }
}

/**
 * @param {Typed} typed
 * @param {string[]} [shown]  the leaves whose fields are on screen: they are judged even while the expression is wrong
 * @returns {{ config: Config | null, problems: Problem[] }}
 */
export function readConfig(typed, shown = []) {
  /** @type {Problem[]} */
  const problems = [];
  /**
   * @template T
   * @param {string} field
   * @param {(text: string) => T} parse
   * @returns {T | undefined}
   */
  const read = (field, parse) => {
    const given = own(field in LESSON || field === 'data' ? typed : typed.values, field);
    try {
      return parse(given ?? fallback(field, typed));
    } catch (error) {
      if (!(error instanceof FieldError || error instanceof ExpressionError)) throw error;
      problems.push({ field, code: error.code, facts: error.facts });
    }
  };
  const rows = read('data', parseData);
  const parsed = read('expr', (text) => {
    const program = parseExpression(plain(text));
    return { program, expr: text, ...sortLeaves(program.leaves, Boolean(rows)) };
  });
  /** @type {Record<string, number>} */
  const values = {};
  for (const name of parsed?.program.leaves ?? shown) {
    const value = read(name, parseNumber);
    if (value !== undefined) values[name] = value;
  }
  const lr = read('lr', parseRate);
  const epochs = read('epochs', (text) => parseEpochs(text, rows?.length ?? 1));
  if (!parsed || problems.length) return { config: null, problems };
  return {
    config: {
      ...parsed,
      values,
      lr: /** @type {number} */ (lr),
      rows: rows ?? null,
      epochs: /** @type {number} */ (epochs),
    },
    problems,
  };
}
