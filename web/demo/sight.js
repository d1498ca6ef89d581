// Keeps in sight what the step is about, where a graph, a table or the window is too small for it.
import { still } from './motion.js';

/** Room for the label beside a node. */
const AIR = 36;

/** @param {ParentNode} root */
export function keepInSight(root) {
  const table = root.querySelector('.scroll');
  if (table) table.scrollTop = table.scrollHeight;
  const stage = root.querySelector('.stage');
  const dock = root.querySelector('.dock');
  const active = root.querySelector('.node.active');
  if (!stage || !dock || !active) return;
  centre(stage, active.getBoundingClientRect());
  uncover(dock.getBoundingClientRect(), stage, active.getBoundingClientRect());
}

/**
 * Scrolls a room so that a box that sticks out of it comes to its middle.
 * @param {Element} stage
 * @param {DOMRect} box
 */
function centre(stage, { left, right, top, bottom }) {
  const room = stage.getBoundingClientRect();
  if (left < room.left || right > room.right)
    stage.scrollLeft += (left + right - room.left - room.right) / 2;
  if (top < room.top || bottom > room.bottom)
    stage.scrollTop += (top + bottom - room.top - room.bottom) / 2;
}

/**
 * Scrolls a short window so that a box is not under the dock, unless its reader looks at something else.
 * @param {DOMRect} dock
 * @param {Element} stage
 * @param {DOMRect} box
 */
function uncover(dock, stage, { top, bottom }) {
  const here = dock.top > 0 && dock.bottom < window.innerHeight + 1;
  if (!here || stage.getBoundingClientRect().bottom < dock.top / 2) return;
  const by = Math.min(top - AIR, Math.max(0, bottom + AIR - dock.top));
  if (by) window.scrollBy({ top: by, behavior: still() ? 'auto' : 'smooth' });
}
