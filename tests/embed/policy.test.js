// Under the strict content security policy that README.md names: nothing is violated, and the styles are there.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClean, visit } from './browser.js';
import { coursePage, strictPolicy, tagSnippet } from './material.js';
import { en, graph, tour, zh } from './reader.js';
import { serve } from './server.js';

const headers = { 'content-security-policy': strictPolicy };

/**
 * What only a style sheet can have brought: an element of ours is inline and transparent without one.
 * @param {import('playwright').Locator} demo
 */
async function assertStyled(demo) {
  assert.equal(await demo.evaluate((element) => getComputedStyle(element).display), 'block');
  const region = demo.getByRole('region', { name: en.demo, exact: true });
  const look = await region.evaluate((element) => {
    const { backgroundColor, fontFamily, display } = getComputedStyle(element);
    return { backgroundColor, fontFamily, display };
  });
  assert.match(look.backgroundColor, /^rgb\(/);
  assert.match(look.fontFamily, /system-ui/);
  assert.notEqual(look.display, 'block');
  const spoken = await graph(demo, en).getByRole('list').boundingBox();
  assert.ok(spoken && spoken.width <= 2, 'the text for screen readers is on the screen');
}

test('a course page with the script as a file', async (t) => {
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tagSnippet) }, headers });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  const demo = page.locator('backprop-demo');
  await tour(demo);
  await assertStyled(demo);
  const keys = ['End', 'ArrowLeft', 'Home', 'ArrowRight'];
  for (const key of keys) await page.getByRole('slider').press(key);
  await page
    .getByRole('combobox', { name: en.fields.choose })
    .selectOption({ label: en.fields.lesson });
  await page
    .getByRole('combobox', { name: en.fields.choose })
    .selectOption({ label: en.fields.own });
  await page.getByRole('textbox', { name: en.fields.expr, exact: true }).fill('w*');
  await page.getByRole('alert').getByText(en.problems.kept).waitFor();
  assertClean(seen, [`${base}lesson.html`, `${base}backprop-demo.js`]);
});

test("the npm package's modules as files", async (t) => {
  const tag = `<script type="module" src="define.js"></script>
    <backprop-demo lang="en"></backprop-demo>`;
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tag) }, headers });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  await tour(page.locator('backprop-demo'));
  await assertStyled(page.locator('backprop-demo'));
  const names = ['lesson.html', 'define.js', 'element.js', 'chainrule.js'];
  assertClean(
    seen,
    names.map((name) => base + name),
  );
});

test('a policy that forbids WebAssembly: a sentence in place of the demo, in its language', async (t) => {
  const { base } = await serve(t, {
    pages: { 'lesson.html': coursePage(`${tagSnippet}<backprop-demo lang="zh"></backprop-demo>`) },
    headers: { 'content-security-policy': "default-src 'self'" },
  });
  const { page } = await visit(t, `${base}lesson.html`);
  await page.getByText(en.forbidden).waitFor();
  await page.getByText(zh.forbidden).waitFor();
});
