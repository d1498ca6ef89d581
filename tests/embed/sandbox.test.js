// In sandbox="allow-scripts", as learning platforms frame foreign pages: an origin of its own, no storage, no fetch.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClean, visit } from './browser.js';
import { coursePage, iframeSnippet, tagSnippet } from './material.js';
import { tour } from './reader.js';
import { serve } from './server.js';

/** @param {import('playwright').Page} page */
async function originOfFrame(page) {
  const frame = page.frames().find((one) => one !== page.mainFrame());
  return frame?.evaluate(() => globalThis.origin);
}

test('the self-contained page in the iframe of README.md', async (t) => {
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(iframeSnippet) } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  await tour(page.frameLocator('iframe').locator('backprop-demo'));
  assert.equal(await originOfFrame(page), 'null');
  assertClean(seen, [`${base}lesson.html`, `${base}backprop-demo.html`]);
});

test('a sandboxed course page with the script and the tag', async (t) => {
  const frame =
    '<iframe src="lesson.html" sandbox="allow-scripts" width="900" height="800"></iframe>';
  const pages = { 'frame.html': coursePage(frame), 'lesson.html': coursePage(tagSnippet) };
  const { base } = await serve(t, { pages });
  const { page, seen } = await visit(t, `${base}frame.html`);
  await tour(page.frameLocator('iframe').locator('backprop-demo'));
  assert.equal(await originOfFrame(page), 'null');
  assertClean(
    seen,
    ['frame.html', 'lesson.html', 'backprop-demo.js'].map((name) => base + name),
  );
});

test('a course page that its own header sandboxes', async (t) => {
  const { base } = await serve(t, {
    pages: { 'lesson.html': coursePage(tagSnippet) },
    headers: { 'content-security-policy': 'sandbox allow-scripts' },
  });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  await tour(page.locator('backprop-demo'));
  assert.equal(await page.evaluate(() => globalThis.origin), 'null');
  assertClean(seen, [`${base}lesson.html`, `${base}backprop-demo.js`]);
});
