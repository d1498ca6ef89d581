// The room beside the graph: the step, and a tab for each further thing that parts have to show.
import { html } from 'lit';

/** @typedef {import('../locale/index.js').Words} Words */

/**
 * @param {import('../parts.js').Parts} parts
 * @param {Words} words
 * @param {() => unknown} step  the first tab, and all there is without parts
 */
export function panelView(parts, words, step) {
  const { tabs, tab } = parts;
  const current = tabs.find(({ name }) => name === tab);
  if (!tabs.length) return html`<div class="panel"><div class="sheet">${step()}</div></div>`;
  const heads = [{ name: '', title: words.panel.step }].concat(
    tabs.map(({ name, title }) => ({ name, title: title(words) })),
  );
  return html`<div class="panel">
    <div class="tabs" role="tablist" aria-label=${words.panel.tabs} @keydown=${onKey}>
      ${heads.map(({ name, title }) => headView(name, title, name === (current?.name ?? ''), () => parts.open(name)))}
    </div>
    <div class="sheet ${current?.name ?? 'step-sheet'}" role="tabpanel" id="sheet" aria-labelledby="tab-${current?.name ?? ''}">${current ? current.view() : step()}</div>
  </div>`;
}

/** @param {string} name @param {string} title @param {boolean} open @param {() => void} onOpen */
const headView = (name, title, open, onOpen) =>
  html`<button class="tab" type="button" role="tab" id="tab-${name}" aria-controls="sheet" aria-selected=${open ? 'true' : 'false'} tabindex=${open ? 0 : -1} @click=${onOpen}>${title}</button>`;

/**
 * Between tabs one moves with the arrow keys.
 * @param {KeyboardEvent} event
 */
function onKey(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const heads = [...list.querySelectorAll('button')];
  const at = heads.indexOf(/** @type {HTMLButtonElement} */ (event.target));
  const to = {
    ArrowRight: (at + 1) % heads.length,
    ArrowLeft: (at + heads.length - 1) % heads.length,
    Home: 0,
    End: heads.length - 1,
  }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  heads[to].click();
  heads[to].focus();
}
