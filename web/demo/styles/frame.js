// The element's own layout: three widths, decided by the element's width, not by the window's.
import { css } from 'lit';

export const frame = css`
  /* Where a page asks how wide its content would like to be, as in a flex row, a container alone has no answer. */
  :host {
    display: block; container: demo / inline-size; min-inline-size: 0; max-inline-size: 100%;
    contain-intrinsic-inline-size: min(960px, 90vw);
  }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 6px; }

  .frame {
    display: grid;
    grid-template: 'fields fields' auto 'stage panel' minmax(488px, auto) 'dock dock' auto 'table table' auto / minmax(0, 1fr) 360px;
    background: var(--paper); color: var(--ink);
    border: 1px solid var(--line); border-radius: 14px;
    font: medium / var(--leading) var(--sans); --backprop-rem: 1em;
    /* What a page sets for its own text. */
    direction: ltr; text-align: start; text-indent: 0; text-transform: none; text-shadow: none; letter-spacing: normal;
    word-spacing: normal; white-space: normal; word-break: normal; hyphens: manual;
    box-shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 8px 28px rgb(16 24 40 / 6%);
  }
  .fields { grid-area: fields; }
  .picture { grid-area: stage; position: relative; display: grid; min-width: 0; }
  .stage { position: relative; display: grid; place-items: safe center; overflow: auto; min-width: 0; max-height: 640px; }
  .stage:focus-visible { outline-offset: -3px; }
  .panel {
    grid-area: panel; display: flex; flex-direction: column; min-width: 0; border-left: 1px solid var(--line);
  }
  .tabs { display: flex; gap: 4px; padding: 8px 12px 0; border-bottom: 1px solid var(--line); }
  .tab {
    height: 36px; padding: 0 9px; margin-bottom: -1px; border: 0; border-bottom: 2px solid transparent; background: none;
    color: var(--muted); font: calc(0.8125 * var(--backprop-rem))/1.2 var(--sans); cursor: pointer; white-space: nowrap;
  }
  .tab:hover { color: var(--ink); }
  .tab[aria-selected='true'] { color: var(--ink); font-weight: 650; border-bottom-color: var(--ink); }
  /* As high as the highest: tabs change nothing around them. */
  .tabs + .sheet { min-height: 540px; }
  .sheet { flex: 1; display: flex; flex-direction: column; gap: 12px; min-width: 0; padding: 18px 20px 12px; }
  /* In reach however short the window is. */
  .dock { grid-area: dock; position: sticky; bottom: 0; z-index: 2; border-top: 1px solid var(--line); background: var(--paper); }
  /* What gets the focus is scrolled out from under it. */
  .fields *, .log *, .sheet * { scroll-margin-block: 8px 240px; }
  .log { grid-area: table; isolation: isolate; border-top: 1px solid var(--line); min-width: 0; }
  .bare { grid-area: stage; grid-column: 1 / -1; }
  .empty-stage { color: var(--muted); text-align: center; word-break: keep-all; max-width: 32ch; margin: auto; }

  h2 { margin: 0 0 8px; font-size: calc(0.8125 * var(--backprop-rem)); font-weight: 650; letter-spacing: 0.01em; color: var(--muted); }
  h2 small { font-weight: 400; font-size: inherit; }
  .loss { margin-top: auto; }

  @container demo (max-width: 899px) {
    .frame {
      grid-template: 'fields' auto 'stage' auto 'dock' auto 'panel' auto 'table' auto / minmax(0, 1fr);
    }
    .panel { border-left: 0; border-top: 1px solid var(--line); }
    .sheet, .tabs + .sheet { flex-direction: row; gap: 24px; min-height: 0; }
    .sheet > * { flex: 1 1 0; min-width: 0; }
    .loss { margin-top: 0; }
  }
  @container demo (max-width: 599px) {
    .frame {
      grid-template: 'stage' auto 'fields' auto 'panel' auto 'table' auto 'dock' auto / minmax(0, 1fr);
      border-radius: 12px;
    }
    .tabs { flex-wrap: wrap; gap: 0; padding: 6px 8px 0; }
    .tab { padding: 0 8px; }
    .sheet, .tabs + .sheet { flex-direction: column; padding: 16px; }
    .stage { max-height: 560px; }
    .fields { border-top: 1px solid var(--line); border-bottom: 0; }
    .dock { border-radius: 0 0 12px 12px; box-shadow: 0 -6px 16px rgb(16 24 40 / 8%); }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { transition: none !important; animation: none !important; }
  }
`;
