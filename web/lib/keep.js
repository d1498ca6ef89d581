// A tensor's values where they are: on the engine, on a page, in its own hands.
import { readData } from './engine.js';
import { Own, readOwn } from './own.js';
import { settled } from './page.js';
import { standIn } from './tape.js';
import { expectFresh } from './views.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * Takes a leaf off the tape: it keeps its values itself.
 * @param {Tensor} t
 * @returns {Own}
 */
export function keep(t) {
  const { data, shape, version, dtype } = ownOf(t);
  if (t._id > 0 && t._page === null) standIn(t._id, new Own(data, shape, dtype));
  const own = Object.assign(t._own ?? new Own(data, shape), {
    data,
    shape,
    version,
    dtype,
    base: null,
  });
  t._own = own;
  t._id = 0;
  t._page = null;
  return own;
}

/**
 * A tensor's values as they are now.
 * @param {Tensor} t
 * @returns {Own}
 */
export function ownOf(t) {
  if (t._link !== null) expectFresh(t);
  settled(t);
  if (t._own?.base) return ownOf(t._own.base);
  if (t._id === 0) return /** @type {Own} */ (t._own);
  if (!t._own) return readOwn(t._id);
  const { shape, dtype, requiresGrad, op, variant, version } = t._own;
  return Object.assign(new Own(readData(t._id), shape, dtype), {
    requiresGrad,
    op,
    variant,
    version,
  });
}
