// The keyboard: which move a key asks for, unless the key already means something where it was pressed.

/** @type {Record<string, string>} */
const MOVES = {
  ArrowRight: 'step',
  ArrowLeft: 'back',
  Home: 'first',
  End: 'last',
  PageDown: 'nextPass',
  PageUp: 'previousPass',
  ' ': 'play',
};

/**
 * @param {KeyboardEvent} event
 * @returns {string | null}
 */
export function moveFor(event) {
  const move = MOVES[event.key];
  if (!move || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented)
    return null;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return null;
  if (target.matches('input:not([type="range"]), select, textarea')) return null;
  if (event.key === ' ' && target.matches('button')) return null;
  return target.closest('.scroll') ? null : move;
}
