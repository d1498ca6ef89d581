// Reads the C expressions in which ops show their value and their derivative: enough of C to build them again as ops.

/**
 * @typedef {{ type: 'number', value: number }} Constant
 * @typedef {{ type: 'name', name: string }} Name
 * @typedef {{ type: 'call', op: string, inputs: CText[] }} Call          operators are calls of their op
 * @typedef {{ type: 'test', sign: string, inputs: CText[] }} Test        a comparison, or one joined to another
 * @typedef {{ type: 'choice', test: CText, yes: CText, no: CText }} Choice
 * @typedef {Constant | Name | Call | Test | Choice} CText
 */

/** C's names for what the engine calls otherwise. @type {Record<string, string>} */
const NAMES = { fabs: 'abs' };
/** @type {Record<string, string>} */
const OPS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' };
/** Operators by how tightly they bind. @type {Record<string, number>} */
const TIGHTNESS = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};

/**
 * @param {string} text  a C expression
 * @returns {CText}
 */
export function parseC(text) {
  const reader = new Reader(text.replace(/\((real|double|float)\)/g, ''));
  const read = reader.choice();
  if (reader.next !== undefined) throw new SyntaxError(`${text}: ${reader.next} is left`);
  return read;
}

/** By recursive descent: each method reads one kind of expression. */
class Reader {
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.tokens = text.match(/\d[\w.]*(?:e[+-]\d+)?|\w+|[<>=!]=|&&|\|\||\S/g) ?? [];
  }

  get next() {
    return this.tokens[this.#at];
  }

  /** @param {string} token */
  #takes(token) {
    if (this.next !== token) return false;
    this.#at++;
    return true;
  }

  /** @param {string} token */
  #expect(token) {
    if (!this.#takes(token)) throw new SyntaxError(`${token} expected at ${this.next}`);
  }

  /** @returns {CText} */
  choice() {
    const test = this.#joined(1);
    if (!this.#takes('?')) return test;
    const yes = this.choice();
    this.#expect(':');
    return { type: 'choice', test, yes, no: this.choice() };
  }

  /** @param {number} least  operators that bind less tightly are left to the caller @returns {CText} */
  #joined(least) {
    let left = this.#signed();
    for (;;) {
      const sign = this.next;
      const tightness = TIGHTNESS[sign] ?? 0;
      if (tightness < least) return left;
      this.#at++;
      const inputs = [left, this.#joined(tightness + 1)];
      left = sign in OPS ? { type: 'call', op: OPS[sign], inputs } : { type: 'test', sign, inputs };
    }
  }

  /** @returns {CText} */
  #signed() {
    if (!this.#takes('-')) return this.#operand();
    return { type: 'call', op: 'neg', inputs: [this.#signed()] };
  }

  /** @returns {CText} */
  #operand() {
    if (this.#takes('(')) return this.#closed(this.choice());
    const word = this.tokens[this.#at++];
    if (/^\d/.test(word)) return { type: 'number', value: Number.parseFloat(word) };
    if (!this.#takes('(')) return { type: 'name', name: word };
    const inputs = [this.choice()];
    while (this.#takes(',')) inputs.push(this.choice());
    return this.#closed({ type: 'call', op: NAMES[word] ?? word, inputs });
  }

  /** @param {CText} read */
  #closed(read) {
    this.#expect(')');
    return read;
  }
}
