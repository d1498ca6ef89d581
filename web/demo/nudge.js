// How far one press of an arrow key, or one notch of a drag, moves an editable number.

/**
 * A step that suits the number: a tenth of it or so, always a power of ten. Rates move a digit finer than values.
 * @param {number} value
 * @param {boolean} fine
 */
function stepFor(value, fine) {
  const size = Math.abs(value);
  if (size === 0) return fine ? 0.01 : 0.1;
  const place = Math.floor(Math.log10(size) + 1e-9);
  if (fine) return 10 ** (place - 1);
  return 10 ** (place < 0 ? place : place - 1);
}

/**
 * The number some steps further, free of the dust that adding 0.1 leaves.
 * @param {number} value
 * @param {number} steps
 * @param {{ fine?: boolean, least?: number, whole?: boolean }} [limits]
 */
export function nudge(value, steps, { fine = false, least = -Infinity, whole = false } = {}) {
  const step = whole ? 1 : stepFor(value, fine);
  const places = Math.max(0, Math.round(-Math.log10(step))) + 1;
  const moved = Math.max(least, value + steps * step);
  return whole ? Math.round(moved) : Number(moved.toFixed(Math.min(places, 20)));
}

/**
 * A nudged number as text to stand in its field.
 * @param {number} value
 * @param {boolean} whole
 */
export function fieldText(value, whole) {
  const text = String(value);
  return whole || /[.e]/.test(text) ? text : `${text}.0`;
}
