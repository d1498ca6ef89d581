// Where am I, and how do I move: buttons, a track whose segments are the phases, and the place in words.
import { html, nothing, svg } from 'lit';
import { say } from '../locale/index.js';

/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {import('../state.js').State} State */
/** @typedef {import('../locale/index.js').Words} Words */
/**
 * @typedef {object} TransportScene
 * @property {Timeline} timeline
 * @property {State} state
 * @property {Words} words
 * @property {string} sentence
 * @property {boolean} playing
 * @property {boolean} byUpdate
 * @property {unknown} controls  what parts put beside the buttons
 * @property {(cursor: number) => void} onSeek
 * @property {(move: 'step' | 'back' | 'play' | 'previousPass' | 'nextPass' | 'speed' | 'more') => void} onMove
 */
/** @typedef {{ phase: string, from: number, to: number }} Segment */

/** Above so many segments, colours would only flicker. */
const MOST_SEGMENTS = 48;
/** Up to so many updates, op by op is the only sensible pace. */
const FEW_UPDATES = 3;
/** A letter of a segment's name takes about so many percent of a long track, and of one beside the buttons or on a small screen. */
const LETTER = { long: 0.95, short: 1.3 };

/** @type {Record<string, string>} */
const ICONS = {
  first: 'M5 4v12M16 4.5v11L7.5 10Z',
  last: 'M15 4v12M4 4.5v11l8.5-5.5Z',
  back: 'M16 10H4.5M9.5 4.5 4 10l5.5 5.5',
  step: 'M4 10h11.5M10.5 4.5 16 10l-5.5 5.5',
  play: 'M6 4v12l10-6Z',
  pause: 'M6.5 4.5v11M13.5 4.5v11',
  previousPass: 'M10 5v10l-6-5ZM16.5 5v10l-6-5Z',
  nextPass: 'M10 5v10l6-5ZM3.5 5v10l6-5Z',
  zoomIn: 'M4 10h12M10 4v12',
  zoomOut: 'M4 10h12',
  zoomAll: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
};

/** @param {string} name */
export const icon = (name) =>
  svg`<svg class="icon ${name}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d=${ICONS[name]}></path></svg>`;

/**
 * Neighbouring events of one phase make one segment.
 * @param {Timeline} timeline
 * @returns {Segment[]}
 */
export function segments(timeline) {
  /** @type {Segment[]} */
  const found = [];
  const most = timeline.length - 1;
  if (timeline.passes.length * 4 > MOST_SEGMENTS) return [{ phase: 'whole', from: 0, to: most }];
  for (let index = 1; index <= most; index++) {
    const { phase, pass } = timeline.event(index);
    const last = found.at(-1);
    if (last?.phase === phase && (phase !== 'verify' || timeline.event(index - 1).pass === pass))
      last.to = index;
    else found.push({ phase, from: index, to: index });
  }
  return found;
}

/** @param {TransportScene} scene */
export function transportView(scene) {
  const { timeline, state, words, playing, onMove, onSeek } = scene;
  const { index } = state.event;
  const last = timeline.length - 1;
  const t = words.transport;
  const many = timeline.passes.length > 1;
  /** @param {string} name @param {boolean} off @param {() => void} act */
  const button = (name, off, act) =>
    html`<button class="round ${name}" type="button" aria-label=${t[name]} title=${t[name]} aria-disabled=${off ? 'true' : 'false'} @click=${act}>${icon(name)}</button>`;
  return html`<div class="transport" role="group" aria-label=${t.label}>
    <div class="buttons">
      ${button('first', index === 0, () => onSeek(0))}
      ${many ? button('previousPass', index === 0, () => onMove('previousPass')) : nothing}
      ${button('back', index === 0, () => onMove('back'))}
      <button class="main" type="button" aria-disabled=${index === last ? 'true' : 'false'} @click=${() => onMove('step')}>${t.step}${icon('step')}</button>
      ${many ? button('nextPass', index === last, () => onMove('nextPass')) : nothing}
      ${button('last', index === last, () => onSeek(last))}
      ${button(playing ? 'pause' : 'play', false, () => onMove('play'))}
      ${timeline.passes.length > FEW_UPDATES ? speed(scene) : nothing}
      ${scene.controls}
    </div>
    ${trackView(scene)}
    <p class="place"><span>${place(scene)}</span><output>${index}<span class="of"> / ${last}</span></output></p>
  </div>`;
}

/** @param {TransportScene} scene */
const speed = ({ words: { transport: t }, byUpdate, onMove }) =>
  html`<button class="quiet speed" type="button" aria-pressed=${byUpdate ? 'true' : 'false'} aria-label="${t.play}: ${t.byUpdate}" @click=${() => onMove('speed')}>${byUpdate ? t.byUpdate : t.byOp}</button>`;

/** @param {TransportScene} scene */
function place({ timeline, state, words }) {
  const { pass, phase, index } = state.event;
  const passes = timeline.passes.length;
  if (index === 0) return words.phases.start;
  const where =
    phase === 'verify'
      ? say(words.transport.after, { pass })
      : say(words.transport.pass, { pass: pass + 1, passes });
  return `${words.phases[phase]} · ${where}`;
}

/**
 * A segment's name, if there is room for it and a gap; a Chinese character is two letters wide.
 * @param {number} share  of the track, in percent
 * @param {string} name
 * @param {string} now
 */
function nameView(share, name, now) {
  const letters = [...name].reduce((sum, c) => sum + (c > '\u2e80' ? 2 : 1), 1);
  const room = share / letters;
  if (room < LETTER.long) return nothing;
  return svg`<text class="segment-name ${now} ${room < LETTER.short ? 'tight' : ''}" x="0" y="26">${name}</text>`;
}

/** @param {TransportScene} scene */
function trackView({ timeline, state, words, sentence, onSeek }) {
  const { index, phase } = state.event;
  const most = timeline.length - 1;
  const list = segments(timeline);
  const percent = (/** @type {number} */ at) => `${((100 * at) / most).toFixed(3)}%`;
  const edges = (/** @type {Segment} */ { from, to }) => [
    from > 1 ? from - 0.5 : 0,
    Math.min(most, to + 0.5),
  ];
  return html`<div class="track">
    <svg aria-hidden="true" width="100%" height="30">
      ${list.map((segment) => {
        const [from, to] = edges(segment);
        const now = segment.from <= index && index <= segment.to ? 'now' : '';
        return svg`<svg x=${percent(from)} width=${percent(to - from)} height="30">
          <rect class="segment ${segment.phase} ${now}" width="100%" height="8" y="3" rx="2"></rect>
          ${nameView((100 * (to - from)) / most, words.phases[segment.phase] ?? '', now)}
        </svg>`;
      })}
      <rect class="passed" height="8" y="3" width=${percent(index)} rx="2"></rect>
    </svg>
    <input type="range" min="0" max=${most} step="1" .value=${String(index)} aria-label=${words.transport.slider}
      aria-valuetext=${`${say(words.transport.position, { phase: words.phases[phase], index, count: most })}: ${sentence}`}
      @input=${(/** @type {Event} */ event) => onSeek(Number(/** @type {HTMLInputElement} */ (event.target).value))}>
  </div>`;
}
