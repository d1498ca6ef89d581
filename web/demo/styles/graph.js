// Cards, curves and the product that stands at the current edge.
import { css } from 'lit';

export const graph = css`
  svg.graph { display: block; max-width: none; font: 14px var(--sans); }
  .graph text { fill: var(--ink); }
  .graph .symbol, .graph .name { font-family: var(--serif); font-size: 17px; }
  .graph .symbol { font-style: italic; }
  .graph .plain { font-style: normal; }
  .graph .raised { font-size: 12px; }
  .graph .number { font-size: 15px; font-weight: 600; font-variant-numeric: tabular-nums lining-nums; }
  .graph .number.long { font-size: 12px; }
  .graph .value { fill: var(--value); }
  .graph .upstream { fill: var(--upstream); }
  .graph .local { fill: var(--local); }
  .graph .gradient { fill: var(--gradient); }
  .graph .note { font-size: 12.5px; fill: var(--muted); font-variant-numeric: tabular-nums lining-nums; }
  .graph .note .symbol { font-size: 14px; fill: inherit; }
  .graph .note.local { fill: var(--local); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
  .graph .pending { fill: var(--muted); font-style: normal; }

  .card { fill: var(--raised); stroke: var(--line); stroke-width: 1.5; transition: stroke 160ms, fill 160ms; }
  .parameter .card { fill: var(--value-wash); stroke: var(--value); }
  .parameter, .data { cursor: pointer; }
  .parameter:hover .card, .data:hover .card { stroke: var(--focus); stroke-width: 2; }
  .operand .card { stroke: var(--edge); }
  .active .card { stroke: var(--value); stroke-width: 2.5; }
  .active.in-backward .card { stroke: var(--gradient); }

  .next .card, .back.next { stroke-dasharray: 3 4; }
  .next .card { stroke: var(--edge); }
  .broken .card { stroke-dasharray: 5 4; stroke: var(--gradient); }

  .graph .forward { fill: none; stroke: var(--line); stroke-width: 1.6; transition: stroke 160ms; }
  .graph .forward.filled { stroke: var(--edge); }
  .graph .forward.flowing { stroke: var(--value); stroke-width: 2.4; }
  .graph .forward.marked { stroke: var(--ink); stroke-width: 4; }
  .graph .back { fill: none; stroke: var(--gradient); stroke-width: 1.6; }
  .graph .back.live { stroke-width: 3; }
  #arrow path { fill: var(--edge); }
  #arrow-live path { fill: var(--value); }
  #arrow-back path { fill: var(--gradient); }

  .stage .graph { user-select: none; }
  /* However far, a line is a line, and the step's card stands out. */
  .far .card, .graph.far .forward, .graph.far .back { vector-effect: non-scaling-stroke; stroke-width: 1.4; }
  .graph.far .back.live { stroke-width: 3; }
  .graph.far .symbol { font-size: 44px; }
  .far .computed .card { fill: var(--value-wash); }
  .far .reached .card { fill: var(--gradient-wash); stroke: var(--gradient); }
  .far .active .card { stroke-width: 4; }
  .zoom { position: absolute; right: 12px; top: 12px; display: flex; align-items: center; gap: 1px; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); overflow: hidden; }
  .zoom button { display: grid; place-items: center; width: 34px; height: 32px; padding: 0; border: 0; background: none; color: var(--ink); cursor: pointer; }
  .zoom button:hover { background: var(--ground); }
  .zoom button:focus-visible { outline-offset: -3px; }
  .zoom svg { fill: none; width: 16px; height: 16px; }
  .zoom output { min-width: 4.2em; padding: 0 8px 0 4px; font-size: calc(0.75 * var(--backprop-rem)); color: var(--muted); text-align: right; font-variant-numeric: tabular-nums lining-nums; }

  /* It would stand on the first cards. */
  @container demo (max-width: 599px) { .zoom { position: static; order: -1; justify-self: end; margin: 10px 10px 0; } }

  .label rect { fill: var(--raised); stroke: var(--gradient); stroke-width: 1.5; }
  .label text { font-size: 14.5px; font-variant-numeric: tabular-nums lining-nums; }
  .label .strong { font-weight: 700; }

  .traveller { opacity: 0; pointer-events: none; }
  .traveller text { font-size: 12.5px; font-weight: 600; fill: var(--paper); font-variant-numeric: tabular-nums; }
  .traveller.value rect { fill: var(--value); }
  .traveller.gradient rect { fill: var(--gradient); }

  @media (forced-colors: active) {
    .active .card { stroke: Highlight; }
  }
`;
