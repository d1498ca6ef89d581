// Computes the C expressions that ops show, in JS doubles: just enough of C for them.

/** @typedef {(values: Record<string, number>) => number} Formula */

/**
 * C's pow, which differs from JS at 1 and -1.
 * @param {number} a
 * @param {number} b
 */
function power(a, b) {
  return a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b;
}

/** @param {number} x  the integral of the normal density, as the series whose terms are all positive */
function erf(x) {
  if (!(Math.abs(x) < 6)) return Math.sign(x);
  let term = (2 / Math.sqrt(Math.PI)) * x * Math.exp(-x * x);
  let sum = term;
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    term *= (2 * x * x) / n;
    sum += term;
  }
  return sum;
}

/** @param {number} x  the argument of the tanh that stands in for erf */
const bent = (x) => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);

/** @param {number} x @param {number} byTanh  the normal distribution below x */
function cdf(x, byTanh) {
  return (1 + (byTanh ? Math.tanh(bent(x)) : erf(x / Math.SQRT2))) / 2;
}

/** @param {number} x @param {number} byTanh  the slope of cdf */
function pdf(x, byTanh) {
  if (!byTanh) return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  return ((1 - Math.tanh(bent(x)) ** 2) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x)) / 2;
}

/** @param {number} x  to the nearest integer, the even one of two */
function rint(x) {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** Whether a remainder with the sign of a has not that of b. @param {number} rest @param {number} b */
const isOpposite = (rest, b) => rest !== 0 && rest < 0 !== b < 0;

/** @param {number} a @param {number} b  the remainder with the sign of b */
function mod(a, b) {
  return isOpposite(a % b, b) ? (a % b) + b : a % b;
}

/** @param {number} a @param {number} b  the quotient, rounded down */
function floorDiv(a, b) {
  return b === 0 ? a / b : Math.round((a - (a % b)) / b - Number(isOpposite(a % b, b)));
}

/** C's names for what Math calls otherwise, or computes otherwise. @type {Record<string, (...args: number[]) => number>} */
const FUNCTIONS = {
  cdf,
  erf,
  exp2: (x) => 2 ** x,
  fabs: Math.abs,
  floor_div: floorDiv,
  fmod: (a, b) => a % b,
  mod,
  pdf,
  round: (x, decimals) => rint(x * 10 ** decimals) / 10 ** decimals,
  sign: (x) => Math.sign(x) || 0,
  pow: power,
};

/** What is neither given nor computed. @type {Record<string, number>} */
const CONSTANTS = {
  M_2_SQRTPI: 2 / Math.sqrt(Math.PI),
  M_LN2: Math.LN2,
  M_LN10: Math.LN10,
  ALPHA: 1.6732632423543772,
  SCALE: 1.0507009873554805,
};

/** Binary operators by how tightly they bind. @type {Record<string, [number, (a: number, b: number) => number]>} */
const OPERATORS = {
  '||': [1, (a, b) => Number(a !== 0 || b !== 0)],
  '&&': [2, (a, b) => Number(a !== 0 && b !== 0)],
  '==': [3, (a, b) => Number(a === b)],
  '!=': [3, (a, b) => Number(a !== b)],
  '<': [4, (a, b) => Number(a < b)],
  '>': [4, (a, b) => Number(a > b)],
  '<=': [4, (a, b) => Number(a <= b)],
  '>=': [4, (a, b) => Number(a >= b)],
  '+': [5, (a, b) => a + b],
  '-': [5, (a, b) => a - b],
  '*': [6, (a, b) => a * b],
  '/': [6, (a, b) => a / b],
};

/** @param {string} name */
function functionNamed(name) {
  const found = FUNCTIONS[name] ?? /** @type {any} */ (Math)[name];
  if (typeof found !== 'function') throw new Error(`the tests do not know the function ${name}`);
  return found;
}

/**
 * A parser by recursive descent; each method reads one kind of expression and returns what computes it.
 */
class Parser {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.tokens = text.match(/\w+(\.\w+)?|[<>=!]=|&&|\|\||\S/g) ?? [];
    this.at = 0;
  }

  /** @param {string} token */
  take(token) {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  /** @param {string} token */
  expect(token) {
    if (!this.take(token))
      throw new Error(`${this.text}: ${token} expected at ${this.tokens[this.at]}`);
  }

  /** @returns {Formula} */
  choice() {
    const condition = this.binary(1);
    if (!this.take('?')) return condition;
    const yes = this.choice();
    this.expect(':');
    const no = this.choice();
    return (values) => (condition(values) ? yes(values) : no(values));
  }

  /**
   * @param {number} least  operators that bind less tightly are left to the caller
   * @returns {Formula}
   */
  binary(least) {
    let left = this.unary();
    for (;;) {
      const [tightness, compute] = OPERATORS[this.tokens[this.at]] ?? [0];
      if (tightness < least || !compute) return left;
      this.at++;
      const [a, b] = [left, this.binary(tightness + 1)];
      left = (values) => compute(a(values), b(values));
    }
  }

  /** @returns {Formula} */
  unary() {
    if (!this.take('-')) return this.operand();
    const operand = this.unary();
    return (values) => -operand(values);
  }

  /** @returns {Formula} */
  operand() {
    if (this.take('(')) {
      const inner = this.choice();
      this.expect(')');
      return inner;
    }
    const word = this.tokens[this.at++];
    if (/^\d/.test(word)) return () => Number(word.replace('f', ''));
    if (!this.take('(')) return (values) => values[word] ?? CONSTANTS[word];
    const args = [this.choice()];
    while (this.take(',')) args.push(this.choice());
    this.expect(')');
    const compute = functionNamed(word);
    return (values) => compute(...args.map((arg) => arg(values)));
  }
}

/**
 * @param {string} text  a C expression of numbers, letters, operators, ?: and calls
 * @returns {Formula}
 */
export function formula(text) {
  const parser = new Parser(text);
  const result = parser.choice();
  if (parser.at < parser.tokens.length)
    throw new Error(`${text}: ${parser.tokens[parser.at]} is left`);
  return result;
}
