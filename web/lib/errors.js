// What the engine refuses, as typed errors with PyTorch's sentences.
import { cr, engine, readText } from './engine.js';

/** Base of every error that PyTorch raises as a RuntimeError. */
export class ChainruleError extends Error {
  get name() {
    return this.constructor.name;
  }
}

/** Shapes that do not fit each other. */
export class ShapeError extends ChainruleError {}

/** A backward that is refused: used graph, no grad, not a scalar, changed in place. */
export class AutogradError extends ChainruleError {}

/** A dim that a tensor does not have: PyTorch's IndexError. */
export class DimError extends RangeError {
  get name() {
    return 'DimError';
  }
}

/** An index that a tensor does not have: PyTorch's IndexError. */
export class IndexError extends RangeError {
  get name() {
    return 'IndexError';
  }
}

/** The codes of chainrule.h's enum cr_code that mean something else than "wrong arguments". */
export const BAD_OP = 2;
export const BAD_SHAPE = 3;
export const BAD_DIM = 4;
export const AUTOGRAD = 5;
export const INPLACE = 6;
export const NO_MEMORY = 7;
export const TAPE_FULL = 8;
export const BAD_INDEX = 11;
export const OUT_OF_RANGE = 12;

/** The error for the call that the engine has just refused. */
export function engineError() {
  const sentence = readText(cr.cr_message(engine));
  switch (cr.cr_error(engine)) {
    case BAD_SHAPE:
      return new ShapeError(sentence);
    case BAD_DIM:
      return sentence.startsWith('dim ') ? new ChainruleError(sentence) : new DimError(sentence);
    case BAD_OP:
      return new TypeError(sentence);
    case BAD_INDEX:
      return new IndexError(sentence);
    case AUTOGRAD:
    case INPLACE:
      return new AutogradError(sentence);
    case NO_MEMORY:
    case OUT_OF_RANGE:
      return new RangeError(sentence);
    default:
      return new ChainruleError(sentence);
  }
}

/**
 * Passes an id or a pointer on, or throws for the 0 that means "failed".
 * @param {number} result
 */
export function check(result) {
  if (result === 0) throw engineError();
  return result;
}

/**
 * The same for calls that answer -1.
 * @param {number} result
 */
export function checkDone(result) {
  if (result < 0) throw engineError();
  return result;
}
