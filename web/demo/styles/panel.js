// The step written out, and the chart of the loss.
import { css } from 'lit';

export const panel = css`
  .step { min-height: 282px; }
  .step.adding { min-height: 334px; }
  .formulas { display: grid; grid-template-columns: auto 1fr; gap: 8px 0.3em; min-height: 118px; align-content: start; align-items: baseline; }
  .formulas > :nth-child(odd) { justify-self: end; }
  math { font-size: calc(1.3 * var(--backprop-rem)); font-family: 'STIX Two Math', 'Cambria Math', 'Latin Modern Math', math, serif; }
  math mn { font-family: var(--sans); font-size: 0.82em; font-variant-numeric: tabular-nums lining-nums; }
  math .indexed { font-family: var(--serif); font-style: italic; }
  math msup > :last-child { font-size: 0.66em; }
  math msup > :last-child mn { font-size: 1em; }
  math mfrac { padding: 0 0.1em; }
  math .value { color: var(--value); }
  math .upstream { color: var(--upstream); }
  math .local { color: var(--local); }
  math .gradient { color: var(--gradient); }

  .meanings { display: flex; flex-wrap: wrap; gap: 2px 14px; margin: 10px 0 0; padding: 0; list-style: none; font-size: calc(0.8125 * var(--backprop-rem)); }
  .meanings li::before { content: ''; display: inline-block; width: 9px; height: 9px; margin-right: 6px; border-radius: 50%; background: currentColor; }
  .code { margin-top: 12px; display: grid; gap: 2px; }
  .code code { font: calc(0.875 * var(--backprop-rem))/1.5 var(--code); overflow-wrap: anywhere; }

  .ledger ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 8px; }
  .ledger select { height: 32px; margin-bottom: 8px; }
  .path { display: block; min-height: 28px; padding: 2px 8px; margin: 0 -8px; border: 1px solid transparent; border-radius: 8px; background: none; color: var(--ink); font: inherit; text-align: left; cursor: pointer; }
  .path:hover { background: var(--ground); }
  .path[aria-pressed='true'] { border-color: var(--ink); }
  .product .pending { white-space: nowrap; }
  .product { font-size: calc(0.875 * var(--backprop-rem)); color: var(--muted); }
  .product .gradient, .total .gradient { font-weight: 650; }
  .total { margin: 10px 0 0; padding-top: 8px; border-top: 1px solid var(--line); }
  .cost { margin-top: auto; }
  .cost dl { display: grid; grid-template-columns: 1fr auto; gap: 2px 16px; margin: 0 0 6px; max-width: 420px; }
  .cost dd { margin: 0; font-weight: 650; font-variant-numeric: tabular-nums lining-nums; text-align: right; }
  .cost p { margin: 0; }

  .chart { display: block; width: 100%; max-width: 420px; height: auto; font: 11.5px var(--sans); }
  .chart text { fill: var(--muted); font-variant-numeric: tabular-nums lining-nums; }
  .chart .warn { fill: var(--gradient); font-weight: 600; }
  .chart .grid { stroke: var(--line); stroke-width: 1; }
  .chart .future { fill: none; stroke: var(--line); stroke-width: 1.6; }
  .chart .past { fill: none; stroke: var(--value); stroke-width: 2; stroke-linejoin: round; }
  .chart .past.fine { stroke-width: 1.2; }
  .chart circle.past { fill: var(--value); stroke: none; }
  .chart circle.now { fill: var(--paper); stroke: var(--value); stroke-width: 2.5; }
  .chart .broken { fill: var(--gradient-wash); }
`;
