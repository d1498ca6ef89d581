// Changing a tensor in place, under PyTorch's rules: leaves that require grad refuse it unless in noGrad, and a
// backward that needs the old value is refused by the engine, which counts versions.
import { cr, engine } from './engine.js';
import { AutogradError, checkDone } from './errors.js';
import { isGradEnabled } from './mode.js';
import { settled } from './page.js';
import { changeCopies, flush, holdLoaded, idOf, onTape, pending, refresh } from './tape.js';
import { Tensor } from './tensor.js';
import { expectNoView } from './views.js';

/** @param {Tensor} target */
function checkLeaf(target) {
  expectNoView(target);
  if (!target.requiresGrad || !target.isLeaf || !isGradEnabled()) return;
  throw new AutogradError(
    'a leaf Variable that requires grad is being used in an in-place operation.',
  );
}

/**
 * Writes into the values themselves: a parameter's, or those that a detached tensor shares.
 * @param {Tensor} home
 * @param {Tensor} result
 */
function overwrite(home, result) {
  if (result.requiresGrad) {
    throw new AutogradError(
      'a gradient or a detached tensor cannot take a value that requires grad',
    );
  }
  checkDone(cr.cr_assign(engine, idOf(home), idOf(result), 0));
  changed(home);
}

/**
 * Lets the tensor stand for the result from now on; the old value stays for those that saved it, with the tensor that
 * was made for the result.
 * @param {Tensor} target
 * @param {Tensor} result
 */
function rebind(target, result) {
  const [id, made] = [idOf(target), result._id];
  checkDone(cr.cr_replaced(engine, id, made));
  changeCopies(target);
  const { _own: own, _page: page } = target;
  if (own) Object.assign(own, { version: own.version + 1, moved: result, holder: result });
  const { _page: newest } = result;
  Object.assign(result, { _id: id, _own: own, _page: page });
  Object.assign(target, { _id: made, _own: null, _page: newest });
  if (page === null) holdLoaded(result);
}

/**
 * The method that computes the same and puts it into the tensor.
 * @param {(this: Tensor, ...args: any[]) => Tensor} method
 * @returns {(this: Tensor, ...args: any[]) => Tensor}
 */
export function inPlace(method) {
  return function (...args) {
    checkLeaf(this);
    const result = method.apply(this, args);
    const home = settled(this)._own?.base ?? this;
    const stays = home !== this || home._id < 0 || (this.requiresGrad && !isGradEnabled());
    if (stays) overwrite(home, result);
    else rebind(this, result);
    return this;
  };
}

/**
 * The same for a binary op, which the engine computes straight into a parameter where nothing is recorded.
 * @param {number} op
 * @param {(this: Tensor, ...args: any[]) => Tensor} method
 * @returns {(this: Tensor, other: any, extra?: any) => Tensor}
 */
export function inPlaceBinary(op, method) {
  const general = inPlace(method);
  return function (other, extra) {
    if (pending) flush();
    if (this._id >= 0 || !(other instanceof Tensor) || extra !== undefined) {
      return general.call(this, other, extra);
    }
    const b = onTape(other) ? other._id : idOf(other);
    if (checkDone(cr.cr_binary_into(engine, op, this._id, b)) === 0) {
      return general.call(this, other);
    }
    changed(this);
    return this;
  };
}

/**
 * After a change in place that the engine made.
 * @param {Tensor} home
 */
function changed(home) {
  changeCopies(home);
  refresh(home);
}

/**
 * Sets every element, as torch.Tensor.fill_.
 * @this {Tensor}
 * @param {number} value
 * @returns {Tensor}
 */
function fill(value) {
  if (typeof value !== 'number') {
    throw new TypeError(`fill_(): value must be a number, not ${typeof value}`);
  }
  checkLeaf(this);
  if (this.requiresGrad && isGradEnabled()) {
    throw new AutogradError('the result of an op that requires grad can be filled in noGrad only');
  }
  const home = settled(this)._own?.base ?? this;
  checkDone(cr.cr_fill(engine, idOf(home), value));
  changed(home);
  return this;
}

/**
 * Sets every element to 0, as torch.Tensor.zero_.
 * @this {Tensor}
 * @returns {Tensor}
 */
function zero() {
  return fill.call(this, 0);
}

Object.assign(Tensor.prototype, { fill_: fill, zero_: zero });
