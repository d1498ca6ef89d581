// Keeps in sight what the step is about, where the table or the window is too small for it.
import { still } from './motion.js';

/** Room for the label beside a node. */
const AIR = 36;

/**
 * The last row of the table; and on a short window the step's card, unless the reader looks at something else.
 * @param {ParentNode} root
 * @param {{ layout: import('./layout.js').Layout, scale: number, focus?: import('./layout.js').Box }} scene
 */
export function keepInSight(root, { scale, focus }) {
  const table = root.querySelector('.scroll');
  const below = table ? table.scrollHeight - table.clientHeight : 0;
  if (table && table.scrollTop < below) table.scrollTop = below;
  const picture = root.querySelector('svg.graph')?.getBoundingClientRect();
  const stage = root.querySelector('.stage')?.getBoundingClientRect();
  const dock = root.querySelector('.dock')?.getBoundingClientRect();
  if (!picture || !stage || !dock || !focus) return;
  const here = dock.top > 0 && dock.bottom < window.innerHeight + 1;
  if (!here || stage.bottom < dock.top / 2) return;
  const middle = picture.top + focus.y * scale;
  const half = (focus.height / 2) * scale + AIR;
  const by = Math.min(middle - half, Math.max(0, middle + half - dock.top));
  if (by) window.scrollBy({ top: by, behavior: still() ? 'auto' : 'smooth' });
}
