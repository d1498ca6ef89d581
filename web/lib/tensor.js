// The Tensor: PyTorch's, as far as it is a value with a gradient; its ops come from the engine's table (methods.js).
import {
  BOOL,
  cr,
  cr_item,
  dtypes,
  engine,
  is,
  opOf,
  REAL,
  REQUIRES_GRAD,
  Real,
  readShape,
  variantIn,
} from './engine.js';
import { AutogradError, ChainruleError, checkDone, ShapeError } from './errors.js';
import { keep, ownOf } from './keep.js';
import { ENGINE, flatten, kindOf, nest } from './nested.js';
import { ops } from './ops.js';
import { Own } from './own.js';
import { settled } from './page.js';
import {
  adopt,
  expectNewTape,
  expectTensor,
  idOf,
  parameterOf,
  recording,
  refreshData,
  rootOf,
} from './tape.js';
import { expectFresh } from './views.js';
import { addHook, isWatching, retain, retainedGrad, retainsGrad, sweep } from './watch.js';

/** A tensor of real numbers (float32; float64 in the double build), row-major, of 0 to 8 dimensions. */
export class Tensor {
  /**
   * Tensors are made by `tensor()` and by ops.
   * @internal
   * @param {number} id        on the engine: a node of the tape, a parameter (below 0), or 0: only in JS
   * @param {Own | null} own  what it keeps itself
   * @param {import('./page.js').Page | null} page  of the tape, where it is a result on it
   */
  constructor(id, own, page) {
    /** @internal */
    this._id = id;
    /** @internal @type {Own | null} */
    this._own = own;
    /** @internal @type {import('./page.js').Page | null} */
    this._page = page;
    /** @internal @type {import('./views.js').Link | null} */
    this._link = null;
  }

  /**
   * The sizes of its dimensions; `[]` for a scalar.
   * @returns {number[]}
   */
  get shape() {
    const own = settled(this)._own;
    return [...(own?.base?.shape ?? own?.shape ?? readShape(this._id))];
  }

  /** How many elements it has. */
  get size() {
    return this.shape.reduce((count, size) => count * size, 1);
  }

  /** What it holds. Only float tensors can require grad. */
  get dtype() {
    const own = settled(this)._own;
    return dtypes[own?.dtype ?? cr.cr_dtype_of(engine, this._id)];
  }

  /**
   * A copy of its elements, row-major: a Float32Array (Float64Array in the double build), of an int64 tensor a
   * Float64Array, of a bool tensor a Uint8Array. An int64 that no number holds exactly is refused: see bigints.
   * @returns {import('./engine.js').Reals | Uint8Array<ArrayBuffer>}
   */
  get data() {
    refuseReading(this);
    const { data, dtype } = ownOf(this);
    if (dtype === REAL) return new Real(/** @type {ArrayLike<number>} */ (data));
    const bigints = /** @type {BigInt64Array} */ (data);
    return dtype === BOOL ? Uint8Array.from(bigints, Number) : Float64Array.from(bigints, exact);
  }

  /**
   * Gives the tensor other values of the same shape without anybody being told, as torch.Tensor.data does: a backward
   * that needs the old ones computes with the new ones.
   * @param {any} values  a Tensor
   */
  set data(values) {
    expectTensor(values, 'data');
    this._link = null;
    const from = idOf(/** @type {any} */ (values));
    checkDone(cr.cr_assign(engine, idOf(settled(this)._own?.base ?? this), from, 1));
    refreshData(this);
  }

  /** A copy of the elements of an int64 or bool tensor, whatever their size. */
  get bigints() {
    const { data, dtype } = ownOf(this);
    if (dtype !== REAL) return BigInt64Array.from(/** @type {BigInt64Array} */ (data));
    throw new TypeError(`only int64 and bool tensors have bigints, but this one is ${this.dtype}`);
  }

  /**
   * Its only element as a number, as torch.Tensor.item; 0 or 1 for a bool.
   * @returns {number}
   */
  item() {
    refuseReading(this);
    if (this._link !== null) expectFresh(this);
    const onEngine = settled(this)._id !== 0;
    if (!onEngine) {
      const { data, dtype } = ownOf(this);
      if (dtype === REAL && data?.length === 1) return Number(data[0]);
    }
    const size = onEngine ? cr.cr_size(engine, this._id) : this.size;
    if (size !== 1) {
      throw new ChainruleError(`a Tensor with ${size} elements cannot be converted to Scalar`);
    }
    const value = onEngine ? cr_item(engine, this._id) : this.data[0];
    return Math.abs(value) > Number.MAX_SAFE_INTEGER ? this.data[0] : value;
  }

