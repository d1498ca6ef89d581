// Loss over updates: what the cursor has passed in ink, what is still to come as a faint line. Ticks come from d3.
import { nice, ticks } from 'd3-array';
import { html, nothing, svg } from 'lit';
import { formatNumber } from '../format.js';
import { say } from '../locale/index.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../locale/index.js').Words} Words */
/** @typedef {{ x: (update: number) => number, y: (loss: number) => number, xTicks: number[], yTicks: number[], log: boolean }} Axes */

const WIDTH = 340;
const HEIGHT = 142;
const EDGE = { left: 52, right: 14, top: 14, bottom: 24 };
/** More points than this are drawn as a line only. */
const MANY = 40;
/** Beyond this ratio of largest to smallest loss, only a logarithmic axis shows both. */
const LOG_FROM = 1000;

/**
 * The losses in order; behind the last update stands the final check.
 * @param {Timeline} timeline
 * @returns {number[]}
 */
function losses({ passes, plan, graph, config }) {
  const checked = Number(graph(passes.length).nodes[plan.loss].value);
  return config.rows
    ? passes.map(({ loss }) => loss)
    : [...passes.map(({ loss }) => loss), checked];
}

/** @param {number[]} values @returns {Axes} */
function axes(values) {
  const finite = values.filter((value) => Number.isFinite(value));
  const least = Math.min(...finite, Infinity);
  const most = Math.max(...finite, -Infinity);
  const log = least > 0 && most / least > LOG_FROM;
  const scale = log ? Math.log10 : (/** @type {number} */ v) => v;
  const [low, high] = finite.length
    ? span(scale(log ? least : Math.min(0, least)), scale(most), log)
    : [0, 1];
  const width = WIDTH - EDGE.left - EDGE.right;
  const height = HEIGHT - EDGE.top - EDGE.bottom;
  const count = Math.max(1, values.length - 1);
  const yTicks = ticks(low, high, 4).filter((tick) => !log || Number.isInteger(tick));
  return {
    log,
    x: (update) => EDGE.left + (width * update) / count,
    y: (loss) => EDGE.top + height * (1 - (scale(loss) - low) / (high - low)),
    xTicks: ticks(0, count, 5).filter((tick) => Number.isInteger(tick)),
    yTicks: log ? yTicks.map((tick) => 10 ** tick) : yTicks,
  };
}

/** @param {number} low @param {number} high @param {boolean} log */
function span(low, high, log) {
  if (log) return [Math.floor(low), Math.ceil(high)];
  return low === high ? [low, low + Math.max(1, Math.abs(low))] : nice(low, high, 4);
}

/**
 * @param {Timeline} timeline
 * @param {{ pass: number, known: boolean }} cursor  known: this pass's loss has been computed
 * @param {Words} words
 */
export function chartView(timeline, { pass, known }, words) {
  const values = losses(timeline);
  const scale = axes(values);
  const reached = known ? pass : pass - 1;
  const broken = values.findIndex((value) => !Number.isFinite(value));
  const at = Math.min(reached, values.length - 1);
  const note =
    at < 0
      ? words.chart.empty
      : say(words.chart.at, { update: at, loss: formatNumber(values[at]) });
  return html`
    <h2>${words.chart.title}${scale.log ? html` <small>${words.chart.log}</small>` : nothing}</h2>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${note}>
      ${scale.yTicks.map((tick) => yTick(scale, tick))}
      ${scale.xTicks.map((tick) => xTick(scale, tick))}
      <path class="future" d=${line(values, scale, 0)}></path>
      <path class="past ${values.length > MANY ? 'fine' : ''}" d=${line(values.slice(0, reached + 1), scale, 0)}></path>
      ${values.length <= MANY ? values.slice(0, reached + 1).map((value, i) => point(scale, value, i, 'past')) : nothing}
      ${at >= 0 ? point(scale, values[at], at, 'now') : nothing}
      ${broken >= 0 ? brokenView(scale, broken, words) : nothing}
    </svg>
  `;
}

/** @param {Axes} scale @param {number} tick */
const yTick = (scale, tick) => svg`
  <line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${scale.y(tick)} y2=${scale.y(tick)}></line>
  <text class="tick" x=${EDGE.left - 11} y=${scale.y(tick) + 4} text-anchor="end">${scale.log && tick !== 1 ? `1e${Math.round(Math.log10(tick))}`.replace('-', '−') : formatTick(tick)}</text>`;

/** @param {Axes} scale @param {number} tick */
const xTick = (scale, tick) => svg`
  <text class="tick" x=${scale.x(tick)} y=${HEIGHT - EDGE.bottom + 18} text-anchor="middle">${tick}</text>`;

/** @param {number} tick */
const formatTick = (tick) =>
  Number.isInteger(tick) && tick < 1e5 ? String(tick) : formatNumber(tick);

/**
 * A line through the finite losses; it breaks where they end.
 * @param {number[]} values
 * @param {Axes} scale
 * @param {number} from
 */
function line(values, scale, from) {
  let pen = 'M';
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) {
        pen = 'M';
        return '';
      }
      const part = `${pen}${scale.x(from + i).toFixed(1)},${scale.y(value).toFixed(1)}`;
      pen = 'L';
      return part;
    })
    .join('');
}

/** @param {Axes} scale @param {number} value @param {number} index @param {string} kind */
const point = (scale, value, index, kind) =>
  Number.isFinite(value)
    ? svg`<circle class=${kind} cx=${scale.x(index)} cy=${scale.y(value)} r=${kind === 'now' ? 5 : 2.6}></circle>`
    : nothing;

/** @param {Axes} scale @param {number} index @param {Words} words */
const brokenView = (scale, index, words) => svg`
  <rect class="broken" x=${scale.x(Math.max(0, index - 0.5))} y=${EDGE.top} width=${WIDTH - EDGE.right - scale.x(Math.max(0, index - 0.5))} height=${HEIGHT - EDGE.top - EDGE.bottom}></rect>
  <text class="axis warn" x=${WIDTH - EDGE.right - 8} y=${HEIGHT - EDGE.bottom - 10} text-anchor="end">${index ? say(words.chart.broken, { update: index }) : words.chart.never}</text>`;
