// What can be taken away: each text in a field with its button, each file with one.
import { html, nothing } from 'lit';
import { say } from '../locale/index.js';

/** @typedef {import('../locale/index.js').Words} Words */
/**
 * @typedef {object} ShareScene
 * @property {Words} words
 * @property {Record<string, string> | null} texts  what can be copied, by kind; null while it is closed
 * @property {string} said                          what the last button did
 * @property {string} file                          its name
 * @property {(open: boolean) => void} onToggle
 * @property {(field: HTMLTextAreaElement) => void} onCopy
 * @property {(kind: string) => void} onSave
 */

const FILES = ['svg', 'png', 'csv'];

/** @param {ShareScene} scene */
export function shareView({ words, texts, said, file, onToggle, onCopy, onSave }) {
  const s = words.share;
  /** @param {ToggleEvent} event closed with Escape, it gives the focus back */
  const toggle = ({ newState, currentTarget }) => {
    const room = /** @type {HTMLElement} */ (currentTarget);
    const button = /** @type {HTMLElement} */ (room.previousElementSibling);
    if (newState === 'closed' && room.querySelector(':focus')) button.focus();
    onToggle(newState === 'open');
  };
  /** @param {Event} event */
  const copy = ({ currentTarget }) => {
    const row = /** @type {HTMLElement} */ (currentTarget).parentElement;
    onCopy(/** @type {HTMLTextAreaElement} */ (row?.querySelector('textarea')));
  };
  return html`<button class="quiet" type="button" popovertarget="share">${s.open}</button>
    <div class="share" id="share" popover role="group" aria-label=${s.open} @beforetoggle=${toggle}>
      ${
        texts
          ? html`${Object.entries(texts).map(
              ([kind, text]) => html`<label for="share-${kind}">${s[kind]}</label>
        <div class="taken">
          <textarea id="share-${kind}" readonly rows="3" .value=${text}></textarea>
          <button class="quiet" type="button" aria-label="${s.copy}: ${s[kind]}" @click=${copy}>${s.copy}</button>
        </div>`,
            )}
      <div class="files">${FILES.map((kind) => html`<button class="quiet" type="button" @click=${() => onSave(kind)}>${s[kind]}</button>`)}</div>
      <p role="status">${said ? say(s[said], { file }) : nothing}</p>`
          : nothing
      }
    </div>`;
}
