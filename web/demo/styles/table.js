// The table of updates.
import { css } from 'lit';

export const table = css`
  .scroll { overflow: auto; max-height: 308px; border-radius: 0 0 14px 14px; }
  .scroll:focus-visible { outline-offset: -3px; }
  col { width: 100px; }
  table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; font-size: calc(0.9375 * var(--backprop-rem)); }
  th, td:not(.spacer) { height: 34px; padding: 0 12px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); line-height: 1.2; }
  thead th { position: sticky; top: 0; z-index: 1; background: var(--paper); font-size: calc(0.8125 * var(--backprop-rem)); font-weight: 600; color: var(--muted); }
  thead th .symbol { font-size: calc(0.9375 * var(--backprop-rem)); }
  th:first-child { text-align: left; padding-left: 20px; }
  tr > :last-child { padding-right: 20px; }
  tbody th { font-weight: 400; }
  tbody tr:last-child > * { border-bottom: 0; }
  .current > * { background: light-dark(#faf6ef, #221f1a); }
  td.number { min-width: 6.5em; }
  td.pending, .empty td { color: var(--muted); font-size: calc(0.8125 * var(--backprop-rem)); }
  tr.empty > td { text-align: left; padding-left: 20px; }
  td.spacer { padding: 0; border: 0; }
  .jump { min-width: 32px; height: 28px; padding: 0 8px; margin-left: -8px; border: 0; border-radius: 7px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; font-variant-numeric: tabular-nums; }
  .jump:hover { background: var(--ground); text-decoration: underline; }

  @container demo (max-width: 899px) {
    col { width: 88px; }
    table { font-size: calc(0.8125 * var(--backprop-rem)); }
    th, td:not(.spacer) { padding: 0 7px; }
    tr > :last-child { padding-right: 14px; }
    tr.empty > td { padding-left: 14px; }
  }
  @container demo (max-width: 599px) {
    th:first-child { position: sticky; left: 0; z-index: 1; padding-left: 14px; background: var(--paper); }
    thead th:first-child { z-index: 2; }
    .scroll { border-radius: 0; }
  }
`;
