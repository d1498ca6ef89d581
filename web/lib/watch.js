// Gradients that are looked at while backward runs: hooks, retained gradients, torch.autograd.grad.
import { cr, engine, placeOf, realsAt } from './engine.js';
import { AutogradError, checkDone, ShapeError } from './errors.js';
import { ownOf } from './keep.js';
import { kindOf } from './nested.js';
import { Own } from './own.js';
import { settled } from './page.js';
import { holdTape, recording, sharedBy } from './tape.js';
import { Tensor } from './tensor.js';

/** @typedef {(grad: Tensor) => Tensor | null | undefined | void} Hook */
/** @typedef {{ hooks: Set<Hook>, retains: boolean }} Watch */

/** The tensors whose gradient is wanted; results only until a backward has used them up. @type {Map<Tensor, Watch>} */
const watched = new Map();
/** @type {WeakMap<Tensor, Tensor>} */
const retained = new WeakMap();

/** Whether backward must stop somewhere. */
export const isWatching = () => watched.size > 0;

/**
 * The gradient that a result has retained.
 * @param {Tensor} t
 */
export const retainedGrad = (t) => retained.get(t) ?? null;

/** @param {Tensor} t */
export const retainsGrad = (t) => watched.get(t)?.retains ?? retained.has(t);

/** @param {Tensor} t @returns {Watch} */
function watch(t) {
  const known = watched.get(t) ?? { hooks: new Set(), retains: false };
  watched.set(t, known);
  return known;
}

/**
 * As torch.Tensor.retain_grad.
 * @param {Tensor} t
 */
export function retain(t) {
  if (!t.requiresGrad) {
    throw new AutogradError("can't retain_grad on Tensor that has requires_grad=False");
  }
  if (!t.isLeaf) watch(t).retains = true;
}

/**
 * As torch.Tensor.register_hook.
 * @param {Tensor} t
 * @param {Hook} hook
 */
export function addHook(t, hook) {
  if (!t.requiresGrad) {
    throw new AutogradError("cannot register a hook on a tensor that doesn't require gradient");
  }
  if (typeof hook !== 'function') {
    throw new TypeError(`a hook must be a function, but got ${kindOf(hook)}`);
  }
  const { hooks } = watch(t);
  hooks.add(hook);
  return {
    remove() {
      hooks.delete(hook);
      if (hooks.size === 0 && !watched.get(t)?.retains) watched.delete(t);
    },
  };
}

/**
 * A copy of what the sweep has gathered for a tensor; null where it has not come.
 * @param {number} id
 */
function gathered(id) {
  const at = cr.cr_sweep_grad(engine, id);
  if (at === 0) return null;
  const { size, shape } = placeOf(id);
  return new Tensor(0, new Own(realsAt(at, size).slice(), shape), null);
}

/**
 * @param {Tensor} t
 * @param {Watch} watch
 * @param {number} id
 */
function look(t, { hooks, retains }, id) {
  let grad = gathered(id);
  if (!grad) return;
  for (const hook of hooks) grad = replaced(grad, hook(grad) ?? grad, hook.name);
  const { data } = ownOf(grad);
  const at = cr.cr_sweep_grad(engine, id);
  realsAt(at, data?.length ?? 0).set(/** @type {ArrayLike<number>} */ (data));
  if (retains) retained.set(t, retained.get(t)?.add(grad) ?? grad);
}

/**
 * @param {Tensor} grad
 * @param {unknown} other
 * @param {string} name  of the hook
 */
function replaced(grad, other, name) {
  if (!(other instanceof Tensor)) {
    throw new TypeError(`a hook must return a Tensor or nothing, but got ${kindOf(other)}`);
  }
  if (String(other.shape) === String(grad.shape)) return other;
  throw new ShapeError(`hook '${name}' has changed the size of value`);
}

/**
 * The watched tensors that stand on the tape or are parameters, in the order in which a sweep comes to them.
 */
function stops() {
  const all = [...watched].map(([t, watch]) => ({ t, watch, id: sharedBy(settled(t))._id }));
  return all.filter(({ id }) => id !== 0).sort((a, b) => b.id - a.id);
}

/**
 * Runs backward from a root and lets everybody look.
 * @param {number} root
 * @param {number} upstream
 * @param {boolean} retain
 * @param {number[] | null} wanted  ids whose gradients are wanted instead of being given to the leaves
 * @returns {(Tensor | null)[]}
 */
export function sweep(root, upstream, retain, wanted) {
  if (recording && isWatching()) {
    throw new AutogradError('compile(): hooks and retained gradients cannot be run again');
  }
  return holdTape(() => {
    const all = stops();
    checkDone(cr.cr_backward_begin(engine, root, upstream, retain ? 1 : 0));
    const visit = (/** @type {typeof all[0]} */ { t, watch, id }) => {
      checkDone(cr.cr_backward_to(engine, Math.max(id, 0)));
      look(t, watch, id);
    };
    all.forEach(visit);
    checkDone(cr.cr_backward_to(engine, 0));
    const grads = (wanted ?? []).map(gathered);
    checkDone(wanted ? cr.cr_backward_drop(engine) : cr.cr_backward_step(engine));
    if (!retain) forget(all, root);
    return grads;
  });
}

/**
 * A result is watched until its graph is used up.
 * @param {{ t: Tensor, id: number }[]} all
 * @param {number} root
 */
function forget(all, root) {
  for (const { t, id } of all) {
    if (id > 0 && id <= root && cr.cr_sweep_grad(engine, id)) watched.delete(t);
  }
}