  /**
   * Its elements as nested arrays; a number for a scalar. Bools are true and false.
   * @returns {any}
   */
  toArray() {
    const { data } = this;
    return nest(this.dtype === 'bool' ? Array.from(data, Boolean) : data, this.shape);
  }

  toJSON() {
    return this.toArray();
  }

  /** Whether it is no op's recorded result: as torch.Tensor.is_leaf. */
  get isLeaf() {
    const own = settled(this)._own;
    return own ? own.op < 0 || !own.requiresGrad : !is(this._id, REQUIRES_GRAD);
  }

  /** The op that made it, named as PyTorch names it; null for a leaf. */
  get gradFn() {
    const own = settled(this)._own;
    const op = own ? own.op : opOf(this._id);
    if (op < 0 || !this.requiresGrad) return null;
    const variant = own ? own.variant : variantIn(cr.cr_info(engine, this._id));
    return { name: ops[op].gradFn.split('|')[variant] };
  }

  /** Whether backward computes a gradient for it. It can be set on leaves. */
  get requiresGrad() {
    const own = settled(this)._own;
    return own ? own.requiresGrad : is(this._id, REQUIRES_GRAD);
  }

  set requiresGrad(on) {
    if (!this.isLeaf) {
      const hint =
        " If you want to use a computed variable in a subgraph that doesn't require differentiation use " +
        'var_no_grad = var.detach().';
      throw new AutogradError(
        `you can only change requires_grad flags of leaf variables.${on ? '' : hint}`,
      );
    }
    expectFlag(on);
    if (on === this.requiresGrad) return;
    expectReal(this.dtype);
    if (this._id < 0) cr.cr_set_requires_grad(engine, this._id, on ? 1 : 0);
    const own = this._own && this._id < 0 ? this._own : keep(this);
    own.requiresGrad = on;
  }

  /**
   * The gradient that backward has added up so far; null: not yet. Set it to null before the next pass, as
   * zero_grad does, or use `grad.zero_()`.
   * @returns {Tensor | null}
   */
  get grad() {
    const own = settled(this)._own;
    if (!own || this._id >= 0) return own?.grad ?? retainedGrad(this);
    const id = cr.cr_grad(engine, this._id);
    if (id === 0) own.grad = null;
    else if (own.grad?._id !== id) own.grad = adopt(id);
    return own.grad;
  }

  set grad(grad) {
    if (grad !== null && !(grad instanceof Tensor)) {
      throw new TypeError(
        `assigned grad expected to be a Tensor or None but got grad of type ${typeof grad}`,
      );
    }
    if (grad === this) throw new AutogradError("can't assign Variable as its own grad");
    if (grad && String(grad.shape) !== String(this.shape)) {
      throw new ShapeError(
        `attempting to assign a gradient of size '[${grad.shape.join(', ')}]' to a tensor of size ` +
          `'[${this.shape.join(', ')}]'. Please ensure that the gradient and the tensor are the same size`,
      );
    }
    if (grad && grad.dtype !== this.dtype) {
      const type = grad.dtype === 'bool' ? 'bool' : 'long int';
      throw new ChainruleError(
        `attempting to assign a gradient with dtype '${type}' to a tensor with grad_dtype ` +
          `'${this.dtype === 'float64' ? 'Double' : 'Float'}'.`,
      );
    }
    if (!this.isLeaf) {
      throw new AutogradError('only a leaf keeps a gradient: this tensor is the result of an op');
    }
    if (recording && this.requiresGrad) idOf(this); // for each run to do it, too
    const own = this._own ?? keep(this);
    if (this._id < 0) {
      const [before, after] = [cr.cr_grad(engine, this._id), grad ? parameterOf(grad) : 0];
      checkDone(cr.cr_set_grad(engine, this._id, after));
      // A gradient that nobody has looked at has no tensor that would free it.
      if (before !== after && before !== own.grad?._id) cr.cr_free(engine, before);
    }
    own.grad = grad;
  }

