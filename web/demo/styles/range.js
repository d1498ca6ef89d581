// Sliders: a bar over whatever line is drawn under it. The bar carries the focus, not the whole line.
import { css } from 'lit';

const thumb = css`
  box-sizing: border-box; appearance: none; width: 18px; height: 26px; border: 6px solid transparent; border-radius: 9px;
  background: var(--ink) padding-box;
`;
const focused = css`outline: 2px solid var(--focus); outline-offset: -3px;`;

export const range = css`
  input[type='range'] { margin: 0; appearance: none; background: none; cursor: pointer; }
  input[type='range']:focus-visible { outline: none; }
  input[type='range']::-webkit-slider-thumb { ${thumb} }
  input[type='range']::-moz-range-thumb { ${thumb} }
  input[type='range']:focus-visible::-webkit-slider-thumb { ${focused} }
  input[type='range']:focus-visible::-moz-range-thumb { ${focused} }
`;
