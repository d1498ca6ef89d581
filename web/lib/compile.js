// compile: a step is recorded once and run again in one call of the engine.
import { cr, engine, placeOf, REAL, readPlace, writePlace } from './engine.js';
import { ChainruleError, checkDone } from './errors.js';
import { ownOf } from './keep.js';
import { kindOf } from './nested.js';
import { Own } from './own.js';
import {
  adoptions,
  changeCopies,
  detachFrom,
  idOf,
  recording,
  recordTape,
  refresh,
} from './tape.js';
import { Tensor, tensor } from './tensor.js';

/** @typedef {import('./engine.js').Place} Place */
/** @typedef {{ own: Own, version: number, place: Place }} Constant  a tensor from outside of the step */
/** @typedef {Tensor | readonly Tensor[] | undefined | null | void} Result */
/**
 * @typedef {object} Program
 * @property {number} handle
 * @property {(Place | Tensor)[]} inputs    where each argument goes; a tensor that requires grad stands for itself
 * @property {Constant[]} constants
 * @property {(Place | Tensor)[]} outputs   where each result is found
 * @property {boolean} list                 whether the step returns an array
 * @property {Tensor[]} changed             parameters that it changes in place
 * @property {number[]} made                gradients that it makes anew
 * @property {number} adoptions             how many there had been when it was last seen that no tensor stands for those
 * @property {(() => readonly number[])[]} hypers  what the optimisers in it are set to
 */

/** Programs whose functions are garbage are freed. */
const forgotten = new FinalizationRegistry((/** @type {number} */ handle) => {
  cr.cr_program_free(engine, handle);
});

/** What the optimisers of the step that is being recorded are set to. @type {(() => readonly number[])[]} */
let hypers = [];

/**
 * Tells compile() how to read an optimiser's hyperparameters, which may change between two runs.
 * @param {() => readonly number[]} read
 */
export function noteHypers(read) {
  if (recording) hypers.push(read);
}

/**
 * Refuses what cannot be given to a step.
 * @param {unknown} arg
 * @param {number} k
 */
function checkArgument(arg, k) {
  if (typeof arg === 'number') return;
  if (!(arg instanceof Tensor)) {
    throw new TypeError(
      `compile(): argument ${k} must be a Tensor or a number, but got ${kindOf(arg)}`,
    );
  }
  if (arg.isLeaf) return;
  throw new ChainruleError(
    `compile(): argument ${k} is the result of an op that requires grad: detach it`,
  );
}

/**
 * Where an argument is written, and the tensor that the step is given for it.
 * @param {Tensor | number} arg
 * @returns {{ place: Place | Tensor, inside: Tensor }}
 */
function bring(arg) {
  if (typeof arg !== 'number' && arg.requiresGrad) return { place: arg, inside: arg };
  const { data, shape, dtype } = typeof arg === 'number' ? ownOf(tensor(arg)) : ownOf(arg);
  const inside = new Tensor(0, new Own(data, [...shape], dtype), null);
  return { place: placeOf(idOf(inside)), inside };
}

/** @param {Result} result @returns {readonly Tensor[]} */
function listed(result) {
  if (result === undefined || result === null) return [];
  const list = Array.isArray(result) ? result : [result];
  const wrong = list.find((each) => !(each instanceof Tensor));
  if (wrong === undefined) return list;
  throw new TypeError(
    `compile(): the step must return Tensors or nothing, but got ${kindOf(wrong)}`,
  );
}

/** @param {Tensor} t */
function outputOf(t) {
  return t.isLeaf && t.requiresGrad ? t : placeOf(idOf(t));
}

/**
 * @param {(...args: any[]) => Result} step
 * @param {(Tensor | number)[]} args
 * @returns {Program}
 */
function record(step, args) {
  hypers = [];
  const { program, result, parameters } = recordTape((loaded) => {
    const brought = args.map(bring);
    const inside = brought.map((each) => each.inside);
    const returned = step(...inside);
    const outputs = listed(returned).map(outputOf);
    const outside = loaded.filter((t) => t._page === null && !inside.includes(t));
    const constants = outside.map((t) => {
      const own = /** @type {Own} */ (t._own);
      return { own, version: own.version, place: placeOf(t._id) };
    });
    return {
      inputs: brought.map((each) => each.place),
      outputs,
      constants,
      list: Array.isArray(returned),
    };
  });
  const changes = idsOf((nth) => cr.cr_program_changed(program, nth));
  const changed = parameters.filter((t) => changes.includes(t._id));
  const made = idsOf((nth) => cr.cr_program_made(program, nth));
  return { ...result, handle: program, changed, made, adoptions: -1, hypers };
}

