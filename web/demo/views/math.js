// A formula as MathML, and a sentence's parts as coloured text.
import { html, mathml, nothing } from 'lit';
import { indexed } from '../formula.js';

/** @typedef {import('../formula.js').Formula} Formula */

/**
 * @param {Formula} formula
 * @returns {unknown}
 */
function element(formula) {
  switch (formula.type) {
    case 'row':
      return mathml`<mrow class=${formula.tone ?? nothing}>${formula.items.map(element)}</mrow>`;
    case 'power':
      return mathml`<msup><mrow>${element(formula.base)}</mrow><mrow>${element(formula.exponent)}</mrow></msup>`;
    case 'fraction':
      return mathml`<mfrac class=${formula.tone ?? nothing}><mrow>${element(formula.top)}</mrow><mrow>${element(formula.bottom)}</mrow></mfrac>`;
    case 'root':
      return mathml`<msqrt>${element(formula.body)}</msqrt>`;
    case 'symbol':
      return letter(formula.text);
    case 'number':
      return mathml`<mn class=${formula.tone ?? nothing}>${formula.text}</mn>`;
    default:
      return mathml`<mo stretchy="false">${formula.text}</mo>`;
  }
}

/**
 * An accent as MathML has it. A subscript stays a character: where no mathematical font is installed, it would not be
 * lowered.
 * @param {string} text
 */
function letter(text) {
  if (text === 'ŷ') return mathml`<mover accent="true"><mi>y</mi><mo>^</mo></mover>`;
  const name = indexed(text);
  return mathml`<mi class=${/[₀-₉]$/.test(name) ? 'indexed' : nothing}>${name}</mi>`;
}

/** @param {Formula} formula */
export const math = (formula) => html`<math displaystyle="true">${element(formula)}</math>`;

/** @param {import('../locale/index.js').Part[]} parts */
export const parts = (parts) =>
  parts.map(({ text, tone, symbol, exact }) => {
    if (symbol) return html`<i class="symbol">${indexed(text)}</i>`;
    return tone
      ? html`<b class="number ${tone}" title=${exact && exact !== text ? exact : nothing}>${text}</b>`
      : text;
  });
