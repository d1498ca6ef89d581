// The learning-rate ruler's tab: the picture, the ruler under it, and what both say in words and numbers.
import { fill, formatNumber, formatOperand, html, nothing, parts, say, speak } from '../../kit.js';
import { HEIGHT, plotClip, WIDTH } from '../axes.js';
import { chartView } from './chart.js';
import { hatches, stripView } from './strip.js';

/** @typedef {import('./look.js').Ruler} Ruler */
/** @typedef {any} Said  the ruler's words */
/**
 * @typedef {object} RulerScene
 * @property {Ruler} ruler
 * @property {boolean} taken  whether the cursor has passed this update
 * @property {boolean} many   whether each update has a sample of its own
 * @property {Said} said
 * @property {(rate: number, fine: boolean) => void} onRate  fine: exactly this one
 * @property {(index: number) => void} onSeek
 * @property {(on: boolean) => void} onDrag      while a pointer holds the slider
 */

/** @param {RulerScene} scene */
export function rulerView(scene) {
  return html`<div class="ruler">
    <div class="drawn">
      <h2>${titleOf(scene)}</h2>
      <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${pictureText(scene)}>
        <defs>${plotClip('ruler-plot')}${hatches}</defs>
        ${chartView(scene)}
      </svg>
      ${stripView({ ...scene, verdict: speak(verdict(scene)) })}
    </div>
    <div class="told">
      <p class="verdict">${parts(verdict(scene))}</p>
      ${numbersView(scene)}
      ${brokenView(scene)}
    </div>
  </div>`;
}

/** @param {RulerScene} scene */
function titleOf({ ruler: { here }, many, said }) {
  const [a, b] = here.names.map((name) => ({ text: name, symbol: true }));
  const title = here.plane
    ? fill(said.plane, { a, b })
    : here.curve?.along === 'rate'
      ? fill(said.line)
      : fill(said.curve, { name: a });
  return html`${parts(title)}${many ? html` <small>${said.sample}</small>` : nothing}`;
}

/** @param {RulerScene} scene */
function pictureText({ ruler: { here, landing, landed }, said }) {
  const told = (/** @type {number[]} */ point) =>
    here.names.map((name, i) => `${name} = ${formatNumber(point[i])}`).join(', ');
  return say(said.picture, {
    point: told(here.point),
    loss: formatNumber(here.slopes.loss),
    landing: told(landing),
    landed: formatNumber(landed),
  });
}

/** @param {RulerScene} scene */
function verdict({ ruler, said }) {
  const { zone, factor, here } = ruler;
  const { once, bounce } = here.zones;
  const moving = ['safe', 'once', 'bouncing', 'forever', 'diverging'].includes(zone);
  return [
    ...fill(said.zone[zone], {
      once: formatNumber(once ?? 0),
      bounce: formatNumber(bounce ?? 0),
      op: here.slopes.why?.op ?? '',
      text: here.slopes.why?.text ?? '',
    }),
    ...(moving && factor !== null ? fill(said.factor, { factor: formatOperand(factor) }) : []),
  ];
}

/** @param {RulerScene} scene */
function numbersView({ ruler, said }) {
  const { here, rate, drops } = ruler;
  const { zones, slopes, names } = here;
  const one = names.length === 1;
  const signed = (/** @type {number} */ value) =>
    value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
  const rows = [
    one
      ? [said.slope, ratio(names[0], false), formatNumber(slopes.gradient[0]), 'gradient']
      : [
          said.slopeAlong,
          html`|∇<i class="symbol">L</i>|²`,
          formatNumber(zones.steepness),
          'gradient',
        ],
    [
      one ? said.curvature : said.curvatureAlong,
      one ? ratio(names[0], true) : nothing,
      zones.curvature === null ? '?' : formatNumber(zones.curvature),
      '',
    ],
    [
      said.step,
      one
        ? html`−<i class="symbol">η</i>·${ratio(names[0], false)}`
        : html`<i class="symbol">η</i>·|∇<i class="symbol">L</i>|`,
      one ? signed(-rate * slopes.gradient[0]) : formatNumber(rate * Math.sqrt(zones.steepness)),
      '',
    ],
  ];
  const changes = [
    [said.tangent, signed(drops.tangent), 'gradient'],
    [said.parabola, drops.parabola === null ? '?' : signed(drops.parabola), ''],
    [said.real, signed(drops.real), 'value'],
  ].map(([name, text, tone]) => [name, nothing, text, tone]);
  return html`<dl class="facts">
    ${[...rows, ...changes].map(([name, formula, text, tone]) => html`<div><dt>${name} <span class="formula">${formula}</span></dt><dd class="number ${tone}">${text}</dd></div>`)}
  </dl>`;
}

/** @param {string} name @param {boolean} twice */
const ratio = (name, twice) =>
  twice
    ? html`∂²<i class="symbol">L</i>/∂<i class="symbol">${name}</i>²`
    : html`∂<i class="symbol">L</i>/∂<i class="symbol">${name}</i>`;

/** @param {RulerScene} scene */
function brokenView({ ruler: { broken }, said, onSeek }) {
  if (!broken) return nothing;
  const sentence = fill(said.broken[broken.where], {
    update: broken.pass + 1,
    name: { text: broken.symbol, symbol: true },
    value: {
      text: formatNumber(broken.value),
      tone: broken.where === 'gradient' ? 'gradient' : 'value',
    },
  });
  return html`<p class="left-range">${parts(sentence)} <button class="quiet" type="button" @click=${() => onSeek(broken.index)}>${said.broken.go}</button></p>`;
}
