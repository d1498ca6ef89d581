// The element's sizes at which its parts stand in another way, as the grid and the container queries in styles/ have them.

const NARROW = 600;
const WIDE = 900;
/** Beside the graph, around everything, and the least height that the graph has. */
const PANEL = 360;
const BORDERS = 2;
const STAGE = 488;

/** Whether the graph flows downward. @param {number} width  of the element; 0 where it is not on a page yet */
export const flowsDown = (width) => width > 0 && width < NARROW;

/** The room that the graph will have. @param {number} width  of the element */
export const roomIn = (width) => ({
  width: Math.max(0, width - BORDERS - (width < WIDE ? 0 : PANEL)),
  height: STAGE,
});
