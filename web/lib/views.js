// Views. PyTorch's share their base's elements: a change in place of one changes the other. Here they are copies, so
// where that would show, it is refused: a view cannot be changed in place, nor used after its base was.
import { AutogradError } from './errors.js';
import { isGradEnabled } from './mode.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/** What a tensor knows of views: those of its own, or what it is a view of. */
export class Link {
  constructor() {
    /** How often the tensor was changed in place since it has views. */
    this.changes = 0;
    /** The tensor that this one is a view of. @type {Tensor | null} */
    this.base = null;
    /** How often that had been changed by then. */
    this.seen = 0;
  }
}

/** @param {Tensor} t */
function linkOf(t) {
  t._link ??= new Link();
  return t._link;
}

/**
 * Makes a tensor a view of another.
 * @param {Tensor} view
 * @param {Tensor} of
 * @returns {Tensor} the base, which is no view itself
 */
export function linkView(view, of) {
  const home = of._own?.base ?? of;
  const base = home._link?.base ?? home;
  Object.assign(linkOf(view), { base, seen: linkOf(base).changes });
  return base;
}

/** @param {Tensor} t */
export function noteChange(t) {
  if (t._link) t._link.changes++;
}

/**
 * Refuses a view whose base has changed.
 * @param {Tensor} t
 */
export function expectFresh(t) {
  const { base, seen } = /** @type {Link} */ (t._link);
  if (base === null || base._link?.changes === seen) return;
  throw new AutogradError(
    'this is a view of a tensor that has been changed in place since: in PyTorch it would have changed, too, ' +
      'but here a view is a copy: make it again',
  );
}

/**
 * Refuses to change a view in place.
 * @param {Tensor} t
 */
export function expectNoView(t) {
  const base = (t._own?.base ?? t)._link?.base;
  if (!base) return;
  if (base.requiresGrad && base.isLeaf && isGradEnabled()) {
    throw new AutogradError(
      'a view of a leaf Variable that requires grad is being used in an in-place operation.',
    );
  }
  throw new AutogradError(
    'a view cannot be changed in place here: in PyTorch its base would change, too, but here a view is a copy: ' +
      'change the base, or a clone() of the view',
  );
}
