// The row of numbers that can be changed, and what is said when one of them cannot be used.
import { css } from 'lit';

export const fields = css`
  .fields {
    position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: 10px 8px;
    padding: 14px 16px; border-bottom: 1px solid var(--line);
  }
  /* Three rows; more of them scroll. */
  .numbers { flex: 1 1 100%; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; max-height: 132px; overflow-y: auto; padding: 2px; margin: -2px; }
  .tools { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin-left: auto; }
  .check { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 8px; padding-left: 4px; }

  .expr, .field, .rows {
    display: inline-flex; align-items: stretch; height: 38px; overflow: hidden;
    border: 1px solid var(--line); border-radius: 9px; background: var(--raised);
  }
  .expr { flex: 1 1 calc(14 * var(--backprop-rem)); max-width: calc(40 * var(--backprop-rem)); align-items: center; gap: 6px; padding-left: 12px; }
  .expr > .symbol { font-size: calc(1.15 * var(--backprop-rem)); }
  .rows { flex: 1 1 100%; align-items: center; padding-left: 12px; gap: 8px; font-size: calc(0.875 * var(--backprop-rem)); color: var(--muted); }
  .rows input { flex: 1; }
  .field:focus-within, .expr:focus-within, .rows:focus-within { border-color: var(--focus); box-shadow: 0 0 0 1px var(--focus); }
  .handle {
    display: grid; place-items: center; min-width: 30px; padding: 0 8px; cursor: ew-resize; touch-action: none; user-select: none;
    background: var(--ground); border-right: 1px solid var(--line); font-size: calc(0.875 * var(--backprop-rem)); color: var(--muted);
  }
  .handle .symbol { font-size: calc(1.1 * var(--backprop-rem)); color: var(--ink); }
  .parameter .handle { background: var(--value-wash); border-color: var(--line); }
  .parameter .handle .symbol { color: var(--value); }

  input[type='text'] {
    min-width: 0; height: 100%; padding: 0 9px 1px; border: 0; background: none; color: var(--ink);
    font: var(--backprop-rem)/1.2 var(--sans); font-variant-numeric: tabular-nums lining-nums; text-align: right;
    text-decoration: underline dotted var(--edge) 1px; text-underline-offset: 5px;
  }
  input[type='text']:focus { outline: none; text-decoration-color: transparent; }
  .expr input, .rows input { font-family: var(--code); font-size: calc(0.9375 * var(--backprop-rem)); text-align: left; }
  .expr input { flex: 1; padding-left: 2px; text-overflow: ellipsis; }
  .fields .wrong { border-color: var(--gradient); box-shadow: 0 0 0 1px var(--gradient); }
  .fields .wrong:focus-within { box-shadow: 0 0 0 2px var(--gradient); }
  .wrong .handle { background: var(--gradient-wash); }
  .wrong input { text-decoration: underline wavy var(--gradient) 1px; }

  select, .quiet {
    height: 38px; padding: 0 12px; border: 1px solid var(--line); border-radius: 9px;
    background: var(--raised); color: var(--ink); font: calc(0.875 * var(--backprop-rem))/1.2 var(--sans); cursor: pointer;
  }
  select { padding: 0 8px; }
  .quiet:hover, select:hover { border-color: var(--edge); }

  .problems {
    grid-area: stage; place-self: start end; position: relative; z-index: 3; max-width: min(38em, 100% - 24px); margin: -6px 12px 0; padding: 10px 14px;
    border: 1px solid var(--gradient); border-radius: 10px; background: var(--gradient-wash); color: var(--ink);
    font-size: calc(0.9375 * var(--backprop-rem)); box-shadow: 0 6px 18px rgb(16 24 40 / 12%);
  }
  .problems p { margin: 0; overflow-wrap: anywhere; }
  .problems .kept { color: var(--muted); font-size: calc(0.8125 * var(--backprop-rem)); }

  @container demo (max-width: 899px) {
    .numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(126px, 1fr)); }
    .field input[type='text'] { flex: 1; width: 0; }
    .check { grid-column: 1 / -1; padding: 0; }
    .check .field { flex: 0 1 126px; }
  }
  @container demo (max-width: 599px) {
    .fields { padding: 14px; }
    .expr { flex: 1 1 100%; order: -1; }
    .fields > select { flex: 1 1 0; min-width: 0; }
    .tools { margin-left: 0; flex: 1 1 100%; }
    .numbers { max-height: 222px; }
    .numbers, .check { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
    .check .caption { grid-column: 1 / -1; }
    /* At the top of the screen, wherever the reader is: nothing moves under the field that is typed into. */
    .problems { grid-area: 1 / 1 / -1 / -1; position: sticky; top: 8px; place-self: start stretch; max-width: none; margin: 8px; }
    /* Without a graph to stand over, it would cover the field: it stands below. */
    .problems:has(~ .bare) { grid-area: panel; position: static; }
  }
`;
