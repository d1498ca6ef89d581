// Draws the nudge proof: the loss seen through a glass as wide as h, the slider, the numbers, and the error over all h.
import {
  fill,
  formatExact,
  formatNumber,
  html,
  nothing,
  parts,
  say,
  speak,
  svg,
} from '../../kit.js';
import { axes, dotView, EDGE, HEIGHT, linePath, PLOT, plotClip, tickText, WIDTH } from '../axes.js';
import { LEAST, nudgeBy, REACH, STEPS } from './look.js';

/** @typedef {import('./look.js').Nudge} Nudge */
/** @typedef {{ exponents: number[], errors: number[] }} Errors */
/**
 * @typedef {object} NudgeScene
 * @property {Nudge} nudge
 * @property {number} h
 * @property {number} exponent
 * @property {string[]} names
 * @property {string} name
 * @property {import('./part.js').Real} real
 * @property {import('./verdict.js').Verdict} verdict
 * @property {{ float32: Errors, float64: Errors | null }} errors
 * @property {any} said
 * @property {(exponent: number) => void} onExponent
 * @property {(name: string) => void} onName
 * @property {(real: import('./part.js').Real) => void} onReal
 */

/** @param {NudgeScene} scene */
export function nudgeView(scene) {
  const { said, name } = scene;
  return html`<div class="nudge">
    <div class="drawn">
      <h2>${parts(fill(said.title, { name: { text: name, symbol: true }, h: { text: 'h', symbol: true } }))}</h2>
      ${glassView(scene)}
      ${sliderView(scene)}
      ${choicesView(scene)}
    </div>
    <div class="told">
      <p class="verdict">${parts(verdictParts(scene))}</p>
      ${factsView(scene)}
      ${errorsView(scene)}
    </div>
  </div>`;
}

/** @param {NudgeScene} scene */
function verdictParts({ said, verdict, real, nudge, name }) {
  return fill(said.verdict[verdict], {
    name: { text: name, symbol: true },
    h: { text: 'h', symbol: true },
    real,
    error: formatNumber(Math.abs(nudge.quotient - nudge.gradient)),
    quotient: formatNumber(nudge.quotient),
    gradient: { text: formatNumber(nudge.gradient), tone: 'gradient' },
  });
}

