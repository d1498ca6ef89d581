// What the charts of the lab share: a plot with ticks from d3, in a picture of fixed size.
import { nice, nothing, svg, ticks } from '../kit.js';

/** @typedef {{ left: number, right: number, top: number, bottom: number }} Edge */
/** @typedef {{ x: (value: number) => number, y: (value: number) => number, xTicks: number[], yTicks: number[] }} Axes */

export const WIDTH = 340;
export const HEIGHT = 142;
export const EDGE = { left: 56, right: 14, top: 12, bottom: 24 };
/** What stands on the plot's edge is seen whole. */
const AIR = 7;
export const PLOT = { left: EDGE.left, width: WIDTH - EDGE.left - EDGE.right };

/** Short: what stands beside an axis has little room. @param {number} tick */
export const tickText = (tick) =>
  (tick !== 0 && Math.abs(tick) < 1e-3) || Math.abs(tick) >= 1e5
    ? String(Number(tick.toPrecision(3)).toExponential())
        .replaceAll('-', '−')
        .replace('+', '')
    : String(Number(tick.toPrecision(6))).replace('-', '−');

/**
 * @param {[number, number]} xs
 * @param {[number, number]} ys
 * @returns {Axes}
 */
export function axes([left, right], [low, high]) {
  const air = Math.max(1, Math.abs(low));
  const [bottom, top] = low === high ? [low - air, high + air] : nice(low, high, 3);
  const room = HEIGHT - EDGE.top - EDGE.bottom;
  return {
    x: (value) => EDGE.left + (PLOT.width * (value - left)) / (right - left),
    y: (value) => EDGE.top + room * (1 - (value - bottom) / (top - bottom)),
    xTicks: ticks(Math.min(left, right), Math.max(left, right), 5),
    yTicks: ticks(bottom, top, 3),
  };
}

/**
 * @param {Axes} scale
 * @param {{ grid?: boolean }} [options]
 */
export const ticksView = ({ x, y, xTicks, yTicks }, { grid = true } = {}) => svg`
  ${yTicks.map(
    (tick) => svg`
    ${grid ? svg`<line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${y(tick)} y2=${y(tick)}></line>` : ''}
    <text class="tick" x=${EDGE.left - 8} y=${y(tick) + 4} text-anchor="end">${tickText(tick)}</text>`,
  )}
  ${xTicks.map((tick) => svg`<text class="tick" x=${x(tick)} y=${HEIGHT - EDGE.bottom + 17} text-anchor="middle">${tickText(tick)}</text>`)}`;

/**
 * A line through points; it breaks where they are not finite.
 * @param {number[]} xs
 * @param {number[]} ys
 */
export function linePath(xs, ys) {
  let pen = 'M';
  return xs
    .map((x, i) => {
      if (!Number.isFinite(x) || !Number.isFinite(ys[i])) {
        pen = 'M';
        return '';
      }
      const part = `${pen}${clip(x).toFixed(1)},${clip(ys[i]).toFixed(1)}`;
      pen = 'L';
      return part;
    })
    .join('');
}

/** Far outside of the picture is far enough. @param {number} pixel */
const clip = (pixel) => Math.max(-1e4, Math.min(1e4, pixel));

/**
 * A point, if it can be anywhere.
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 */
export const dotView = (kind, x, y) =>
  Number.isFinite(x + y) ? svg`<circle class=${kind} cx=${x} cy=${y} r="5"></circle>` : nothing;

/**
 * Cuts off what lies outside of the plot.
 * @param {string} id
 */
export const plotClip = (id) => svg`<clipPath id=${id}>
  <rect x=${EDGE.left} y=${EDGE.top - AIR} width=${PLOT.width} height=${HEIGHT - EDGE.top - EDGE.bottom + 2 * AIR}></rect>
</clipPath>`;
