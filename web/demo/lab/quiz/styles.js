// The line in which a student predicts. Its room is kept while it is there, so that nothing jumps.
import { css } from '../../kit.js';

export const styles = [
  css`
  .predict > :first-child { font-weight: 650; }
  .predict[aria-pressed='true'] { background: var(--button); color: var(--on-button); border-color: var(--button); }
  .quiz { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; margin: 2px 12px 4px; padding: 8px; border-radius: 10px; background: var(--ground); }
  .asked { flex: 1 1 26em; margin: 0; min-height: calc(2 * 0.9375 * var(--backprop-rem) * var(--leading)); font-size: calc(0.9375 * var(--backprop-rem)); text-wrap: pretty; }
  .answering { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; }
  .answer { display: inline-flex; align-items: center; height: 38px; overflow: hidden; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); }
  .answer > span { padding: 0 0 0 12px; color: var(--muted); }
  .answer:focus-within { border-color: var(--focus); box-shadow: 0 0 0 1px var(--focus); }
  .answer input::placeholder { color: var(--muted); }
  .quiz [disabled] { opacity: 0.5; cursor: default; }

  /* Beside the speed there is room for its mark only. */
  @container demo (max-width: 899px) {
    .speed ~ .predict .word { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  }
  @container demo (max-width: 599px) {
    .predict { flex: 0 1 38px; min-width: 28px; height: auto; aspect-ratio: 1; padding: 0; border-radius: 50%; }
    .predict .word { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .dock:has(.quiz) .sentence { min-height: calc(10px + 3 * 0.9375 * var(--backprop-rem) * var(--leading)); }
    .quiz { margin: 2px 8px; padding: 6px 8px; gap: 4px; }
    .asked { flex: 1 1 100%; font-size: calc(0.875 * var(--backprop-rem)); min-height: calc(4 * 0.875 * var(--backprop-rem) * var(--leading)); }
  }
`,
];
