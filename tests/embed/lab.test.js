// The lab as it is shipped: its script beside the demo's, before or after it, both in one file, in a sandbox and under a
// strict policy. Its programs end as PyTorch's do, on the engine that the demo ships.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { labWords } from '../../web/demo/lab/words.js';
import { say } from '../../web/demo/locale/index.js';
import { assertClean, visit } from './browser.js';
import { coursePage, strictPolicy } from './material.js';
import { button, en, slider, stepsThroughLesson } from './reader.js';
import { serve } from './server.js';

/** @typedef {import('playwright').Locator} Locator */

const said = labWords(en);
/** @type {{ name: string, steps: { error?: { type: string, message: string } }[] }[]} */
const oracle = JSON.parse(readFileSync(new URL('../oracle/lab.json', import.meta.url), 'utf8'));

const tag = '<backprop-demo lang="en"></backprop-demo>';
const scripts = (/** @type {string[]} */ ...names) =>
  coursePage(names.map((name) => `<script src="${name}"></script>`).join('\n') + tag);

/** @param {Locator} demo */
const bug = (demo, /** @type {string} */ id) =>
  demo
    .getByRole('list', { name: said.bugs.list })
    .getByRole('button', { name: said.bugs.bug[id].name, exact: true });

/**
 * A walk through all of the lab.
 * @param {Locator} demo
 */
async function labTour(demo) {
  await slider(demo, en).press('Home');
  await demo.getByRole('tab', { name: said.ruler.tab }).click();
  const mark = say(said.ruler.set, { rate: '0.125', name: said.ruler.once });
  await demo.getByRole('button', { name: mark }).click();
  await demo.getByText('0.125, one over the curvature').waitFor();
  await demo.getByRole('tab', { name: said.nudge.tab }).click();
  await demo.getByRole('button', { name: 'float64', exact: true }).click();
  await demo.getByText('−7.6', { exact: true }).waitFor();
  await button(demo, en, said.quiz.tool).click();
  await demo.getByRole('textbox', { name: said.quiz.answer }).fill('3');
  await demo.getByRole('textbox', { name: said.quiz.answer }).press('Enter');
  await demo.getByRole('status').getByText('3 is not it').waitFor();
  await bugs(demo);
}

/**
 * Every bug's first form ends as PyTorch's does.
 * @param {Locator} demo
 */
async function bugs(demo) {
  await button(demo, en, said.bugs.tool).click();
  for (const id of Object.keys(said.bugs.bug)) {
    await bug(demo, id).click();
    const asked = oracle.find(({ name }) => name === id || name.startsWith(`${id} `));
    const error = asked?.steps.at(-1)?.error;
    await demo
      .getByText(error ? `${error.type}: ${error.message}` : said.bugs.nothing)
      .first()
      .waitFor();
  }
  await button(demo, en, said.bugs.close).click();
}

for (const [how, names] of /** @type {[string, string[]][]} */ ([
  ['after the demo', ['backprop-demo.js', 'backprop-lab.js']],
  ['before the demo', ['backprop-lab.js', 'backprop-demo.js']],
  ['with the demo in one file', ['backprop-full.js']],
]))
  test(`the lab's script ${how}, under the strict policy`, async (t) => {
    const headers = { 'content-security-policy': strictPolicy };
    const { base } = await serve(t, { pages: { 'lesson.html': scripts(...names) }, headers });
    const { page, seen } = await visit(t, `${base}lesson.html`);
    const demo = page.locator('backprop-demo');
    await stepsThroughLesson(demo, en);
    await labTour(demo);
    assertClean(
      seen,
      ['lesson.html', ...names].map((name) => base + name),
    );
  });

test("the npm package's chainrule/lab, as modules", async (t) => {
  const html = coursePage(`<script type="module" src="lab.js"></script>${tag}`);
  const { base } = await serve(t, { pages: { 'lesson.html': html } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  await labTour(page.locator('backprop-demo'));
  const names = ['lesson.html', 'lab.js', 'element.js', 'chainrule.js'];
  assertClean(
    seen,
    names.map((name) => base + name),
  );
});

test('in a sandboxed frame', async (t) => {
  const pages = {
    'frame.html': coursePage(
      '<iframe src="lesson.html" sandbox="allow-scripts" width="1000" height="900"></iframe>',
    ),
    'lesson.html': scripts('backprop-demo.js', 'backprop-lab.js'),
  };
  const { base } = await serve(t, { pages });
  const { page, seen } = await visit(t, `${base}frame.html`);
  await labTour(page.frameLocator('iframe').locator('backprop-demo'));
  assert.deepEqual(seen.complaints, []);
});

test('on the site it comes after the demo', async (t) => {
  const { base } = await serve(t, { folder: new URL('../../dist/site', import.meta.url).pathname });
  const { page, seen } = await visit(t, base);
  await labTour(page.locator('backprop-demo'));
  assert.deepEqual(seen.complaints, []);
});
