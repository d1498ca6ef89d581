// Grad mode: whether ops are recorded for backward.
import { cr, engine } from './engine.js';

/**
 * @template T
 * @param {number} on
 * @param {() => T} fn
 * @returns {T}
 */
function withMode(on, fn) {
  const before = cr.cr_set_grad_enabled(engine, on);
  try {
    const result = fn();
    if (result instanceof Promise) {
      throw new TypeError('grad mode ends when the function returns: it cannot be async');
    }
    return result;
  } finally {
    cr.cr_set_grad_enabled(engine, before);
  }
}

/**
 * Runs `fn` without recording: its results do not require grad, and leaves may be changed in place. As
 * torch.no_grad.
 * @template T
 * @param {() => T} fn  synchronous
 * @returns {T} what `fn` returns
 */
export function noGrad(fn) {
  return withMode(0, fn);
}

/**
 * Records again inside of noGrad. As torch.enable_grad.
 * @template T
 * @param {() => T} fn  synchronous
 * @returns {T} what `fn` returns
 */
export function enableGrad(fn) {
  return withMode(1, fn);
}

/** As torch.is_grad_enabled. */
export function isGradEnabled() {
  const on = cr.cr_set_grad_enabled(engine, 1);
  cr.cr_set_grad_enabled(engine, on);
  return on !== 0;
}
