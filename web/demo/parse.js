// The grammar of expressions, by recursive descent: sums of products of powers, numbers, names and calls. A parser
// for JavaScript's expressions (jsep) was tried: it needs a hook for −x² to mean −(x²), accepts strings, members and
// ternaries that must be refused again, and costs three times as much.

/**
 * @typedef {{ type: 'number', value: number }} Constant
 * @typedef {{ type: 'name', name: string }} Name
 * @typedef {{ type: 'call', op: string, inputs: Ast[], attrs: number[] }} Call  operators are calls of their op, too
 * @typedef {Constant | Name | Call} Ast
 */
/** @typedef {{ name: string | null, ast: Ast }} Statement */
/** @typedef {{ inputs: number, numbers: number }} Arity  operands, and after them at most so many plain numbers */
/** @typedef {{ kind: 'number' | 'name' | 'sign' | 'end', text: string, rest: string }} Token */

const TOKEN =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/^(),;=])|$)/iuy;
/** Nothing sensible is nested as deep; the parser, which follows each level, would run out of stack. */
const DEEPEST = 200;
/** @type {Record<string, string>} */
const OPERATORS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '^': 'pow', '**': 'pow' };

/** An expression that cannot be run; `code` names the reason, for the page's language to say. */
export class ExpressionError extends Error {
  /**
   * @param {string} code
   * @param {Record<string, string | number>} [facts]
   */
  constructor(code, facts = {}) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/**
 * @param {string} text
 * @returns {Token[]}
 */
function tokens(text) {
  /** @type {Token[]} */
  const found = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    const rest = text.slice(from).trim().slice(0, 12);
    if (!match)
      throw new ExpressionError(/^["'`]/.test(rest) ? 'text' : 'operator', {
        near: /^["'`]/.test(rest) ? rest : [...rest][0],
      });
    const [, number, name, sign] = match;
    const kind = number ? 'number' : name ? 'name' : sign ? 'sign' : 'end';
    found.push({ kind, text: number ?? name ?? sign ?? '', rest });
    if (kind === 'end') return found;
  }
}

/**
 * Statements between semicolons: `name = expression`, or an expression alone.
 * @param {string} text
 * @param {Map<string, Arity>} functions  what each known function takes
 * @returns {Statement[]}
 */
export function parse(text, functions) {
  const parser = new Parser(tokens(text), functions);
  const statements = [parser.statement()];
  while (parser.takes(';') && !parser.ended) statements.push(parser.statement());
  parser.end();
  return statements;
}

/** @param {string} op @param {...Ast} inputs @returns {Ast} */
const call = (op, ...inputs) => ({ type: 'call', op, inputs, attrs: [] });

class Parser {
  #at = 0;
  #depth = 0;

  /**
   * @param {Token[]} tokens
   * @param {Map<string, Arity>} functions
   */
  constructor(tokens, functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  get #next() {
    return this.tokens[this.#at];
  }

  get ended() {
    return this.#next.kind === 'end';
  }

  /** Takes a sign if it comes next. @param {...string} signs @returns {string} the sign, or nothing */
  takes(...signs) {
    const { kind, text } = this.#next;
    if (kind !== 'sign' || !signs.includes(text)) return '';
    this.#at++;
    return text;
  }

  /** Everything must have been read: two operands without an operator between them have not. */
  end() {
    if (this.ended) return;
    const { kind, text, rest } = this.#next;
    throw new ExpressionError(kind === 'sign' && text !== '(' ? 'near' : 'form', { near: rest });
  }

  /** @returns {Statement} */
  statement() {
    const { kind, text } = this.#next;
    const named = kind === 'name' && this.tokens[this.#at + 1].text === '=';
    if (named) this.#at += 2;
    return { name: named ? text : null, ast: this.#sum() };
  }

  /** @returns {Ast} */
  #sum() {
    let left = this.#product();
    for (let sign = this.takes('+', '-'); sign; sign = this.takes('+', '-'))
      left = call(OPERATORS[sign], left, this.#product());
    return left;
  }

  /** @returns {Ast} */
  #product() {
    let left = this.#signed();
    for (let sign = this.takes('*', '/'); sign; sign = this.takes('*', '/'))
      left = call(OPERATORS[sign], left, this.#signed());
    return left;
  }

  /** @returns {Ast} */
  #signed() {
    if (++this.#depth > DEEPEST) throw new ExpressionError('deep', { most: DEEPEST });
    const operand = this.#operand();
    this.#depth--;
    return operand;
  }

  /** @returns {Ast} */
  #operand() {
    const sign = this.takes('-', '+');
    if (!sign) return this.#power();
    const inner = this.#signed();
    if (sign === '+') return inner;
    if (inner.type === 'number') return { type: 'number', value: -inner.value };
    return call('neg', inner);
  }

  /** @returns {Ast} */
  #power() {
    const base = this.#atom();
    if (!this.takes('^', '**')) return base;
    return call('pow', base, this.#signed());
  }

  /** @returns {Ast} */
  #atom() {
    const { kind, text, rest } = this.#next;
    if (kind === 'end') throw new ExpressionError('unfinished');
    if (this.takes('(')) return this.#closed(this.#sum());
    if (kind === 'sign') throw new ExpressionError('near', { near: rest });
    this.#at++;
    if (kind === 'name') return this.takes('(') ? this.#call(text) : { type: 'name', name: text };
    const value = Number(text);
    if (!Number.isFinite(Math.fround(value))) throw new ExpressionError('range', { near: text });
    return { type: 'number', value };
  }

  /** @param {string} op @returns {Ast} */
  #call(op) {
    const wanted = this.functions.get(op);
    if (wanted === undefined) throw new ExpressionError('function', { name: op });
    const given = [this.#sum()];
    while (this.takes(',')) given.push(this.#sum());
    const [inputs, numbers] = [given.slice(0, wanted.inputs), given.slice(wanted.inputs)];
    const attrs = numbers.map((ast) => (ast.type === 'number' ? ast.value : NaN));
    if (inputs.length < wanted.inputs || numbers.length > wanted.numbers || attrs.includes(NaN))
      throw new ExpressionError(wanted.numbers ? 'numbers' : 'inputs', { name: op, ...wanted });
    return this.#closed({ type: 'call', op, inputs, attrs });
  }

  /** @param {Ast} ast */
  #closed(ast) {
    if (this.takes(')')) return ast;
    if (this.ended) throw new ExpressionError('unfinished');
    this.end();
    return ast;
  }
}
