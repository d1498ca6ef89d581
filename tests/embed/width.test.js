// On a phone, a tablet and a desktop, and at every width between: at no moment is the page wider than the screen.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { visit } from './browser.js';
import { coursePage, dist, tagSnippet } from './material.js';
import { button, en, seesGraph, slider, tour, zh } from './reader.js';
import { serve } from './server.js';

/** @typedef {import('playwright').Page} Page */

/** @type {[string, import('playwright').BrowserContextOptions][]} */
const SCREENS = [
  ['phone', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }],
  ['tablet', { viewport: { width: 768, height: 1024 }, isMobile: true, hasTouch: true }],
  ['desktop', { viewport: { width: 1440, height: 900 } }],
];

/** @param {Page} page */
const demoOf = (page) => page.locator('backprop-demo').first();

/**
 * How far to the right anything stands at each of these steps, even what the page cuts off. A phone's browser zooms
 * out to show what is too wide: then the window reports to be wider than the screen.
 * @param {Element} demo
 * @param {number[]} cursors
 */
async function reaches(demo, cursors) {
  const found = [];
  for (const cursor of cursors) {
    Reflect.set(demo, 'cursor', cursor);
    await Reflect.get(demo, 'updateComplete');
    const right = demo.getBoundingClientRect().left + demo.scrollWidth;
    found.push(Math.ceil(Math.max(innerWidth, document.documentElement.scrollWidth, right)));
  }
  return found;
}

/**
 * @param {Page} page
 * @param {string} when
 * @param {number[]} [cursors]  only the current step without them
 */
async function assertFits(page, when, cursors) {
  const here = async () => [Number(await demoOf(page).getByRole('slider').inputValue())];
  const steps = cursors ?? (await here());
  const screen = page.viewportSize()?.width ?? 0;
  const widths = await demoOf(page).evaluate(reaches, steps);
  const wide = widths.flatMap((width, i) =>
    width > screen ? `step ${steps[i]}: ${width} px` : [],
  );
  assert.deepEqual(wide, [], `${when}, on ${screen} px`);
}

/**
 * Every step of the run, one after the other.
 * @param {Page} page
 */
async function assertAlwaysFits(page) {
  const last = Number(await demoOf(page).getByRole('slider').getAttribute('max'));
  await assertFits(
    page,
    'the lesson',
    Array.from({ length: last + 1 }, (_, cursor) => cursor),
  );
}

/**
 * What makes it wide: a data set, a long expression, a bad field's sentence.
 * @param {Page} page
 * @param {typeof en} words
 */
async function assertFitsInTrouble(page, words) {
  const demo = demoOf(page);
  const expr = demo.getByRole('textbox', { name: words.fields.expr, exact: true });
  await demo
    .getByRole('combobox', { name: words.fields.choose })
    .selectOption({ label: words.fields.own });
  await assertFits(page, 'data set');
  await slider(demo, words).press('End');
  await assertFits(page, 'end of the data set');
  await expr.fill('(1234567.5*w*x + tanh(b*x)^2 + exp(c - x) - y)^2');
  await slider(demo, words).press('End');
  await assertFits(page, 'long expression');
  await expr.fill(`(${'nonsense'.repeat(20)}(x) - y)^2`);
  await demo.getByRole('alert').getByText(words.problems.kept).waitFor();
  await assertFits(page, 'long problem');
}

for (const [name, screen] of SCREENS) {
  test(`the site on a ${name}, at every step, in both languages`, async (t) => {
    const { base } = await serve(t, { folder: join(dist, 'site') });
    for (const words of [en, zh]) {
      const { page, seen } = await visit(t, `${base}?lang=${words.code}`, screen);
      await button(demoOf(page), words).waitFor();
      await assertAlwaysFits(page);
      await assertFitsInTrouble(page, words);
      assert.deepEqual(seen.complaints, []);
    }
  });

  test(`the self-contained page and a course page on a ${name}`, async (t) => {
    const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tagSnippet) } });
    const whole = await visit(t, `${base}backprop-demo.html`, screen);
    await tour(demoOf(whole.page));
    await assertFits(whole.page, 'self-contained page');
    const { page, seen } = await visit(t, `${base}lesson.html`, screen);
    await seesGraph(demoOf(page), en);
    await assertFits(page, 'course page');
    assert.deepEqual([...seen.complaints, ...whole.seen.complaints], []);
  });
}

/**
 * The demo in columns of every width, as course pages have them.
 * @param {Element} demo
 * @returns {Promise<string[]>} the widths at which it stands out of its column
 */
async function standsOut(demo) {
  const found = [];
  for (let width = 320; width <= 1400; width += 30) {
    /** @type {HTMLElement} */ (demo).style.width = `${width}px`;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await Reflect.get(demo, 'updateComplete');
    const out = demo.scrollWidth - demo.clientWidth;
    if (out > 0) found.push(`${demo.getAttribute('lang')} ${width} px: ${out} px too wide`);
  }
  return found;
}

test('in a column of any width from 320 to 1400 px', async (t) => {
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tagSnippet) } });
  const { page } = await visit(t, `${base}lesson.html`);
  const demo = demoOf(page);
  const found = [];
  for (const [lang, data] of [
    ['en', ''],
    ['zh', '1,2;2,4;3,6'],
  ]) {
    await demo.evaluate(
      (element, attributes) => {
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        Reflect.set(element, 'cursor', 9);
      },
      { lang, data, epochs: data ? '100' : '2' },
    );
    found.push(...(await demo.evaluate(standsOut)));
  }
  assert.deepEqual(found, []);
});
