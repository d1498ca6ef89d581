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
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  0: 'zoomAll',
};
/** With Shift the arrows move the graph under its window. @type {Record<string, string>} */
const PANS = {
  ArrowRight: 'panRight',
  ArrowLeft: 'panLeft',
  ArrowUp: 'panUp',
  ArrowDown: 'panDown',
};

/**
 * @param {KeyboardEvent} event
 * @returns {string | null}
 */
export function moveFor(event) {
  const move = (event.shiftKey && PANS[event.key]) || MOVES[event.key];
  if (!move || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented)
    return null;
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return null;
  if (target.matches('input:not([type="range"]), select, textarea')) return null;
  if (event.key === ' ' && target.matches('button')) return null;
  return target.closest('.scroll') ? null : move;
}
