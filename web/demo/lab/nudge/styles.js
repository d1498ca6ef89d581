// The nudge proof's glass, slider and switches.
import { css } from '../../kit.js';

export const styles = [
  css`
  .sheet.nudge { padding-top: 14px; }
  .nudge { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
  .nudge .curve { fill: none; stroke: var(--ink); stroke-width: 1.8; stroke-linejoin: round; }
  .nudge .curve.other { stroke: var(--edge); stroke-width: 1.2; }
  .nudge .tangent { stroke: var(--gradient); stroke-width: 1.6; stroke-dasharray: 5 3; fill: none; }
  .nudge .secant { stroke: var(--value); stroke-width: 1.4; fill: none; }
  .nudge .point { fill: var(--value); stroke: var(--paper); stroke-width: 1.5; }
  .nudge .landing { fill: var(--paper); stroke: var(--value); stroke-width: 2.4; }
  .h { display: grid; grid-template-columns: 8.4em minmax(0, 1fr); gap: 8px; align-items: center; max-width: 420px; font-size: calc(0.875 * var(--backprop-rem)); }
  .h > span { white-space: nowrap; }
  .h output { font-weight: 600; }
  .h input { min-width: 0; width: 100%; height: 26px; background: linear-gradient(var(--line), var(--line)) center / calc(100% - 12px) 8px no-repeat; }
  .choices { display: flex; flex-wrap: wrap; gap: 6px 14px; margin-top: 4px; }
  .choice { display: inline-flex; }
  .choice .quiet { height: 30px; padding: 0 10px; border-radius: 0; margin-left: -1px; font-size: calc(0.8125 * var(--backprop-rem)); }
  .choice .quiet:first-child { border-radius: 8px 0 0 8px; margin-left: 0; }
  .choice .quiet:last-child { border-radius: 0 8px 8px 0; }
  .choice .quiet[aria-pressed='true'] { background: var(--button); color: var(--on-button); border-color: var(--button); }
  .nudge h2 { margin: 0; }
  .nudge .tick.symbol { font-size: 13px; }
  .nudge .verdict { min-height: calc(3 * 0.875 * var(--backprop-rem) * var(--leading)); }

  @container demo (max-width: 899px) {
    .nudge { flex-direction: row; gap: 24px; }
    .nudge > * { flex: 1 1 0; }
  }
  @container demo (max-width: 599px) {
    .nudge { flex-direction: column; gap: 12px; }
  }
`,
];
