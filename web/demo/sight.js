// Keeps in sight what the step is about, where a graph or a table is larger than its room.

/** @param {ParentNode} root */
export function keepInSight(root) {
  const table = root.querySelector('.scroll');
  if (table) table.scrollTop = table.scrollHeight;
  const stage = root.querySelector('.stage');
  const active = root.querySelector('.node.active');
  if (stage && active) centre(stage, active.getBoundingClientRect());
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
