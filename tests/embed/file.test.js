// From file://, as on a memory stick: the page that holds everything, and a course page beside one script.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { assertClean, visit } from './browser.js';
import { coursePage, dist, iframeSnippet, tagSnippet } from './material.js';
import {
  button,
  en,
  field,
  learns,
  seesGraph,
  slider,
  stepsThroughLesson,
  stepsTo,
  tour,
  zh,
} from './reader.js';

/**
 * A folder with a course page and copies of the built files that it names.
 * @param {import('node:test').TestContext} t
 * @param {string} html
 * @param {string} beside
 */
function courseFolder(t, html, beside = 'backprop-demo.js') {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-course-'));
  t.after(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(dist, beside), join(folder, beside));
  writeFileSync(join(folder, 'lesson.html'), html);
  const page = pathToFileURL(join(folder, 'lesson.html'));
  return { page, files: [page, new URL(beside, page)] };
}

test('the self-contained page', async (t) => {
  const address = pathToFileURL(join(dist, 'backprop-demo.html'));
  const { page, seen } = await visit(t, address);
  await tour(page.locator('backprop-demo'));
  assertClean(seen, [address]);
});

test('the self-contained page in a Chinese browser', async (t) => {
  const address = pathToFileURL(join(dist, 'backprop-demo.html'));
  const { page, seen } = await visit(t, address, { locale: 'zh-CN' });
  await learns(page.locator('backprop-demo'), zh);
  assertClean(seen, [address]);
});

test('the tag of README.md, pasted into a course page', async (t) => {
  const { page: address, files } = courseFolder(t, coursePage(tagSnippet));
  const { page, seen } = await visit(t, address);
  await tour(page.locator('backprop-demo'));
  assertClean(seen, files);
});

test('the iframe of README.md, pasted into a course page', async (t) => {
  const html = coursePage(iframeSnippet);
  const { page: address, files } = courseFolder(t, html, 'backprop-demo.html');
  const { page, seen } = await visit(t, address);
  await tour(page.frameLocator('iframe').locator('backprop-demo'));
  assertClean(seen, files);
});

test('two demos on a page: each has its own language, theme and numbers', async (t) => {
  const html = coursePage(`<script src="backprop-demo.js"></script>
    <backprop-demo lang="en" theme="light"></backprop-demo>
    <backprop-demo lang="zh" theme="dark" w="3"></backprop-demo>`);
  const { page: address, files } = courseFolder(t, html);
  const { page, seen } = await visit(t, address);
  const [one, two] = [page.locator('backprop-demo').first(), page.locator('backprop-demo').last()];
  await seesGraph(two, zh);
  await stepsTo(two, zh, '8.0', '2.2');
  const papers = await Promise.all([
    one.getByRole('region', { name: en.demo, exact: true }).evaluate(paper),
    two.getByRole('region', { name: zh.demo, exact: true }).evaluate(paper),
  ]);
  assert.ok(papers[0] > 200 && papers[1] < 60, `brightness ${papers}`);
  assert.equal(await one.evaluate((demo) => Reflect.get(demo, 'cursor')), 0);
  await tour(one);
  assert.equal(await field(two, zh, 'w').inputValue(), '3');
  assertClean(seen, files);
});

/** Brightness of what is behind the text, 0 to 255. @param {Element} element */
function paper(element) {
  const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/\d+/g) ?? [];
  return (Number(red) + Number(green) + Number(blue)) / 3;
}

test('a demo that a script adds later, and its events on the document', async (t) => {
  const html = coursePage('<script src="backprop-demo.js"></script>');
  const { page: address, files } = courseFolder(t, html);
  const { page, seen } = await visit(t, address);
  const events = await page.evaluate(async () => {
    /** @type {[string, unknown][]} */
    const heard = [];
    for (const type of ['backprop-step', 'backprop-change', 'backprop-error'])
      document.addEventListener(type, (event) => {
        heard.push([type, structuredClone(/** @type {CustomEvent} */ (event).detail)]);
      });
    const demo = document.createElement('backprop-demo');
    for (const [name, value] of Object.entries({ x: 2, y: 4, w: 1, lang: 'en' }))
      demo.setAttribute(name, String(value));
    document.body.append(demo);
    Reflect.get(demo, 'step').call(demo);
    demo.setAttribute('w', '1.5');
    await Reflect.get(demo, 'updateComplete');
    demo.setAttribute('w', 'one');
    await Reflect.get(demo, 'updateComplete');
    Reflect.get(demo, 'reset').call(demo);
    demo.setAttribute('w', '1');
    return heard.map(([type, detail]) => [type, JSON.stringify(detail)]);
  });
  for (const type of ['backprop-step', 'backprop-change', 'backprop-error'])
    assert.ok(
      events.some(([heard]) => heard === type),
      `${type} in ${events}`,
    );
  await tour(page.locator('backprop-demo'));
  assertClean(seen, files);
});

test('attributes changed afterwards change the run', async (t) => {
  const { page: address, files } = courseFolder(t, coursePage(tagSnippet));
  const { page, seen } = await visit(t, address);
  const demo = page.locator('backprop-demo');
  await seesGraph(demo, en);
  await demo.evaluate((element) => element.setAttribute('w', '3'));
  await stepsTo(demo, en, '8.0', '2.2');
  await demo.evaluate((element) => {
    element.setAttribute('expr', '(w*x + b - y)^2');
    element.setAttribute('b', '0.5');
    element.setAttribute('lang', 'zh');
  });
  await field(demo, zh, 'b').waitFor();
  assert.equal(await field(demo, zh, 'b').inputValue(), '0.5');
  await demo.evaluate((element) => element.setAttribute('b', '0.25'));
  await page.waitForFunction(
    ([input]) => input instanceof HTMLInputElement && input.value === '0.25',
    [await field(demo, zh, 'b').elementHandle()],
  );
  await button(demo, zh).click();
  assertClean(seen, files);
});

test('the script after the tag, and twice; properties set before it came', async (t) => {
  const html = coursePage(`<backprop-demo lang="en"></backprop-demo>
    <script>document.querySelector('backprop-demo').w = 3;</script>
    <script src="backprop-demo.js"></script>
    <script src="backprop-demo.js"></script>`);
  const { page: address, files } = courseFolder(t, html);
  const { page, seen } = await visit(t, address);
  const demo = page.locator('backprop-demo');
  await stepsTo(demo, en, '8.0', '2.2');
  await field(demo, en, 'w').fill('1');
  await slider(demo, en).press('Home');
  await tour(demo);
  assertClean({ ...seen, requests: [...new Set(seen.requests)] }, files);
});

test('in a page that names no encoding, or another one than the script has', async (t) => {
  for (const encoding of ['', '<meta charset="gbk">']) {
    const html = coursePage(tagSnippet).replace('<meta charset="utf-8">', encoding);
    const { page: address, files } = courseFolder(t, html);
    const { page, seen } = await visit(t, address);
    await stepsThroughLesson(page.locator('backprop-demo'), en);
    assertClean(seen, files);
  }
});
