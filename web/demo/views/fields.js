// Every number that can be changed, in place: typed, nudged with the arrow keys, dragged by its name. What is wrong
// is said over the graph, tied to its field; what was typed stays.
import { html, nothing } from 'lit';
import { inOneLine } from '../config.js';
import { dragSteps } from '../drag.js';
import { functions } from '../expression.js';
import { indexed } from '../formula.js';
import { say } from '../locale/index.js';

/** @typedef {import('../locale/index.js').Words} Words */
/** @typedef {import('../config.js').Problem} Problem */
/**
 * @typedef {object} FieldsScene
 * @property {Words} words
 * @property {Problem[]} problems
 * @property {boolean} kept                     whether an earlier run is still on screen
 * @property {string[]} leaves                  of the expression, trained ones first
 * @property {boolean} rows                     whether a data set is given
 * @property {string} model                      which preset the expression is, or 'own'
 * @property {string} dataChoice                'single' | 'lesson' | 'own'
 * @property {(name: string) => string} text    what stands in a field
 * @property {(name: string, text: string) => void} onType
 * @property {(name: string, steps: number) => void} onNudge
 * @property {(choice: string) => void} onModel
 * @property {(choice: string) => void} onData
 * @property {unknown} tools                   what parts put beside the buttons
 * @property {() => void} onReset
 * @property {() => void} onLanguage
 */

/** @param {FieldsScene} scene */
export function fieldsView(scene) {
  const { words, leaves, rows } = scene;
  const f = words.fields;
  const isData = (/** @type {string} */ name) => name === 'x' || name === 'y';
  const trained = leaves.some((name) => !isData(name))
    ? leaves.filter((name) => !isData(name))
    : leaves;
  const data = leaves.filter((name) => !trained.includes(name));
  return html`<form class="fields" aria-label=${f.legend} autocomplete="off" @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
    ${modelView(scene)}
    <label class="expr ${wrong(scene, 'expr')}"><i class="symbol">L</i><span aria-hidden="true">=</span>${input(scene, 'expr', f.expr, 'text')}</label>
    ${dataView(scene)}
    <div class="tools">
      ${scene.tools}
      <button class="quiet" type="button" @click=${scene.onReset}>${f.reset}</button>
      <button class="quiet language" type="button" lang=${words.switchLang} @click=${scene.onLanguage}>${words.switchTo}</button>
    </div>
    <div class="numbers">
      ${trained.map((name) => field(scene, name, name, say(f.value, { name }), 'parameter'))}
      ${rows ? nothing : data.map((name) => field(scene, name, name, say(f.value, { name })))}
      ${field(scene, 'lr', 'η', f.lr)}
      ${field(scene, 'epochs', rows ? f.epochs : f.updates, rows ? f.epochs : f.updates, 'word')}
      ${rows && data.length ? html`<span class="check" role="group" aria-label=${f.check}><span class="caption">${f.check}</span>${data.map((name) => field(scene, name, name, say(f.value, { name })))}</span>` : nothing}
    </div>
    ${scene.dataChoice === 'own' ? html`<label class="rows ${wrong(scene, 'data')}" @paste=${(/** @type {ClipboardEvent} */ event) => pasteRows(event, scene)}><span>${f.data}</span>${input(scene, 'data', f.data, 'text', f.rowsHint)}</label>` : nothing}
  </form>`;
}

/**
 * Lines are put into one, not joined as a field would do it.
 * @param {ClipboardEvent} event
 * @param {FieldsScene} scene
 */
function pasteRows(event, { onType }) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  const rows = event.clipboardData?.getData('text/plain') ?? '';
  const line = inOneLine(rows);
  if (line === rows) return;
  event.preventDefault();
  input.setRangeText(line, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  onType('data', input.value);
}

/** @param {FieldsScene} scene @param {string} name */
const wrong = ({ problems }, name) => (problems.some(({ field }) => field === name) ? 'wrong' : '');

/**
 * @param {FieldsScene} scene
 * @param {string} name
 * @param {string} label
 * @param {string} spoken
 * @param {string} [kind]
 */
function field(scene, name, label, spoken, kind = '') {
  const { onNudge, words } = scene;
  return html`<span class="field ${kind} ${wrong(scene, name)}">
    <span class="handle" aria-hidden="true" title=${say(words.fields.handle, { name: label })} @pointerdown=${(/** @type {PointerEvent} */ event) => dragSteps(event, (steps) => onNudge(name, steps))}>${kind === 'word' ? label : html`<i class="symbol">${indexed(label)}</i>`}</span>
    ${input(scene, name, spoken, 'decimal')}
  </span>`;
}

/**
 * @param {FieldsScene} scene
 * @param {string} name
 * @param {string} label
 * @param {'text' | 'decimal'} mode
 * @param {string} [hint]
 */
function input(scene, name, label, mode, hint) {
  const { text, onType, onNudge } = scene;
  const value = name === 'data' ? inOneLine(text(name)) : text(name);
  const bad = wrong(scene, name) !== '';
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (mode === 'text' || steps === undefined) return;
    event.preventDefault();
    onNudge(name, event.shiftKey && Math.abs(steps) === 1 ? steps * 10 : steps);
  };
  return html`<input name=${name} type="text" inputmode=${mode} spellcheck="false" autocapitalize="off" .value=${value}
    placeholder=${hint ?? nothing} size=${Math.max(mode === 'text' ? 12 : 4, value.length)} aria-label=${label}
    aria-invalid=${bad ? 'true' : 'false'} aria-describedby=${bad ? `problem-${name}` : nothing}
    @input=${(/** @type {Event} */ event) => onType(name, /** @type {HTMLInputElement} */ (event.target).value)} @keydown=${onKey}>`;
}

/** @param {FieldsScene} scene */
const modelView = ({ words: { fields: f, models }, model, onModel }) =>
  choiceView(f.model, models, model, onModel);

/** @param {FieldsScene} scene */
const dataView = ({ words: { fields: f }, dataChoice, onData }) =>
  choiceView(f.choose, { single: f.single, lesson: f.lesson, own: f.own }, dataChoice, onData);

/**
 * @param {string} label
 * @param {Record<string, string>} options
 * @param {string} chosen
 * @param {(choice: string) => void} onChoice
 */
const choiceView = (label, options, chosen, onChoice) =>
  html`<select aria-label=${label} @change=${(/** @type {Event} */ event) => onChoice(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${Object.entries(options).map(([value, name]) => html`<option value=${value} ?selected=${value === chosen} .selected=${value === chosen}>${name}</option>`)}
  </select>`;

/** @param {FieldsScene} scene */
export function problemsView({ problems, words, kept }) {
  return html`<div class="problems" role="alert" ?hidden=${problems.length === 0}>
    ${problems.map((problem) => html`<p id="problem-${problem.field}">${problemText(problem, words)}</p>`)}
    ${problems.some(({ field }) => field !== 'link') ? html`<p class="kept">${kept ? words.problems.kept : words.problems.noRun}</p>` : nothing}
  </div>`;
}

/**
 * What is expected, in words.
 * @param {Problem} problem
 * @param {Words} words
 * @returns {string}
 */
export function problemText({ field, code, facts }, words) {
  const { problems } = words;
  const label = problems.labels[field] ?? field;
  const own = field === 'expr' || field === 'link';
  const template = (own ? problems[field] : problems)[code];
  return say(template, { label, functions: [...functions.keys()].join(', '), ...facts });
}
