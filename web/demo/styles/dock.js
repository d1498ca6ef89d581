// The sentence, the buttons and the track; and the table under them. Room is reserved, so that nothing jumps.
import { css } from 'lit';

export const dock = css`
  .sentence {
    margin: 0; padding: 14px 20px 2px; min-height: calc(16px + 2 * 1.0625 * var(--backprop-rem) * var(--leading));
    font-size: calc(1.0625 * var(--backprop-rem)); text-wrap: pretty;
  }
  .sentence .number { font-weight: 650; }
  .more { height: 28px; margin-block: -2px; }
  .transport { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 4px 20px; align-items: center; padding: 8px 20px 14px; }
  .buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
  .round {
    display: grid; place-items: center; width: 40px; height: 40px; padding: 0; cursor: pointer;
    border: 1px solid var(--line); border-radius: 50%; background: var(--raised); color: var(--ink);
  }
  .round:hover { border-color: var(--edge); }
  .main {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; height: 44px; min-width: 104px; padding: 0 14px 0 20px; cursor: pointer;
    border: 1px solid transparent; border-radius: 22px; background: var(--button); color: var(--on-button); font: 600 var(--backprop-rem)/1 var(--sans);
  }
  .round:focus-visible { border-radius: 50%; }
  .main:focus-visible { border-radius: 22px; }
  [aria-disabled='true'] { opacity: 0.4; cursor: default; }
  .icon { fill: currentColor; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
  .icon.pause { fill: none; stroke-width: 3; }
  .icon.step, .icon.back { fill: none; stroke-width: 2; }
  .main:hover { background: color-mix(in srgb, var(--button), var(--focus) 35%); }
  .main[aria-disabled='true'] { background: var(--button); }
  .speed { min-width: 7em; white-space: nowrap; }

  .track { position: relative; height: 30px; }
  .track svg { position: absolute; inset: 0; overflow: visible; }
  .segment { fill: var(--line); }
  .segment.forward { fill: var(--value); }
  .segment.loss, .segment.update { fill: var(--ink); }
  .segment.backward { fill: var(--gradient); }
  .segment.verify { fill: var(--value); }
  .segment { opacity: 0.38; }
  .segment.now { opacity: 0.75; }
  .segment.whole { opacity: 1; }
  .passed { display: none; }
  .segment.whole ~ .passed { display: inline; }
  .segment-name { font: 11.5px var(--sans); fill: var(--muted); }
  .segment-name.now { fill: var(--ink); font-weight: 600; }
  .track input {
    position: absolute; inset: -8px -9px auto; width: calc(100% + 18px); height: 30px;
  }
  .place { display: grid; justify-items: end; margin: 0; font-size: calc(0.8125 * var(--backprop-rem)); color: var(--muted); white-space: nowrap; min-width: 14em; }
  .place output { font-size: calc(1.0625 * var(--backprop-rem)); color: var(--ink); font-variant-numeric: tabular-nums lining-nums; }
  .of { color: var(--muted); }

  @container demo ((min-width: 1200px) or (max-width: 699px)) {
    .segment-name.tight { display: none; }
  }
  @container demo (max-width: 1199px) {
    .transport { grid-template-columns: 1fr auto; column-gap: 10px; }
    .track { grid-row: 2; grid-column: 1 / -1; margin-top: 8px; }
  }
  @container demo (max-width: 899px) {
    .place { min-width: 0; }
    .buttons { gap: 6px; }
    .speed { min-width: 0; padding: 0 10px; }
  }
  @container demo (max-width: 599px) {
    .sentence { font-size: calc(0.9375 * var(--backprop-rem)); padding: 10px 14px 0; min-height: calc(10px + 4 * 0.9375 * var(--backprop-rem) * var(--leading)); }
    .transport { padding: 6px 14px 12px; gap: 4px 10px; }
    .buttons { grid-column: 1 / -1; flex-wrap: nowrap; justify-content: space-between; gap: 4px; }
    .round { flex: 0 1 38px; min-width: 28px; height: auto; aspect-ratio: 1; }
    .main { min-width: 92px; padding: 0 8px 0 12px; }
    .track { margin: 6px 4px 0; height: 16px; }
    .segment-name, .speed, .first, .last { display: none; }
    .place { grid-column: 1 / -1; display: flex; justify-content: space-between; min-width: 0; align-items: baseline; }
    .place output { font-size: calc(0.875 * var(--backprop-rem)); }
  }
`;
