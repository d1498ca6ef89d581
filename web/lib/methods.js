// Gives Tensor a method for each op of the engine's table, and one that works in place for each elementwise op.
import { attributes } from './arguments.js';
import { cr, cr_binary, cr_binary_number, cr_unary, engine } from './engine.js';
import { inPlace, inPlaceBinary } from './inplace.js';
import { typeOf } from './nested.js';
import { ops } from './ops.js';
import { flush, idOf, onTape, passCall, pending, recordAgain, viewOf, wrap } from './tape.js';
import { Tensor, tensor } from './tensor.js';

/** @typedef {import('./ops.js').Op} Op */
/** @typedef {(this: Tensor, ...args: any[]) => Tensor} Method */

/** Elementwise ops take numbers beside tensors. @param {Op} op */
const takesNumbers = ({ kind }) => kind === 'binary' || kind === 'ternary';

/**
 * @param {Op} op
 * @param {unknown} value
 * @param {Tensor} beside  a whole number is an int64 beside ints
 * @returns {Tensor}
 */
export function operand(op, value, beside) {
  if (value instanceof Tensor) return value;
  if (typeof value === 'number' && takesNumbers(op)) {
    const whole = Number.isSafeInteger(value) && !beside.dtype.startsWith('float');
    return tensor(value, { dtype: whole ? 'int64' : undefined });
  }
  throw new TypeError(`${op.name}(): argument 'other' must be Tensor, not ${typeOf(value)}`);
}

/**
 * @param {number} op
 * @returns {Method}
 */
function unary(op) {
  return function (extra) {
    if (extra !== undefined) attributes(ops[op], [extra]);
    if (pending) flush();
    const id = cr_unary(engine, op, onTape(this) ? this._id : idOf(this));
    return wrap(id || recordAgain(() => cr_unary(engine, op, idOf(this))));
  };
}

/**
 * @param {number} op
 * @returns {Method}
 */
function binary(op) {
  return function (other, extra) {
    // Add's alpha, say, which must not be passed over in silence.
    if (extra !== undefined) attributes(ops[op], [extra]);
    if (pending) flush();
    const a = onTape(this) ? this._id : idOf(this);
    let id = 0;
    if (typeof other === 'number') id = cr_binary_number(engine, op, a, other);
    else if (other instanceof Tensor)
      id = cr_binary(engine, op, a, onTape(other) ? other._id : idOf(other));
    return id ? wrap(id) : binaryAgain(op, this, other);
  };
}

/**
 * After a failure: bad operands are refused, a full tape is emptied and the op tried once more.
 * @param {number} op
 * @param {Tensor} t
 * @param {unknown} other
 */
function binaryAgain(op, t, other) {
  if (typeof other === 'number') {
    return wrap(recordAgain(() => cr_binary_number(engine, op, idOf(t), other)));
  }
  const b = operand(ops[op], other, t);
  return wrap(recordAgain(() => cr_binary(engine, op, idOf(t), idOf(b))));
}

/**
 * @param {number} op
 * @param {Tensor[]} inputs
 * @param {number[]} attrs
 */
function apply(op, inputs, attrs) {
  const ids = inputs.map(idOf);
  const at = passCall(ids, attrs);
  return cr.cr_apply(engine, op, ids.length, at + 8 * attrs.length, attrs.length, at);
}

/**
 * Applies any op of the table.
 * @param {string} name
 * @param {Tensor[]} inputs
 * @param {unknown[]} given  its attributes: in the order of PyTorch, or one object with their names
 * @returns {Tensor}
 */
export function applyNamed(name, inputs, given) {
  if (pending) flush();
  const op = ops.findIndex((entry) => entry.name === name);
  const attrs = attributes(ops[op], given);
  const id = apply(op, inputs, attrs);
  return wrap(id || recordAgain(() => apply(op, inputs, attrs)));
}

/**
 * Any op: further operands, of which the last ones may be optional, then its attributes. Where all operands are tensors
 * and must be given, they are found wherever they stand: gather(dim, index).
 * @param {number} op
 * @returns {Method}
 */
function general(op) {
  const entry = ops[op];
  const anywhere = !takesNumbers(entry) && entry.least === entry.inputs;
  return function (...args) {
    const inputs = [this];
    while (inputs.length < entry.inputs) {
      const at = anywhere
        ? Math.max(
            0,
            args.findIndex((arg) => arg instanceof Tensor),
          )
        : 0;
      if (inputs.length >= entry.least && !(args[at] instanceof Tensor)) break;
      inputs.push(operand(entry, args.splice(at, 1)[0], this));
    }
    const result = applyNamed(entry.name, inputs, args);
    return entry.kind === 'view' ? viewOf(result, this) : result;
  };
}

/**
 * An op that is called without attributes needs none of that: the engine knows their defaults.
 * @param {number} op
 * @param {Method} method  for all other calls
 * @returns {Method}
 */
function byDefault(op, method) {
  const { inputs, least, kind, needsAttrs } = ops[op];
  if (inputs !== least || inputs > 2 || kind === 'view' || needsAttrs) return method;
  const [one, two] = [unary(op), binary(op)];
  if (inputs === 1) {
    return function (...args) {
      return args.length === 0 ? one.call(this) : method.apply(this, args);
    };
  }
  return function (...args) {
    const direct = args.length === 1 && args[0] instanceof Tensor;
    return direct ? two.call(this, args[0]) : method.apply(this, args);
  };
}

/**
 * An op of a condition and two operands: the method is of the one that is taken where the condition holds.
 * @param {number} op
 * @returns {Method}
 */
function ternary(op) {
  const entry = ops[op];
  return function (condition, other) {
    const inputs = [operand(entry, condition, this), this, operand(entry, other, this)];
    return applyNamed(entry.name, inputs, []);
  };
}

/** @type {Record<string, Method>} */
const methods = {};
for (const [op, { name, kind, inputs, takesAttrs, differentiable }] of ops.entries()) {
  if (!takesAttrs && kind === 'unary') methods[name] = unary(op);
  else if (!takesAttrs && kind === 'binary') methods[name] = binary(op);
  else if (kind === 'ternary') methods[name] = ternary(op);
  else if (Number.isFinite(inputs) && inputs > 0) methods[name] = byDefault(op, general(op));
  if (!differentiable) continue; // questions (whether a < b) are not asked in place
  if (!takesAttrs && kind === 'binary') methods[`${name}_`] = inPlaceBinary(op, methods[name]);
  else if (kind === 'unary' || kind === 'binary') methods[`${name}_`] = inPlace(methods[name]);
}
Object.assign(Tensor.prototype, methods);
