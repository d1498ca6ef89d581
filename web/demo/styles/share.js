// What can be taken away, over the page at its button.
import { css } from 'lit';

export const share = css`
  .share {
    position-area: block-end; justify-self: anchor-center; position-try-fallbacks: flip-block;
    width: min(calc(34 * var(--backprop-rem)), 100vw - 24px); max-height: calc(100vh - 24px); margin: auto; padding: 16px 18px; overflow: auto;
    border: 1px solid var(--line); border-radius: 12px; background: var(--paper); color: var(--ink);
    font: calc(0.9375 * var(--backprop-rem)) / var(--leading) var(--sans); box-shadow: 0 12px 36px rgb(16 24 40 / 18%);
  }
  @supports (position-area: block-end) {
    .share { margin: 6px 0; }
  }
  @container demo (max-width: 599px) {
    .share { position-area: none; margin: auto; }
  }
  .share label { display: block; margin-bottom: 4px; color: var(--muted); font-size: calc(0.8125 * var(--backprop-rem)); font-weight: 650; }
  .share .taken { display: flex; gap: 8px; align-items: start; margin-bottom: 14px; }
  .share textarea {
    flex: 1; min-width: 0; max-height: calc(8 * 1.45em + 16px); padding: 7px 10px; field-sizing: content; resize: none; border: 1px solid var(--line); border-radius: 9px;
    background: var(--ground); color: var(--ink); font: calc(0.8125 * var(--backprop-rem))/1.45 var(--code); overflow-wrap: anywhere;
  }
  .share .quiet { flex: none; min-width: 5em; }
  .share .files { display: flex; flex-wrap: wrap; gap: 8px; }
  .share p { margin: 10px 0 0; min-height: calc(1em * var(--leading)); font-size: calc(0.875 * var(--backprop-rem)); }
`;
