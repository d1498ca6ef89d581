// Formulas as small trees that know no notation: views turn them into MathML, into SVG text or into plain words.

/** @typedef {'value' | 'upstream' | 'local' | 'gradient'} Tone  the four meanings, each with its colour */
/**
 * @typedef {{ type: 'symbol' | 'number' | 'sign', text: string, tone?: Tone }} Atom
 * @typedef {{ type: 'row', items: Formula[], tone?: Tone }} Row
 * @typedef {{ type: 'power', base: Formula, exponent: Formula }} Power
 * @typedef {{ type: 'fraction', top: Formula, bottom: Formula, tone?: Tone }} Fraction
 * @typedef {{ type: 'root', body: Formula }} Root
 * @typedef {Atom | Row | Power | Fraction | Root} Formula
 */

/** A name's number as an index: w12 is set as w₁₂. A number, 1.0e30, is none. @param {string} name */
export const indexed = (name) =>
  name.replace(/(?<=^\p{L}|^[\p{L}_].*\p{L})\d+$/u, (digits) =>
    [...digits].map((c) => '₀₁₂₃₄₅₆₇₈₉'[Number(c)]).join(''),
  );

/** @param {string} text @returns {Atom} */
export const symbol = (text) => ({ type: 'symbol', text });
/** @param {string} text @param {Tone} [tone] @returns {Atom} */
export const number = (text, tone) => ({ type: 'number', text, tone });
/** @param {string} text @returns {Atom} */
export const sign = (text) => ({ type: 'sign', text });
/** @param {...Formula} items @returns {Row} */
export const row = (...items) => ({ type: 'row', items });

/**
 * ∂top/∂bottom
 * @param {string} top
 * @param {string} bottom
 * @param {Tone} [tone]
 * @returns {Fraction}
 */
export const partial = (top, bottom, tone) => ({
  type: 'fraction',
  top: row(sign('∂'), symbol(top)),
  bottom: row(sign('∂'), symbol(bottom)),
  tone,
});

/** @type {Record<string, string>} */
const INFIX = { add: '+', sub: '−', mul: '·', div: '/' };

/**
 * One op written as mathematics over its operands; an op without a notation of its own is a function call.
 * @param {string} op
 * @param {Formula[]} operands
 * @param {string} [times]  the sign between factors: a dot for symbols, a cross for numbers
 * @returns {Formula}
 */
export function operation(op, operands, times = '·') {
  const [first, second] = operands;
  if (op in INFIX) return row(first, sign(op === 'mul' ? times : INFIX[op]), second);
  if (op === 'pow') return { type: 'power', base: first, exponent: second };
  if (op === 'neg') return row(sign('−'), first);
  if (op === 'abs') return row(sign('|'), first, sign('|'));
  if (op === 'sqrt') return { type: 'root', body: first };
  const inputs = operands.flatMap((operand, i) => (i ? [sign(','), operand] : [operand]));
  return row({ type: 'symbol', text: op }, sign('('), ...inputs, sign(')'));
}

/**
 * @typedef {{ text: string, style: 'symbol' | 'plain' | 'raised', tone?: Tone }} Run
 */

/**
 * A formula on one line, as runs of text: what an SVG label needs.
 * @param {Formula} formula
 * @returns {Run[]}
 */
export function runs(formula) {
  switch (formula.type) {
    case 'row':
      return formula.items.flatMap((item, i) => (i ? runs(item) : lead(item)));
    case 'power':
      return [...runs(formula.base), { text: lineText(formula.exponent), style: 'raised' }];
    case 'fraction':
      return [...runs(formula.top), { text: '/', style: 'plain' }, ...runs(formula.bottom)];
    case 'root':
      return [{ text: '√', style: 'plain' }, ...runs(formula.body)];
    case 'symbol': {
      const text = indexed(formula.text);
      return [{ text, style: /^..?[₀-₉]*$/.test(text) ? 'symbol' : 'plain' }];
    }
    case 'sign':
      return [{ text: spaced(formula.text), style: 'plain' }];
    default:
      return [{ text: formula.text, style: 'plain', tone: formula.tone }];
  }
}

/** A sign that leads has nothing to stand apart from: −v₁. @param {Formula} item */
const lead = (item) =>
  item.type === 'sign' ? [{ text: item.text, style: /** @type {const} */ ('plain') }] : runs(item);

/** @param {string} text */
const spaced = (text) => (/^[+−=×]$/.test(text) ? ` ${text} ` : text === ',' ? ', ' : text);

/**
 * A formula on one line, as the parts of a sentence.
 * @param {Formula} formula
 * @returns {import('./locale/index.js').Part[]}
 */
export const lineParts = (formula) =>
  runs(formula).map(({ text, style }) =>
    style === 'raised' ? { text: raised(text) } : { text, symbol: style === 'symbol' },
  );

/**
 * A formula on one line, as text.
 * @param {Formula} formula
 * @returns {string}
 */
export const lineText = (formula) =>
  lineParts(formula)
    .map(({ text }) => text)
    .join('')
    .trim();

/** @param {string} text */
function raised(text) {
  return /^[0-9−]+$/.test(text)
    ? [...text].map((c) => (c === '−' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('')
    : `^${text}`;
}
