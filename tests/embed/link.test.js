// Time travel where the demo is embedded: a link opens at its step, and what the reader did outlives the page and its
// frame, on a server, from a memory stick and in a sandbox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { visit } from './browser.js';
import { coursePage, dist, iframeSnippet } from './material.js';
import { button, en, field, graph, slider } from './reader.js';
import { serve } from './server.js';

const SECOND_UPDATE = 'expr=(w*x-y)%5E2&x=2&y=4&w=1&lr=.1&k=17';

/** @param {import('playwright').Locator} demo @param {number} step */
const standsAt = (demo, step) =>
  slider(demo, en)
    .and(demo.locator(`[aria-valuetext*=" ${step} of "]`))
    .waitFor();

/** Another w, and two steps from the start. @param {import('playwright').Locator} demo */
async function changes(demo) {
  await slider(demo, en).press('Home');
  await field(demo, en, 'w').fill('3');
  await button(demo, en).click();
  await button(demo, en).click();
  await standsAt(demo, 2);
}

/** @param {import('playwright').Locator} demo */
async function isAsChanged(demo) {
  await standsAt(demo, 2);
  assert.equal(await field(demo, en, 'w').inputValue(), '3');
}

/** @param {import('playwright').Page | import('playwright').Frame} place */
const addressOf = (place) => place.evaluate(() => location.href);

/** @param {import('playwright').Page | import('playwright').Frame} place */
const saysStep2 = (place) => place.waitForFunction(() => /&w=3&.*&k=2$/.test(location.hash));

for (const where of ['a server', 'a memory stick'])
  test(`from ${where}: a link opens at its step, a reload stays there, back and forward lead there`, async (t) => {
    const { base } = await serve(t);
    const address =
      where === 'a server'
        ? `${base}backprop-demo.html`
        : String(pathToFileURL(join(dist, 'backprop-demo.html')));
    const { page, seen } = await visit(t, `${address}#${SECOND_UPDATE}`);
    const demo = page.locator('backprop-demo');
    await standsAt(demo, 17);
    assert.match(String(await graph(demo, en).textContent()), /1\.96/);
    assert.equal(await addressOf(page), `${address}#${SECOND_UPDATE}`);
    await changes(demo);
    await saysStep2(page);
    await page.reload();
    await isAsChanged(demo);
    await page.goto('about:blank');
    await page.goBack();
    await isAsChanged(demo);
    await page.goForward();
    await page.goBack();
    await isAsChanged(demo);
    assert.deepEqual(seen.complaints, []);
  });

test('the site: its own address, with the language beside it', async (t) => {
  const { base } = await serve(t, { folder: join(dist, 'site') });
  const { page, seen } = await visit(t, `${base}?lang=en#${SECOND_UPDATE}`);
  const demo = page.locator('backprop-demo');
  await standsAt(demo, 17);
  await changes(demo);
  await saysStep2(page);
  assert.match(await addressOf(page), /\?lang=en#/);
  assert.deepEqual(seen.complaints, []);
});

test('a tag without the attribute leaves its page’s address alone', async (t) => {
  const tag = '<script src="backprop-demo.js"></script><backprop-demo></backprop-demo>';
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tag) } });
  const { page } = await visit(t, `${base}lesson.html#part=2`);
  await changes(page.locator('backprop-demo'));
  await page.waitForTimeout(900);
  assert.equal(await addressOf(page), `${base}lesson.html#part=2`);
});

/** @param {import('node:test').TestContext} t @param {string} frame */
async function framed(t, frame) {
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(frame) } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  const demo = page.frameLocator('iframe').first().locator('backprop-demo');
  await button(demo, en).waitFor();
  const inner = () => {
    const found = page.frames().find((one) => one.url().includes('backprop-demo.html'));
    if (!found) throw new Error('the frame shows something else');
    return found;
  };
  return { page, seen, demo, inner };
}

/** As slides do it when one is left and comes back. @param {import('playwright').Page} page */
const unloads = (page) =>
  page.locator('iframe').evaluate(async (frame) => {
    const source = String(frame.getAttribute('src'));
    frame.setAttribute('src', 'about:blank');
    frame.removeAttribute('src');
    await new Promise((resolve) => setTimeout(resolve, 300));
    frame.setAttribute('src', source);
  });

const plainFrame = '<iframe src="backprop-demo.html" width="900" height="900"></iframe>';

test('a frame that was unloaded and comes back from its first address', async (t) => {
  const { page, seen, demo, inner } = await framed(t, plainFrame);
  await changes(demo);
  await saysStep2(inner());
  await unloads(page);
  await isAsChanged(demo);
  assert.deepEqual(seen.complaints, []);
});

test('a frame that is left in the middle of a change', async (t) => {
  const { page, demo } = await framed(t, plainFrame);
  await changes(demo);
  await unloads(page);
  await isAsChanged(demo);
});

test('two frames of one page do not take each other’s state', async (t) => {
  const { page } = await framed(t, plainFrame + plainFrame);
  const demos = [0, 1].map((at) => page.frameLocator('iframe').nth(at).locator('backprop-demo'));
  await changes(demos[1]);
  await page.waitForTimeout(600);
  await page.reload();
  await isAsChanged(demos[1]);
  await button(demos[0], en).waitFor();
  assert.equal(await field(demos[0], en, 'w').inputValue(), '1.0');
});

test('README’s sandboxed frame keeps its address, and reloads to it, without storage', async (t) => {
  const { seen, demo, inner } = await framed(t, iframeSnippet);
  await changes(demo);
  await saysStep2(inner());
  await inner().evaluate(() => location.reload());
  await isAsChanged(demo);
  assert.deepEqual(seen.complaints, []);
});

test('the self-contained page as the text of a frame, which has no address', async (t) => {
  const { base } = await serve(t, {
    pages: { 'lesson.html': coursePage('<iframe width="900" height="900"></iframe>') },
  });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  const html = readFileSync(join(dist, 'backprop-demo.html'), 'utf8');
  await page.locator('iframe').evaluate((frame, text) => frame.setAttribute('srcdoc', text), html);
  const demo = page.frameLocator('iframe').locator('backprop-demo');
  await changes(demo);
  await page.waitForTimeout(600);
  await isAsChanged(demo);
  assert.deepEqual(seen.complaints, []);
});

test('saved and copied: as the browser does it', async (t) => {
  const { base } = await serve(t);
  const { page, seen } = await visit(t, `${base}backprop-demo.html#${SECOND_UPDATE}`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const demo = page.locator('backprop-demo');
  await button(demo, en, en.share.open).click();
  await button(demo, en, `${en.share.copy}: ${en.share.link}`).click();
  await demo.getByText(en.share.copied).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const again = await visit(t, link);
  await standsAt(again.page.locator('backprop-demo'), 17);
  for (const kind of ['svg', 'png', 'csv']) {
    const download = page.waitForEvent('download');
    await button(demo, en, en.share[kind]).click();
    const file = await download;
    assert.match(file.suggestedFilename(), new RegExp(`^backprop.*\\.${kind}$`));
    assert.ok(readFileSync(await file.path()).length > 200);
  }
  assert.deepEqual(seen.complaints, []);
});

test('a frame that may not save says so', async (t) => {
  const { demo } = await framed(t, iframeSnippet);
  await button(demo, en, en.share.open).click();
  await button(demo, en, en.share.svg).click();
  await demo.getByText(en.share.shut).waitFor();
});
