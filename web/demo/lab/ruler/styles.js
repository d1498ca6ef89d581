// The ruler's picture and strip. Zones are ink in three densities: the four colours keep their meanings.
import { css } from '../../kit.js';

export const styles = [
  css`
  .sheet.ruler { padding-top: 14px; }
  .ruler { display: flex; flex-direction: column; gap: 10px; min-width: 0; }
  .ruler .curve { fill: none; stroke: var(--ink); stroke-width: 1.8; stroke-linejoin: round; }
  .ruler .contour { fill: none; stroke: var(--edge); stroke-width: 1.1; }
  .ruler .tangent { stroke: var(--gradient); stroke-width: 1.6; stroke-dasharray: 5 3; fill: none; }
  .ruler .stride { stroke: var(--ink); stroke-width: 1.4; fill: none; }
  .ruler .gap { stroke: var(--edge); stroke-width: 1.2; stroke-dasharray: 2 2.5; fill: none; }
  .ruler .point { fill: var(--value); stroke: var(--paper); stroke-width: 1.5; }
  .ruler .landing { fill: var(--paper); stroke: var(--value); stroke-width: 2.4; }
  .ruler .landing.taken { fill: var(--value); }

  .strip { position: relative; max-width: 420px; }
  .strip svg { display: block; width: 100%; font: 11.5px var(--sans); overflow: visible; }
  .strip text { fill: var(--muted); }
  .zone { fill: var(--line); }
  .zone.bouncing { fill: url(#hatch); }
  .zone.diverging { fill: url(#cross); }
  .zone.bouncing, .zone.diverging { stroke: var(--edge); stroke-width: 0.6; }
  #hatch path, #cross path { stroke: var(--edge); stroke-width: 2; fill: none; }
  #cross path { stroke: var(--muted); stroke-width: 1.6; }
  .strip .border { stroke: var(--ink); stroke-width: 1.6; }
  .strip input {
    position: absolute; top: -7px; left: calc(100% * 108.3 / 340 - 9px);
    width: calc(100% * 209.3 / 340 + 18px); height: 30px; cursor: ew-resize; touch-action: pan-y;
  }
  .strip.leftward input { left: calc(100% * 64.4 / 340 - 9px); }
  .marks { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 6px; min-height: 30px; }
  .marks .quiet { height: 30px; padding: 0 9px; font-size: calc(0.8125 * var(--backprop-rem)); color: var(--muted); }
  .marks .quiet b { color: var(--ink); font-weight: 600; margin-right: 3px; }
  .marks [aria-pressed='true'] { border-color: var(--ink); }

  .told { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
  .verdict { margin: 0; font-size: calc(0.875 * var(--backprop-rem)); min-height: calc(3 * 0.875 * var(--backprop-rem) * var(--leading)); text-wrap: pretty; }
  .facts { display: grid; gap: 1px 16px; margin: 0; font-size: calc(0.875 * var(--backprop-rem)); line-height: 1.45; }
  .facts > div { display: flex; justify-content: space-between; gap: 10px; align-items: baseline; }
  .facts dt { color: var(--muted); }
  .facts dd { margin: 0; font-weight: 600; }
  .facts .formula { white-space: nowrap; }
  .left-range { margin: 0; padding: 8px 10px; border-radius: 8px; background: var(--gradient-wash); font-size: calc(0.875 * var(--backprop-rem)); }
  .left-range .quiet { height: 28px; margin-left: 4px; }

  @container demo (max-width: 899px) {
    .ruler { flex-direction: row; gap: 24px; }
    .ruler > * { flex: 1 1 0; }
  }
  @container demo (max-width: 599px) {
    .ruler { flex-direction: column; gap: 12px; }
  }
`,
];
