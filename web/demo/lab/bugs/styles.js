// The Bug Lab: three columns where there is room, one below the other where there is not.
import { css } from '../../kit.js';

export const styles = [
  css`
  .frame > .lab { grid-area: 1 / 1 / -1 / -1; min-width: 0; }
  .bugs-head { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 18px; padding: 14px 16px; border-bottom: 1px solid var(--line); }
  .bugs-head h2 { margin: 0; font-size: calc(1.125 * var(--backprop-rem)); color: var(--ink); }
  .bugs-head p { margin: 0; flex: 1; color: var(--muted); font-size: calc(0.9375 * var(--backprop-rem)); }
  .bugs {
    display: grid; min-width: 0;
    grid-template: 'list program told told' auto 'list stage stage became' auto / 188px 408px minmax(0, 1fr) 348px;
  }
  .bug-list { grid-area: list; margin: 0; padding: 12px 10px; list-style: none; counter-reset: bug; border-right: 1px solid var(--line); display: flex; flex-direction: column; gap: 2px; }
  .bug-list li { counter-increment: bug; }
  .bug { display: flex; gap: 8px; width: 100%; padding: 7px 8px; border: 1px solid transparent; border-radius: 8px; background: none; color: var(--ink); font: calc(0.875 * var(--backprop-rem))/1.35 var(--sans); text-align: left; cursor: pointer; }
  .bug::before { content: counter(bug); min-width: 1.3em; color: var(--muted); font-variant-numeric: tabular-nums; text-align: right; }
  .bug:hover { background: var(--ground); }
  .bug[aria-pressed='true'] { background: var(--ground); border-color: var(--edge); font-weight: 650; }
  .program { grid-area: program; padding: 14px 16px; min-width: 0; display: flex; flex-direction: column; gap: 12px; }
  .choice { display: inline-flex; flex-wrap: wrap; }
  .listing { margin: 0; padding: 8px 0; min-height: 216px; list-style: none; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); font: calc(0.8125 * var(--backprop-rem))/1.6 var(--code); }
  .listing li { padding: 1px 12px 1px 9px; border-left: 3px solid transparent; }
  .listing code { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
  .listing .now { border-left-color: var(--ink); background: light-dark(#e6e9ef, #262d38); }
  .listing .failed { border-left-color: var(--gradient); background: var(--gradient-wash); }
  .held { min-height: 106px; }
  .variables, .updates { font-size: calc(0.8125 * var(--backprop-rem)); table-layout: auto; }
  .variables th, .variables td:not(.spacer), .updates th, .updates td:not(.spacer) { height: 26px; padding: 2px 8px; text-align: right; font-size: calc(0.8125 * var(--backprop-rem)); }
  .variables th, .updates tbody th { position: static; }
  .variables th:first-child, .updates th:first-child { padding-left: 8px; text-align: left; }
  .variables td:last-child, .variables th:last-child { text-align: left; white-space: normal; overflow-wrap: anywhere; }
  .variables td.number, .updates td.number { min-width: 0; }
  .updates th, .updates td:not(.spacer) { padding-inline: 5px; }
  .variables code, .updates code { font: calc(0.8125 * var(--backprop-rem)) var(--code); }
  .bugs .picture { border-top: 1px solid var(--line); }
  .bugs .stage { grid-area: auto; min-height: 330px; max-height: 460px; }
  .bugs .empty-stage { text-align: center; }
  .outcome { grid-area: told; display: grid; align-content: start; gap: 14px; padding: 16px 24px 14px 8px; min-width: 0; font-size: calc(0.9375 * var(--backprop-rem)); }
  .outcome h3, .became h3 { margin: 0 0 4px; font-size: calc(0.8125 * var(--backprop-rem)); font-weight: 650; color: var(--muted); }
  .outcome p { margin: 0; text-wrap: pretty; }
  .became { grid-area: became; min-width: 0; padding: 12px 16px; border-top: 1px solid var(--line); border-left: 1px solid var(--line); }
  .says { padding: 10px 12px; border-left: 3px solid var(--gradient); border-radius: 0 8px 8px 0; background: var(--gradient-wash); font: calc(0.875 * var(--backprop-rem))/1.55 var(--code); overflow-wrap: anywhere; }
  .nothing-said { color: var(--muted); }
  .scroll.rows-scroll { max-height: 190px; border-radius: 0; }
  .became .curve { fill: none; stroke: var(--value); stroke-width: 1.8; }
  .became .curve.other { stroke: var(--edge); stroke-dasharray: 4 3; }
  .became .dot { fill: var(--value); }
  .keys { display: flex; gap: 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: calc(0.8125 * var(--backprop-rem)); color: var(--muted); }
  .keys li::before { content: ''; display: inline-block; width: 18px; margin-right: 6px; vertical-align: 3px; border-top: 2px solid var(--value); }
  .keys .other::before { border-top: 2px dashed var(--edge); }
  .track.lines { background: linear-gradient(var(--line), var(--line)) 0 3px / 100% 8px no-repeat; }

  .lab .sentence { min-height: calc(14px + 1.0625 * var(--backprop-rem) * var(--leading)); }

  @container demo (max-width: 1179px) {
    .bugs { grid-template: 'list list' auto 'program told' auto 'stage stage' auto 'became became' auto / minmax(340px, 1fr) minmax(0, 1fr); }
    .bug-list { flex-flow: row wrap; border-right: 0; border-bottom: 1px solid var(--line); padding: 10px 12px; gap: 6px; }
    .bug { width: auto; border-color: var(--line); padding: 6px 10px; }
    .bug::before { min-width: 0; }
    .became { border-left: 0; }
  }
  @container demo (max-width: 767px) {
    .bugs { grid-template: 'list' auto 'program' auto 'told' auto 'stage' auto 'became' auto / minmax(0, 1fr); }
    .bugs .stage { min-height: 200px; }
    .outcome { padding: 4px 16px 16px; }
    .bug { font-size: calc(0.8125 * var(--backprop-rem)); }
  }
  @container demo (max-width: 599px) {
    .bugs-head h2, .bugs-head p { flex: 1 1 100%; }
    .lab .sentence { min-height: calc(10px + 2 * 0.9375 * var(--backprop-rem) * var(--leading)); }
  }
`,
];