/** @param {NudgeScene} scene the loss between a little before and a little behind the two points */
function glassView(scene) {
  const { nudge, h, name } = scene;
  const { curve, gradient, before, after } = nudge;
  const heights = [...curve.change, ...REACH.map((unit) => unit * h * gradient)].filter(
    Number.isFinite,
  );
  const scale = axes([REACH[0], REACH[1]], [Math.min(...heights, 0), Math.max(...heights, 0)]);
  const change = after - before;
  const line = (/** @type {number} */ slope) =>
    linePath(
      REACH.map(scale.x),
      REACH.map((unit) => scale.y(unit * slope)),
    );
  const label = (/** @type {number} */ unit, /** @type {string} */ text) =>
    svg`<text class="tick symbol" x=${scale.x(unit)} y=${HEIGHT - EDGE.bottom + 17} text-anchor="middle">${text}</text>
      <line class="grid" x1=${scale.x(unit)} x2=${scale.x(unit)} y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom}></line>`;
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${speak(verdictParts(scene))}>
    <defs>${plotClip('nudge-plot')}</defs>
    ${scale.yTicks.map(
      (
        tick,
      ) => svg`<line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${scale.y(tick)} y2=${scale.y(tick)}></line>
      <text class="tick" x=${EDGE.left - 8} y=${scale.y(tick) + 4} text-anchor="end">${tickText(tick)}</text>`,
    )}
    ${label(0, name)}${label(1, `${name} + h`)}
    <g clip-path="url(#nudge-plot)">
      <path class="curve" d=${linePath(curve.at.map(scale.x), curve.change.map(scale.y))}></path>
      <path class="tangent" d=${line(h * gradient)}></path>
      <path class="secant" d=${line(change)}></path>
      ${dotView('point', scale.x(0), scale.y(0))}
      ${dotView('landing', scale.x(1), scale.y(change))}
    </g>
  </svg>`;
}

/** @param {number} h three digits are enough for it */
const short = (h) => formatNumber(Number(h.toPrecision(3)));

/** @param {NudgeScene} scene */
function sliderView(scene) {
  const { said, exponent, h, onExponent } = scene;
  return html`<label class="h"><span><i class="symbol">h</i> = <output class="number">${short(h)}</output></span>
    <input type="range" min=${LEAST} max="0" step=${1 / STEPS} .value=${String(exponent)} aria-label=${said.slider}
      aria-valuetext="h = ${short(h)}. ${speak(verdictParts(scene))}"
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
      @input=${(/** @type {Event} */ event) => onExponent(Number(/** @type {HTMLInputElement} */ (event.target).value))}></label>`;
}

/** @param {NudgeScene} scene which numbers, and which parameter */
const choicesView = ({ said, real, names, name, onReal, onName }) => html`<div class="choices">
  ${choice(said.reals, /** @type {const} */ (['float32', 'float64']), real, onReal)}
  ${names.length > 1 ? choice(said.names, names, name, onName) : nothing}
</div>`;

/**
 * @template {string} T
 * @param {string} label
 * @param {readonly T[]} values
 * @param {T} current
 * @param {(value: T) => void} onChoose
 */
const choice = (label, values, current, onChoose) =>
  html`<div class="choice" role="group" aria-label=${label}>${values.map((value) => html`<button class="quiet" type="button" aria-pressed=${value === current ? 'true' : 'false'} @click=${() => onChoose(value)}>${value}</button>`)}</div>`;

/** @param {NudgeScene} scene */
function factsView({ nudge, said, name, real }) {
  const digits = (/** @type {number} */ value) =>
    formatExact(real === 'float32' ? shortest(value) : value);
  const rows = [
    [html`<i class="symbol">L</i>(<i class="symbol">${name}</i>)`, digits(nudge.before), 'value'],
    [
      html`<i class="symbol">L</i>(<i class="symbol">${name}</i> + <i class="symbol">h</i>)`,
      digits(nudge.after),
      'value',
    ],
    [html`Δ<i class="symbol">L</i> / <i class="symbol">h</i>`, formatNumber(nudge.quotient), ''],
    [
      html`∂<i class="symbol">L</i>/∂<i class="symbol">${name}</i> ${said.backward}`,
      formatNumber(nudge.gradient),
      'gradient',
    ],
  ];
  return html`<dl class="facts">${rows.map(([term, text, tone]) => html`<div><dt>${term}</dt><dd class="number ${tone}">${text}</dd></div>`)}</dl>`;
}

/**
 * The shortest decimal that is this float32.
 * @param {number} value
 */
function shortest(value) {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
}

// --- the error over all h -----------------------------------------------------------------------------------

const SMALL = { height: 86, top: 8, bottom: 20 };
/** Powers of ten between which errors are drawn; one of 0 lies on the floor. */
const SPAN = { low: -13, high: 1 };

/** @param {NudgeScene} scene */
function errorsView({ errors, exponent, real, said }) {
  const x = (/** @type {number} */ e) => PLOT.left + (PLOT.width * (e - LEAST)) / -LEAST;
  const room = SMALL.height - SMALL.top - SMALL.bottom;
  const y = (/** @type {number} */ error) => {
    const power = Math.max(SPAN.low, Math.min(SPAN.high, Math.log10(error)));
    return SMALL.top + (room * (SPAN.high - power)) / (SPAN.high - SPAN.low);
  };
  const line = (/** @type {Errors | null} */ found) =>
    found ? linePath(found.exponents.map(x), found.errors.map(y)) : '';
  const now = errors[real];
  const at = now ? now.errors[now.exponents.indexOf(exponent)] : Number.NaN;
  const power = (/** @type {number} */ e) => (e === 0 ? '1' : `1e${e}`.replace('-', '−'));
  return html`<h2>${parts(fill(said.errors, { h: { text: 'h', symbol: true } }))}</h2>
  <svg class="chart errors" viewBox="0 0 ${WIDTH} ${SMALL.height}" role="img" aria-label=${say(said.errorAt, { h: short(nudgeBy(exponent)), error: formatNumber(at) })}>
    ${[0, -4, -8, -12].map(
      (
        e,
      ) => svg`<text class="tick" x=${x(e)} y=${SMALL.height - 4} text-anchor="middle">${power(e)}</text>
      <line class="grid" x1=${PLOT.left} x2=${PLOT.left + PLOT.width} y1=${y(10 ** e)} y2=${y(10 ** e)}></line>
      <text class="tick" x=${PLOT.left - 8} y=${y(10 ** e) + 4} text-anchor="end">${power(e)}</text>`,
    )}
    <path class="curve ${real === 'float32' ? '' : 'other'}" d=${line(errors.float32)}></path>
    <path class="curve ${real === 'float64' ? '' : 'other'}" d=${line(errors.float64)}></path>
    ${Number.isFinite(at) ? svg`<circle class="point" cx=${x(exponent)} cy=${y(at)} r="4.5"></circle>` : nothing}
  </svg>`;
}