/** @param {(nth: number) => number} read  gives 0 past the last */
function idsOf(read) {
  const ids = [];
  for (let id = read(0); id !== 0; id = read(ids.length)) ids.push(id);
  return ids;
}

/**
 * A gradient that the program makes is another tensor each time: the one before keeps its values, if there is a tensor.
 * @param {Program} program
 */
function leaveGradients(program) {
  if (program.adoptions === adoptions || !cr.cr_program_fits(engine, program.handle)) return;
  program.adoptions = adoptions;
  detachFrom(program.made);
}

/**
 * Whether the program can be run with the arguments: they are of the shapes and dtypes that it was recorded with.
 * @param {Program} program
 * @param {(Tensor | number)[]} args
 */
function fits({ inputs }, args) {
  if (inputs.length !== args.length) return false;
  for (let k = 0; k < inputs.length; k++) if (!fitsPlace(inputs[k], args[k])) return false;
  return true;
}

/**
 * @param {Place | Tensor} input
 * @param {Tensor | number} arg
 */
function fitsPlace(input, arg) {
  if (input instanceof Tensor) return input === arg;
  if (typeof arg === 'number') return input.shape.length === 0 && input.dtype === REAL;
  if (arg.requiresGrad) return false;
  const { shape, dtype } = ownOf(arg);
  return dtype === input.dtype && same(shape, input.shape);
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function same(a, b) {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}

/**
 * Writes what may have changed since the last run.
 * @param {Program} program
 * @param {(Tensor | number)[]} args
 */
function prepare({ inputs, constants, hypers, handle }, args) {
  for (let k = 0; k < inputs.length; k++) {
    const [input, arg] = [inputs[k], args[k]];
    if (input instanceof Tensor) continue;
    const data = typeof arg === 'number' ? [arg] : ownOf(arg).data;
    writePlace(input, /** @type {ArrayLike<number>} */ (data));
  }
  for (const each of constants) {
    if (each.own.version === each.version) continue;
    each.version = each.own.version;
    if (each.own.data) writePlace(each.place, each.own.data);
  }
  for (let k = 0; k < hypers.length; k++) {
    const values = hypers[k]();
    const at = cr.cr_program_hyper(handle, k);
    new Float64Array(cr.memory.buffer, at, values.length).set(values);
  }
}

/** @param {Place | Tensor} output */
function resultAt(output) {
  if (output instanceof Tensor) return output;
  return new Tensor(0, new Own(readPlace(output), output.shape, output.dtype), null);
}

/** @param {Program} program */
function results({ outputs, list }) {
  if (list) return outputs.map(resultAt);
  return outputs.length === 0 ? undefined : resultAt(outputs[0]);
}

/**
 * Makes a function that does the same as `step` (forward, backward, update: whatever it computes with tensors), faster:
 * the first call records what the engine does, later calls let the engine do it again, all at once, with the same
 * numbers to the bit. Arguments are tensors or numbers (which the step gets as 0-d tensors); when their shapes or dtypes
 * change, or gradients that it adds to have come or gone, it is recorded again. The results are tensors without history,
 * and a gradient that one has kept from an earlier call keeps its values, unless the step adds to it.
 * What the step does besides (JavaScript's own variables, printing) is done only when it is recorded; reading a value
 * in it is refused.
 * @template {Result} T
 * @param {(...args: any[]) => T} step  returns a Tensor, an array of Tensors or nothing
 * @returns {(...args: (Tensor | number)[]) => T}
 */
export function compile(step) {
  if (typeof step !== 'function') {
    throw new TypeError(`compile() takes a function, but got ${kindOf(step)}`);
  }
  /** @type {Program | null} */
  let program = null;
  const run = (/** @type {(Tensor | number)[]} */ ...args) => {
    for (let k = 0; k < args.length; k++) checkArgument(args[k], k);
    if (program && fits(program, args)) {
      prepare(program, args);
      leaveGradients(program);
      if (checkDone(cr.cr_program_run(engine, program.handle)) === 0) {
        for (const t of program.changed) {
          changeCopies(t);
          refresh(t);
        }
        return results(program);
      }
    }
    if (program) {
      forgotten.unregister(run);
      cr.cr_program_free(engine, program.handle);
      program = null;
    }
    program = record(step, args);
    forgotten.register(run, program.handle, run);
    return results(program);
  };
  return /** @type {any} */ (run);
}
