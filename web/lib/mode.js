// Grad mode: whether ops are recorded for backward.
import { cr, engine } from './engine.js';

/** What the engine's grad mode is. */
let enabled = true;

/**
 * @template T
 * @param {boolean} on
 * @param {() => T} fn
 * @returns {T}
 */
function withMode(on, fn) {
  const before = enabled;
  set(on);
  try {
    const result = fn();
    if (result instanceof Promise) {
      throw new TypeError('grad mode ends when the function returns: it cannot be async');
    }
    return result;
  } finally {
    set(before);
  }
}

/** @param {boolean} on */
function set(on) {
  enabled = on;
  cr.cr_set_grad_enabled(engine, on ? 1 : 0);
}

/**
 * Runs `fn` without recording: its results do not require grad, and leaves may be changed in place. As
 * torch.no_grad.
 * @template T
 * @param {() => T} fn  synchronous
 * @returns {T} what `fn` returns
 */
export function noGrad(fn) {
  return withMode(false, fn);
}

/**
 * Records again inside of noGrad. As torch.enable_grad.
 * @template T
 * @param {() => T} fn  synchronous
 * @returns {T} what `fn` returns
 */
export function enableGrad(fn) {
  return withMode(true, fn);
}

/** As torch.is_grad_enabled. */
export function isGradEnabled() {
  return enabled;
}
