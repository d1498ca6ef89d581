// What Python itself, not PyTorch, refuses in these programs: the engine's answers are right, the program uses them
// wrongly.

/** @typedef {import('../../../lib/index.js').Tensor} Tensor */

/** An error of Python, by its type and its sentence. */
export class PythonError extends Error {
  /** @param {string} type @param {string} sentence */
  constructor(type, sentence) {
    super(sentence);
    this.type = type;
  }
}

/**
 * number * tensor
 * @param {number} number
 * @param {Tensor | null} value
 */
export function times(number, value) {
  if (value) return value.mul(number);
  throw new PythonError('TypeError', "unsupported operand type(s) for *: 'float' and 'NoneType'");
}

/**
 * What has a backward.
 * @param {Tensor | number} value
 * @returns {Tensor}
 */
export function expectTensor(value) {
  if (typeof value !== 'number') return value;
  throw new PythonError('AttributeError', "'float' object has no attribute 'backward'");
}
