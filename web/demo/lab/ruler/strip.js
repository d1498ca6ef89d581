// The ruler itself: zones, a slider over them, and a button for each rate at which something happens.
import { formatNumber, html, nothing, say, svg } from '../../kit.js';
import { PLOT, WIDTH } from '../axes.js';
import { REACH } from './look.js';

/** @typedef {import('./look.js').Ruler} Ruler */
/** @typedef {import('./view.js').RulerScene} RulerScene */
/** @typedef {any} Said  the ruler's words */

export const hatches = svg`
  <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6"></path></pattern>
  <pattern id="cross" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5M0 0H5"></path></pattern>`;

/** Zones are named where there is room for a name. */
const NAME_ROOM = 40;

/** Where a rate stands on the ruler, which runs the way that the step goes. @param {Ruler} ruler */
function placer({ here: { zones, slopes, curve } }) {
  const leftward = curve?.along === 'parameter' && slopes.gradient[0] > 0;
  const unit = PLOT.width / (REACH.before + 1 + REACH.behind);
  return {
    leftward,
    at: (/** @type {number} */ rate) => {
      const along = unit * (REACH.before + rate / zones.most);
      return leftward ? PLOT.left + PLOT.width - along : PLOT.left + along;
    },
  };
}

/** @param {RulerScene & { verdict: string }} scene */
export function stripView(scene) {
  const { ruler, said, verdict, onRate, onDrag } = scene;
  const { zones } = ruler.here;
  const { at, leftward } = placer(ruler);
  const borders = [0, zones.once, zones.bounce, zones.most].map((rate) =>
    Math.min(rate ?? zones.most, zones.most),
  );
  const names = zones.once === null ? ['plain'] : ['safe', 'bouncing', 'diverging'];
  const unit = 10 ** Math.floor(Math.log10(zones.most / 150));
  return html`<div class="strip ${leftward ? 'leftward' : ''}">
    <svg aria-hidden="true" viewBox="0 0 ${WIDTH} 34">
      ${names.map((name, i) => zoneView(name, at(borders[i]), at(borders[i + 1]), said))}
      ${[zones.once, zones.bounce].map((rate) => (rate !== null && rate <= zones.most ? svg`<path class="border" d="M${at(rate)},1v14"></path>` : nothing))}
    </svg>
    <input type="range" min="0" max=${zones.most} step=${unit} .value=${String(Math.min(ruler.rate, zones.most))}
      dir=${leftward ? 'rtl' : 'ltr'} aria-label=${said.slider}
      aria-valuetext="η = ${formatNumber(ruler.rate)}. ${verdict}"
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.stopPropagation()}
      @pointerdown=${() => onDrag(true)} @pointerup=${() => onDrag(false)} @pointercancel=${() => onDrag(false)}
      @input=${(/** @type {InputEvent} */ event) => onRate(Number(/** @type {HTMLInputElement} */ (event.target).value), false)}>
    <div class="marks">${marks(scene).map(({ rate, name }) => html`<button class="quiet" type="button" aria-label=${say(said.set, { rate: formatNumber(rate), name })} aria-pressed=${ruler.rate === rate ? 'true' : 'false'} @click=${() => onRate(rate, true)}><b class="number">${formatNumber(rate)}</b> ${name}</button>`)}</div>
  </div>`;
}

/**
 * @param {string} name
 * @param {number} from
 * @param {number} to
 * @param {Said} said
 */
function zoneView(name, from, to, said) {
  const [x, width] = [Math.min(from, to), Math.abs(to - from)];
  const text = said.zones[name];
  return svg`<rect class="zone ${name}" x=${x} y="4" width=${width} height="8"></rect>
    ${text && width > NAME_ROOM ? svg`<text x=${x + width / 2} y="29" text-anchor="middle">${text}</text>` : nothing}`;
}

/** The rates at which something happens. @param {RulerScene} scene */
export function marks({ ruler: { here }, said }) {
  const { once, bounce } = here.zones;
  if (once === null || bounce === null) return [];
  return [
    { rate: tidy(once), name: said.once },
    { rate: tidy(bounce), name: said.bounce },
  ];
}

/** A rate as it stands in its field. @param {number} rate */
const tidy = (rate) => Number(rate.toPrecision(6));
