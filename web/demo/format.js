// The page's one number formatter: at most five significant digits, a real minus sign, one look for every number.

/** float32 holds about seven decimal digits, and a few roundings eat two of them: five are sure to be meant. */
const DIGITS = 5;

/**
 * A number as the page shows it: 1.7999999523 reads 1.8, integers keep one decimal, the rest is spelled out. A vector's
 * numbers stand in brackets.
 * @param {number | readonly number[]} value
 * @returns {string}
 */
export function formatNumber(value) {
  if (typeof value !== 'number') return `[${value.map(formatNumber).join(', ')}]`;
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === Infinity) return `${sign}∞`;
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [mantissa, exponent] = size.toExponential(DIGITS - 1).split('e');
    return `${sign}${withDecimal(mantissa)}e${exponent.replace('-', '−').replace('+', '')}`;
  }
  const whole = Math.floor(size).toString().length;
  return sign + withDecimal(size.toPrecision(Math.max(DIGITS, whole + 1)));
}

/**
 * Drops trailing zeros but keeps one decimal: '3.6000' is '3.6', '4.0000' is '4.0'.
 * @param {string} digits
 */
function withDecimal(digits) {
  const short = digits.replace(/(\.\d*?)0+$/, '$1');
  return short.endsWith('.') ? `${short}0` : short;
}

/**
 * The same, in parentheses where it follows a sign: 1.0 − 0.1 × (−8.0).
 * @param {number} value
 */
export function formatOperand(value) {
  const text = formatNumber(value);
  return text.startsWith('−') ? `(${text})` : text;
}

/**
 * A constant of the expression, as it was written there: 2 stays 2.
 * @param {number} value
 */
export function formatConstant(value) {
  return Number.isInteger(value) && Math.abs(value) < 1e6
    ? String(value).replace('-', '−')
    : formatNumber(value);
}

/**
 * A count, however large.
 * @param {bigint} count
 */
export const formatCount = (count) =>
  count < 1_000_000n ? String(count) : formatNumber(Number(count));

/**
 * Every digit that the engine's float32 has, for those who ask (a number's tooltip).
 * @param {number} value
 */
export const formatExact = (value) => String(value).replace('-', '−').replace('Infinity', '∞');

/**
 * A number that survives JSON: what is not finite becomes its name.
 * @param {number | null} value
 */
export const plainNumber = (value) =>
  value === null || Number.isFinite(value) ? value : String(value);
