// Dragging a number by its name: to the right is more, to the left is less, one step every few pixels.

const PIXELS = 6;

/**
 * @param {PointerEvent} event  the pointerdown
 * @param {(steps: number) => void} onSteps
 */
export function dragSteps(event, onSteps) {
  const handle = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  let from = event.clientX;
  /** @param {PointerEvent} moved */
  const move = (moved) => {
    const steps = Math.trunc((moved.clientX - from) / PIXELS);
    if (steps === 0) return;
    from += steps * PIXELS;
    onSteps(steps);
  };
  const end = () => handle.removeEventListener('pointermove', move);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', end, { once: true });
}
