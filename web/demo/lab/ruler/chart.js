// The picture over the ruler: the loss against a parameter or along the step, or its contours over two parameters.
import { contours } from 'd3-contour';
import { nothing, svg } from '../../kit.js';
import { axes, dotView, EDGE, HEIGHT, linePath, ticksView } from '../axes.js';
import { REACH } from './look.js';

/** @typedef {import('./look.js').Ruler} Ruler */
/** @typedef {import('./view.js').RulerScene} RulerScene */
/** @typedef {import('../axes.js').Axes} Axes */

const LEVELS = 9;
/** Pixels: out of any picture. */
const FAR = 2000;

/** @param {RulerScene} scene */
export const chartView = (scene) => (scene.ruler.here.plane ? planeView(scene) : curveView(scene));

/** @param {number[]} values */
const finite = (values) => values.filter(Number.isFinite);

/**
 * Up to here the loss is drawn: the curve may go anywhere.
 * @param {Ruler} ruler
 * @param {number[]} losses
 * @returns {[number, number]}
 */
function heights({ here: { slopes } }, losses) {
  const low = Math.min(...finite([...losses, slopes.loss]));
  const most = Math.max(...finite([...losses, slopes.loss]));
  const depth = slopes.loss - low;
  return [low, depth > 0 ? Math.min(most, slopes.loss + 1.8 * depth) : most];
}

/** @param {RulerScene} scene */
function curveView({ ruler, taken }) {
  const { here, rate, landing, landed } = ruler;
  const curve = /** @type {import('./look.js').Curve} */ (here.curve);
  const { at, losses, along } = curve;
  if (!finite(losses).length) return nothing;
  const ends = [at[0], at[at.length - 1]].sort((a, b) => a - b);
  const scale = axes([ends[0], ends[1]], heights(ruler, losses));
  const place = (/** @type {number} */ r) =>
    along === 'rate' ? r : here.point[0] - r * here.slopes.gradient[0];
  const to = along === 'rate' ? rate : landing[0];
  const { loss } = here.slopes;
  const moves = here.zones.steepness > 0;
  return svg`
    ${ticksView(scale)}
    <g clip-path="url(#ruler-plot)">
      <path class="curve" d=${linePath(at.map(scale.x), losses.map(scale.y))}></path>
      ${moves ? tangentView(scale, ruler, place) : nothing}
      ${moves ? stepLine(scale, [place(0), loss], [to, landed], loss - rate * here.zones.steepness) : nothing}
      ${dotView(`landing ${taken ? 'taken' : ''}`, scale.x(to), scale.y(landed))}
      ${dotView('point', scale.x(place(0)), scale.y(loss))}
    </g>`;
}

/**
 * The tangent, as far as it is needed to be seen as one, and no further than the picture goes.
 * @param {Axes} scale
 * @param {Ruler} ruler
 * @param {(rate: number) => number} place
 */
function tangentView({ x, y }, { here: { slopes, zones }, rate }, place) {
  const most = Math.min(rate, (1 + REACH.behind) * zones.most);
  const ends = [-REACH.before * zones.most, Math.max(most, 0.3 * zones.most)];
  const points = ends.map((r) => [x(place(r)), y(slopes.loss - r * zones.steepness)]);
  return svg`<path class="tangent" d=${linePath(
    points.map(([px]) => px),
    points.map(([, py]) => py),
  )}></path>`;
}

/**
 * Down the tangent to what it promises, and up to what the curve really has.
 * @param {Axes} scale
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @param {number} promised
 */
function stepLine({ x, y }, from, to, promised) {
  const top = linePath([x(from[0]), x(to[0])], [y(from[1]), y(from[1])]);
  const gap = linePath([x(to[0]), x(to[0]), x(to[0])], [y(from[1]), y(promised), y(to[1])]);
  return svg`<path class="stride" d=${top}></path><path class="gap" d=${gap}></path>`;
}

/** @param {RulerScene} scene */
function planeView({ ruler, taken }) {
  const { here, landing } = ruler;
  const plane = /** @type {import('./look.js').Plane} */ (here.plane);
  const { x: xs, y: ys, losses } = plane;
  const scale = planeAxes(plane);
  const [low, high] = [Math.min(...finite(losses)), Math.max(...finite(losses))];
  if (!Number.isFinite(high)) return nothing;
  const levels = Array.from(
    { length: LEVELS },
    (_, k) => low + (high - low) * ((k + 0.35) / LEVELS) ** 2,
  );
  const grid = losses.map((loss) => (Number.isFinite(loss) ? loss : high));
  const shapes = contours().size([xs.length, ys.length]).thresholds(levels)(grid);
  const at = (/** @type {number[]} */ list, /** @type {number} */ i) =>
    list[0] + ((i - 0.5) * (list[list.length - 1] - list[0])) / (list.length - 1);
  const ring = (/** @type {number[][]} */ points) =>
    `M${points.map(([i, j]) => `${scale.x(at(xs, i)).toFixed(1)},${scale.y(at(ys, j)).toFixed(1)}`).join('L')}Z`;
  const [from, to] = [here.point, landing].map(([a, b]) => [scale.x(a), scale.y(b)]);
  return svg`
    ${ticksView(scale, { grid: false })}
    <g clip-path="url(#ruler-plot)">
      ${shapes.map(({ coordinates }) => svg`<path class="contour" d=${coordinates.flatMap((polygon) => polygon.map(ring)).join('')}></path>`)}
      <path class="stride" d=${strideTo(from, to)}></path>
      ${dotView(`landing ${taken ? 'taken' : ''}`, to[0], to[1])}
      ${dotView('point', from[0], from[1])}
    </g>`;
}

/**
 * Straight to where the step lands, or as far that way as lines are drawn.
 * @param {number[]} from
 * @param {number[]} to
 */
function strideTo(from, to) {
  const way = [to[0] - from[0], to[1] - from[1]];
  const part = Math.min(1, FAR / Math.max(...way.map(Math.abs)));
  return linePath([from[0], from[0] + part * way[0]], [from[1], from[1] + part * way[1]]);
}

/** Contours run along the grid's border, which must not be seen: the picture shows a little less. */
const TRIM = 0.06;

/**
 * The grid's own ends, so that both axes keep one scale.
 * @param {import('./look.js').Plane} plane
 */
function planeAxes({ x, y }) {
  const [across, upward] = [x, y].map((list) => {
    const [from, to] = [list[0], list[list.length - 1]];
    const trim = TRIM * (to - from);
    return /** @type {[number, number]} */ ([from + trim, to - trim]);
  });
  const room = HEIGHT - EDGE.top - EDGE.bottom;
  return {
    ...axes(across, [0, 1]),
    y: (/** @type {number} */ value) =>
      EDGE.top + room * (1 - (value - upward[0]) / (upward[1] - upward[0])),
    yTicks: axes(upward, [0, 1]).xTicks,
  };
}
