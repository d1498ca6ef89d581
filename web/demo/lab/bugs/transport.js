// How one moves through a program: line by line, update by update, or to any line at once.
import { html, icon, nothing, say, speak } from '../../kit.js';
import { sentenceFor } from './sentence.js';

/** @typedef {import('./view.js').BugsScene} BugsScene */

/** @param {BugsScene} scene */
export function transportView(scene) {
  const { steps, cursor, playing, words, said, program, onMove } = scene;
  const t = words.transport;
  const last = steps.length - 1;
  const many = program.times > 1;
  /** @param {string} name @param {boolean} off */
  const button = (name, off) =>
    html`<button class="round ${name}" type="button" aria-label=${t[name]} title=${t[name]} aria-disabled=${off ? 'true' : 'false'} @click=${() => onMove(name === 'pause' ? 'play' : name)}>${icon(name)}</button>`;
  return html`<div class="transport" role="group" aria-label=${t.label}>
    <div class="buttons">
      ${button('first', cursor === 0)}
      ${many ? button('previousPass', cursor === 0) : nothing}
      ${button('back', cursor === 0)}
      <button class="main" type="button" @click=${() => onMove(cursor === last ? 'first' : 'step')}>${cursor === last ? said.again : t.step}${icon(cursor === last ? 'first' : 'step')}</button>
      ${many ? button('nextPass', cursor === last) : nothing}
      ${button('last', cursor === last)}
      ${button(playing ? 'pause' : 'play', false)}
    </div>
    ${sliderView(scene)}
    <p class="place"><span>${placeOf(scene)}</span><output>${cursor + 1}<span class="of"> / ${last + 1}</span></output></p>
  </div>`;
}

/** @param {BugsScene} scene */
function placeOf({ steps, cursor, said }) {
  const { update } = steps[cursor];
  return update < 0 ? said.before : say(said.inUpdate, { update: update + 1 });
}

/** @param {BugsScene} scene */
function sliderView(scene) {
  const { steps, cursor, words, said, onSeek } = scene;
  const count = steps.length;
  return html`<div class="track lines">
    <input type="range" min="1" max=${count} step="1" .value=${String(cursor + 1)} aria-label=${words.transport.slider}
      aria-valuetext="${say(said.position, { line: cursor + 1, count })}: ${speak(sentenceFor(scene))}"
      @input=${(/** @type {Event} */ event) => onSeek(Number(/** @type {HTMLInputElement} */ (event.target).value) - 1)}>
  </div>`;
}
