// How functions of torch.nn.functional are called: arguments in PyTorch's order, or by name in an object that comes last.
import { applyNamed } from '../../methods.js';
import { kindOf, typeOf } from '../../nested.js';
import { Tensor, tensor } from '../../tensor.js';

/** @typedef {Record<string, any>} Arguments */

/** @param {unknown} value  whether it names arguments */
function isNames(value) {
  return kindOf(value) === 'Object';
}

/**
 * A function that takes its arguments in the order of `parameters`, or by name.
 * @param {string} name
 * @param {string} parameters
 * @param {(given: Arguments) => Tensor} run
 * @returns {(...args: any[]) => Tensor}
 */
export function define(name, parameters, run) {
  const names = parameters.split(' ');
  return (...args) => {
    const named = isNames(args.at(-1)) ? args.pop() : {};
    const unknown = Object.keys(named).find((key) => !names.includes(key));
    if (unknown) throw new TypeError(`${name}() got an unexpected keyword argument '${unknown}'`);
    if (args.length > names.length) {
      throw new TypeError(`${name}() takes ${names.length} arguments, but got ${args.length}`);
    }
    return run({ ...Object.fromEntries(args.map((arg, k) => [names[k], arg])), ...named });
  };
}

/**
 * The result of one op of the engine.
 * @param {string} op
 * @param {string} operands  the names of its operands among the arguments, those that may be left out behind a colon
 * @param {Arguments} given
 * @param {Arguments} attrs
 * @returns {Tensor}
 */
export function apply(op, operands, given, attrs) {
  const [needed, optional = []] = operands.split(':').map((names) => names.trim().split(' '));
  const inputs = needed.map((name) => operand(op, given, name));
  for (const [k, name] of optional.entries()) {
    if (optional.slice(k).every((later) => given[later] == null)) break;
    // The engine takes an empty tensor for an operand that is not given, but the last: an empty one that is given, and
    // does not fit, is refused there.
    const input = given[name] == null ? tensor([]) : operand(op, given, name);
    inputs.push(input);
    if (given[name] != null && input.size === 0 && inputs[0].size > 0) break;
  }
  return applyNamed(op, inputs, [attrs]);
}

/**
 * A tensor among the arguments.
 * @param {string} op
 * @param {Arguments} given
 * @param {string} name
 * @returns {Tensor}
 */
export function operand(op, given, name) {
  const value = given[name];
  if (value instanceof Tensor) return value;
  throw new TypeError(`${op}(): argument '${name}' must be Tensor, not ${typeOf(value)}`);
}
