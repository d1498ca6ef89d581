// The static site as a university hosts it: under some path, with a policy, in both languages, read without a network.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { visit } from './browser.js';
import { coursePage, dist, strictPolicy } from './material.js';
import { button, editsW, en, field, seesGraph, tour, zh } from './reader.js';
import { serve } from './server.js';

const folder = join(dist, 'site');
const at = '/courses/ml/chainrule/';

/** @param {import('playwright').Page} page */
const demoOf = (page) => page.locator('backprop-demo').first();

/**
 * No complaint, and nothing asked for but files below the site's own path.
 * @param {import('./browser.js').Seen} seen
 * @param {string} base
 */
function assertAtHome(seen, base) {
  assert.deepEqual(seen.complaints, []);
  assert.deepEqual(
    seen.requests.filter((url) => !url.startsWith(base)),
    [],
  );
}

for (const name of ['', 'index.html'])
  test(`under a sub-path, opened as .../${name}`, async (t) => {
    const { base, asked } = await serve(t, { folder, at });
    const { page, seen } = await visit(t, base + name);
    await tour(demoOf(page));
    assertAtHome(seen, base);
    assert.deepEqual(
      asked.filter((path) => !path.startsWith(at)),
      [],
    );
  });

test('under the strict policy', async (t) => {
  const headers = { 'content-security-policy': strictPolicy };
  const { base } = await serve(t, { folder, at, headers });
  const { page, seen } = await visit(t, base);
  await tour(demoOf(page));
  const demo = await demoOf(page).evaluate((element) => getComputedStyle(element).display);
  assert.equal(demo, 'block');
  const brand = page.getByRole('banner').getByRole('link', { name: 'chainrule', exact: true });
  const line = await brand.evaluate((element) => getComputedStyle(element).textDecorationLine);
  assert.equal(line, 'none', 'the style sheet of the site');
  assertAtHome(seen, base);
});

test('the address and the browser choose the language; page and demo speak the same', async (t) => {
  const { base } = await serve(t, { folder, at });
  /** @type {[string, string, typeof en][]} */
  const cases = [
    ['?lang=zh', 'en-US', zh],
    ['?lang=en', 'zh-CN', en],
    ['', 'zh-CN', zh],
    ['?lang=xx', 'en-US', en],
  ];
  for (const [query, locale, words] of cases) {
    const { page, seen } = await visit(t, base + query, { locale });
    await seesGraph(demoOf(page), words);
    assert.equal(await page.locator('html').getAttribute('lang'), words.tag);
    assertAtHome(seen, base);
  }
});

test('the switch of the page and the switch of the demo change both, and last', async (t) => {
  const { base } = await serve(t, { folder, at });
  const { page, seen } = await visit(t, base);
  const title = await page.title();
  const heading = page.getByRole('heading', { level: 1 }).filter({ visible: true });
  await field(demoOf(page), en, 'w').fill('3');
  await page.getByRole('link', { name: zh.name, exact: true }).click();
  await button(demoOf(page), zh).waitFor();
  assert.match(String(await heading.textContent()), /反向传播/);
  assert.notEqual(await page.title(), title);
  assert.equal(await field(demoOf(page), zh, 'w').inputValue(), '3');
  await page.reload();
  await button(demoOf(page), zh).waitFor();
  await button(demoOf(page), zh, zh.switchTo).click();
  await button(demoOf(page), en).waitFor();
  await heading.filter({ hasText: /^[ -~]+$/ }).waitFor();
  assert.equal(await page.title(), title);
  assertAtHome(seen, base);
});

test('once loaded, it needs neither the server nor a network', async (t) => {
  const { base, stop } = await serve(t, { folder, at });
  const { page, seen } = await visit(t, base);
  await page.waitForLoadState('networkidle');
  const loaded = new Set(seen.requests);
  stop();
  await page.context().setOffline(true);
  await tour(demoOf(page));
  await page.getByRole('link', { name: zh.name, exact: true }).click();
  await editsW(demoOf(page), zh);
  // With the language the address changes, and for a new address Chromium itself asks for the icon again.
  const icon = await page.locator('link[rel=icon]').evaluate((link) => Reflect.get(link, 'href'));
  loaded.add(icon);
  assert.deepEqual(new Set(seen.requests), loaded);
  assert.deepEqual(
    seen.complaints.filter((text) => !text.includes(icon)),
    [],
  );
});

test('the tags that the site tells people to paste work', async (t) => {
  const { base } = await serve(t, { folder });
  const { page } = await visit(t, base);
  const tags = await page.locator('pre').allTextContents();
  const snippets = tags.filter((text) => /<backprop-demo|<iframe/.test(text));
  assert.equal(snippets.length, 4, snippets.join('\n'));
  for (const snippet of snippets) {
    const lesson = await serve(t, { folder, pages: { 'lesson.html': coursePage(snippet) } });
    const { page, seen } = await visit(t, `${lesson.base}lesson.html`);
    const root = snippet.includes('<iframe') ? page.frameLocator('iframe') : page;
    const words = /lang="zh/.test(snippet) ? zh : en;
    const demo = root.locator('backprop-demo');
    await seesGraph(demo, words);
    await button(demo, words).click();
    assertAtHome(seen, lesson.base);
  }
});

test('every link of the site that stays there leads to a file', async (t) => {
  const { base } = await serve(t, { folder, at });
  const { page } = await visit(t, base);
  const links = await page
    .locator('a[href]')
    .evaluateAll((all) => all.map((a) => Reflect.get(a, 'href')));
  for (const link of new Set(links.filter((href) => href.startsWith('http://127.0.0.1'))))
    assert.equal((await fetch(link)).status, 200, link);
});

test('no file of the site names its place or another host', () => {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|css)$/.test(name) || name === 'backprop-demo.html') continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const loads = text.matchAll(/\b(?:src|href)="([^"]*)"|\burl\(["']?([^"')]*)/g);
    for (const [, attribute, url] of loads)
      assert.doesNotMatch(attribute ?? url, /^(\/|http:)/, `${name}: ${attribute ?? url}`);
  }
});
