// A new user: looks for the graph, clicks through the first update, edits w, switches the language. What is looked for
// is what a reader finds, too: roles, labels and numbers on the screen.
import assert from 'node:assert/strict';
import { say, wordsFor } from '../../web/demo/locale/index.js';

/** @typedef {import('playwright').Locator} Locator */
/** @typedef {import('../../web/demo/locale/index.js').Words} Words */

export const en = wordsFor(['en']);
export const zh = wordsFor(['zh']);

/** More steps than one update of the lesson has. */
const MOST_STEPS = 20;

/** The demo's buttons and fields. @param {Locator} demo @param {Words} words */
export const button = (demo, words, name = words.transport.step) =>
  demo.getByRole('button', { name, exact: true });
/** @param {Locator} demo @param {Words} words @param {string} name */
export const field = (demo, words, name) =>
  demo.getByRole('textbox', { name: say(words.fields.value, { name }), exact: true });
/** @param {Locator} demo @param {Words} words */
export const slider = (demo, words) =>
  demo.getByRole('slider', { name: words.transport.slider, exact: true });
/** @param {Locator} demo @param {Words} words */
export const graph = (demo, words) =>
  demo.getByRole('group', { name: words.graph.title, exact: true });
/** @param {Locator} demo @param {string} number */
export const cell = (demo, number) => demo.getByRole('cell', { name: number, exact: true }).first();

/**
 * The demo is there: an open shadow root, and a graph of a size to be read, with a node for each part of the lesson.
 * @param {Locator} demo
 * @param {Words} words
 */
export async function seesGraph(demo, words) {
  await button(demo, words).waitFor();
  assert.equal(await demo.evaluate((element) => element.shadowRoot?.mode), 'open');
  const picture = await graph(demo, words).locator('svg').first().boundingBox();
  assert.ok(picture && picture.width > 150 && picture.height > 150, JSON.stringify(picture));
  const nodes = await graph(demo, words).getByRole('listitem').allTextContents();
  assert.ok(nodes.length >= 6, `nodes: ${nodes.join(' ')}`);
  const [w] = say(words.graph.parameter, { name: 'w', value: '', gradient: '' }).split(/\W/);
  assert.ok(
    nodes.some((node) => node.startsWith(w)),
    nodes.join(' '),
  );
}

/**
 * Clicks on Step until the table has these numbers: the gradient and the new parameter of an update.
 * @param {Locator} demo
 * @param {Words} words
 * @param {string} gradient
 * @param {string} next
 */
export async function stepsTo(demo, words, gradient, next) {
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (await cell(demo, next).isVisible()) break;
    await button(demo, words).click();
  }
  const text = await demo.getByRole('table').textContent();
  for (const number of [gradient, next])
    assert.ok(await cell(demo, number).isVisible(), `no ${number} in: ${text}`);
  const drawn = await graph(demo, words).locator('svg').first().textContent();
  for (const number of [gradient, next])
    assert.ok(drawn?.includes(number), `no ${number} in the graph: ${drawn}`);
}

/** The lesson's first update. @param {Locator} demo @param {Words} words */
export const stepsThroughLesson = (demo, words) => stepsTo(demo, words, '−8.0', '1.8');

/**
 * w = 3 overshoots: the gradient is 2 · (6 − 4) · 2 = 8, and w moves to 2.2.
 * @param {Locator} demo
 * @param {Words} words
 */
export async function editsW(demo, words) {
  await field(demo, words, 'w').fill('3');
  await slider(demo, words).press('End');
  await cell(demo, '8.0').waitFor();
  await cell(demo, '2.2').waitFor();
}

/**
 * @param {Locator} demo
 * @param {Words} words
 * @returns {Promise<Words>} the language that the demo speaks now
 */
export async function switchesLanguage(demo, words) {
  const other = wordsFor([words.switchLang]);
  const before = await field(demo, words, 'w').inputValue();
  await button(demo, words, words.switchTo).click();
  await button(demo, other).waitFor();
  assert.equal(await button(demo, words).count(), 0);
  assert.equal(await field(demo, other, 'w').inputValue(), before);
  return other;
}

/**
 * The lesson as it is given, and with another w.
 * @param {Locator} demo
 * @param {Words} [words]
 */
export async function learns(demo, words = en) {
  await seesGraph(demo, words);
  await stepsThroughLesson(demo, words);
  await editsW(demo, words);
}

/**
 * All of it, in the other language, too.
 * @param {Locator} demo
 * @param {Words} [words]
 */
export async function tour(demo, words = en) {
  await learns(demo, words);
  const other = await switchesLanguage(demo, words);
  await seesGraph(demo, other);
  await switchesLanguage(demo, other);
}