  /**
   * Back-propagates from this tensor and adds to the `grad` of every leaf it depends on, as torch.Tensor.backward.
   * The graph is used up, unless `retainGraph`.
   * @param {Tensor | null} [gradient]  the upstream gradient, of this tensor's shape; a scalar's is 1
   * @param {{ retainGraph?: boolean }} [options]
   */
  backward(gradient = null, options = {}) {
    const { retainGraph = false } = options;
    refuseNames('backward', options, ['retainGraph']);
    if (gradient !== null) expectTensor(gradient, "backward's gradient");
    const root = rootOf(this);
    const upstream = gradient === null ? 0 : idOf(gradient);
    if (isWatching()) sweep(root, upstream, retainGraph, null);
    else checkDone(cr.cr_backward(engine, root, upstream, retainGraph ? 1 : 0));
    if (!retainGraph) expectNewTape();
  }

  /** Keeps the gradient of an op's result in `grad`, too, when backward runs. As torch.Tensor.retain_grad. */
  retainGrad() {
    retain(this);
  }

  /** Whether this is a result that keeps its gradient. */
  get retainsGrad() {
    return retainsGrad(this);
  }

  /**
   * Calls a function with this tensor's gradient whenever backward has computed it, before it goes on; what the function
   * returns takes its place. As torch.Tensor.register_hook.
   * @param {import('./watch.js').Hook} hook
   * @returns {{ remove(): void }}
   */
  registerHook(hook) {
    return addHook(this, hook);
  }

  /**
   * A tensor with the same values, now and after changes in place, that no gradient flows through.
   * @returns {Tensor}
   */
  detach() {
    const base = this._own?.base ?? this;
    const own = new Own(null, this.shape);
    own.base = base;
    own.dtype = dtypes.indexOf(this.dtype);
    return new Tensor(0, own, null);
  }

  toString() {
    const grad = this.gradFn ? `, gradFn: ${this.gradFn.name}` : '';
    return `tensor(${JSON.stringify(this)}${grad || (this.requiresGrad ? ', requiresGrad' : '')})`;
  }

  /** @internal */
  get [ENGINE]() {
    return dtypes[REAL];
  }

  /** What Node prints. */
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.toString();
  }

  /**
   * JavaScript's operators know nothing of gradients.
   * @param {string} hint
   */
  [Symbol.toPrimitive](hint) {
    if (hint === 'string') return this.toString();
    throw new TypeError("use a tensor's methods (a.mul(b)): JavaScript's operators take numbers");
  }
}

/**
 * What is read while compile() records would stay as it is in every later run.
 * @param {Tensor} t
 */
function refuseReading(t) {
  if (!recording || t._id === 0) return;
  throw new ChainruleError(
    'compile(): the step reads a value (item, data, toArray), which would be the same in every run: return the tensor',
  );
}

/** @param {bigint} int */
function exact(int) {
  const number = Number(int);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(`the int64 ${int} is too large for a number: read it from .bigints`);
}

/**
 * @param {string} dtype
 * @param {string} [only]
 */
function expectReal(dtype, only = 'only') {
  if (dtype.startsWith('float')) return;
  throw new AutogradError(
    `${only} Tensors of floating point and complex dtype can require gradients`,
  );
}

/**
 * Options that nobody reads must not be passed over in silence.
 * @param {string} called
 * @param {object} options
 * @param {string[]} names
 */
function refuseNames(called, options, names) {
  for (const name in options) {
    if (!names.includes(name)) {
      throw new TypeError(`${called}() got an unexpected keyword argument '${name}'`);
    }
  }
}

/** @param {unknown} on */
function expectFlag(on) {
  if (typeof on === 'boolean') return;
  throw new TypeError(`requiresGrad must be true or false, but got ${kindOf(on)}`);
}

/**
 * Makes a leaf, as torch.tensor.
 * @param {import('./nested.js').Nested | import('./nested.js').TypedArray} data
 *   a number, nested arrays of equal lengths, or a typed array (1-d); copied
 * @param {{ requiresGrad?: boolean, dtype?: import('./engine.js').DType }} [options]
 *   dtype: without it, booleans make a bool tensor, bigints an int64 tensor and numbers a float tensor
 * @returns {Tensor}
 */
export function tensor(data, options = {}) {
  const { requiresGrad = false, dtype } = options;
  refuseNames('tensor', options, ['requiresGrad', 'dtype']);
  expectFlag(requiresGrad);
  const flat = flatten(data, dtype);
  if (requiresGrad) expectReal(dtypes[flat.dtype], 'Only');
  const own = new Own(flat.data, flat.shape, flat.dtype);
  own.requiresGrad = requiresGrad;
  return new Tensor(0, own, null);
}
