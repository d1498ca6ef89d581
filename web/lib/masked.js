// Methods of Tensor that take a mask: a tensor of bools.
import { ChainruleError } from './errors.js';
import { where } from './functional.js';
import { inPlace } from './inplace.js';
import { Tensor, tensor } from './tensor.js';

/**
 * The value that masked_fill puts in, of the tensor's dtype.
 * @param {Tensor} t
 * @param {number | boolean | Tensor} value
 * @returns {Tensor}
 */
function fillOf(t, value) {
  if (!(value instanceof Tensor)) {
    const number = Number(value);
    if (t.dtype === 'bool') return tensor(number !== 0);
    if (t.dtype !== 'int64') return tensor(number);
    if (Math.abs(number) < 2 ** 63) return tensor(BigInt(Math.trunc(number)));
    throw new ChainruleError('value cannot be converted to type int64_t without overflow');
  }
  if (value.ndim === 0) return value.to(t.dtype);
  throw new ChainruleError(
    `masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ${value.ndim} dimension(s).`,
  );
}

/**
 * The tensor with a value where the mask is true, as torch.masked_fill; both broadcast.
 * @this {Tensor}
 * @param {Tensor} mask  bools
 * @param {number | boolean | Tensor} value  a number, or a scalar tensor
 * @returns {Tensor}
 */
function masked_fill(mask, value) {
  if (mask.dtype !== 'bool') {
    const type = mask.dtype === 'int64' ? 'long int' : mask.dtype.replace(/\d+/, '');
    throw new ChainruleError(
      `masked_fill_ only supports boolean masks, but got mask with dtype ${type}`,
    );
  }
  return where(mask, fillOf(this, value), this);
}

const fillInPlace = inPlace(masked_fill);

export const masked = {
  masked_fill,

  /**
   * The same in place, as torch.Tensor.masked_fill_.
   * @this {Tensor}
   * @param {Tensor} mask
   * @param {number | boolean | Tensor} value
   * @returns {Tensor}
   */
  masked_fill_(mask, value) {
    return fillInPlace.call(this, mask, value);
  },

  /**
   * The elements where the mask is true, as a vector, as torch.masked_select; both broadcast.
   * @this {Tensor}
   * @param {Tensor} mask  bools
   * @returns {Tensor}
   */
  masked_select(mask) {
    if (mask.dtype !== 'bool') {
      throw new ChainruleError('masked_select: expected BoolTensor for mask');
    }
    const x = String(mask.shape) === String(this.shape) ? this : where(mask, this, this);
    return x.flatten().index(mask.expand(x.shape).flatten());
  },
};
