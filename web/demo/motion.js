// What moves: a step's value travels along its edge, in about a quarter of a second. The next step cuts it short, and of
// steps that follow faster than that nothing could be seen.

const DURATION = 260;
const FRAMES = 14;

/** Whether the reader asked for stillness. */
export const still = () =>
  globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/**
 * Sends every traveller in the tree along its path.
 * @param {ParentNode} root
 * @param {number} since  milliseconds since the step before
 */
export function sendTravellers(root, since) {
  if (since < DURATION || still()) return;
  for (const traveller of root.querySelectorAll('.traveller')) {
    const frames = framesAlong(String(traveller.getAttribute('data-path')));
    traveller.animate(frames, { duration: DURATION, easing: 'cubic-bezier(0.4, 0, 0.3, 1)' });
  }
}

/**
 * @param {string} d  an SVG path
 * @returns {Keyframe[]}
 */
function framesAlong(d) {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  const length = path.getTotalLength();
  return Array.from({ length: FRAMES + 1 }, (_, i) => {
    const { x, y } = path.getPointAtLength((length * i) / FRAMES);
    const opacity = i === FRAMES ? 0 : 1;
    return { transform: `translate(${x}px, ${y}px)`, opacity };
  });
}
