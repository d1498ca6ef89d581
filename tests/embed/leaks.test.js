// A demo that is taken out and put back, as single-page sites do, keeps working and leaves nothing behind.
import assert from 'node:assert/strict';
import test from 'node:test';
import { visit } from './browser.js';
import { coursePage } from './material.js';
import { button, en, field, stepsThroughLesson, tour } from './reader.js';
import { serve } from './server.js';

const ROUNDS = 50;

/** @param {import('node:test').TestContext} t */
async function lesson(t) {
  const tag = `<script src="backprop-demo.js"></script>
    <backprop-demo expr="(w*x + b - y)^2" b="0" lang="en"></backprop-demo>`;
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tag) } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  return { page, seen, demo: page.locator('backprop-demo') };
}

test('the same demo, removed and added 50 times, playing', async (t) => {
  const { page, seen, demo } = await lesson(t);
  await field(demo, en, 'b').fill('0.0');
  await button(demo, en, en.transport.play).click();
  await demo.evaluate(async (element, rounds) => {
    const parent = element.parentElement;
    for (let round = 0; round < rounds; round++) {
      element.remove();
      await Reflect.get(element, 'updateComplete');
      parent?.append(element);
      await Reflect.get(element, 'updateComplete');
    }
  }, ROUNDS);
  await button(demo, en, en.transport.play).waitFor();
  assert.equal(await field(demo, en, 'b').inputValue(), '0.0');
  await demo.evaluate((element) => element.setAttribute('expr', '(w*x - y)^2'));
  await tour(demo);
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(seen.complaints, []);
});

/** @param {import('playwright').CDPSession} inspector */
async function counted(inspector) {
  await inspector.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await inspector.send('Memory.getDOMCounters');
  return { nodes, jsEventListeners };
}

test('50 demos that were made, used and thrown away are garbage', async (t) => {
  const { page, seen, demo } = await lesson(t);
  const inspector = await page.context().newCDPSession(page);
  const rounds = (/** @type {number} */ count) =>
    page.evaluate(async (count) => {
      for (let round = 0; round < count; round++) {
        const element = document.createElement('backprop-demo');
        document.body.append(element);
        await Reflect.get(element, 'updateComplete');
        for (let step = 0; step < 10; step++) Reflect.get(element, 'step').call(element);
        await Reflect.get(element, 'updateComplete');
        element.remove();
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }, count);
  await rounds(5);
  const before = await counted(inspector);
  await rounds(ROUNDS);
  const after = await counted(inspector);
  assert.ok(after.nodes < before.nodes + 100, JSON.stringify({ before, after }));
  assert.ok(
    after.jsEventListeners < before.jsEventListeners + 10,
    JSON.stringify({ before, after }),
  );
  await demo.evaluate((element) => element.setAttribute('expr', '(w*x - y)^2'));
  await stepsThroughLesson(demo, en);
  assert.deepEqual(seen.complaints, []);
});

test('a leaf of the expression that changes around a removal is known afterwards', async (t) => {
  const { demo } = await lesson(t);
  await button(demo, en).waitFor();
  const known = await demo.evaluate(async (element) => {
    const parent = element.parentElement;
    const b = async () => {
      await Reflect.get(element, 'updateComplete');
      return Reflect.get(element, 'updates')[0].params.b;
    };
    element.setAttribute('b', '1');
    const atOnce = Reflect.get(element, 'updates')[0].params.b;
    element.setAttribute('b', '2');
    element.remove();
    parent?.append(element);
    const before = await b();
    element.remove();
    element.setAttribute('b', '3');
    parent?.append(element);
    return { atOnce, before, meanwhile: await b() };
  });
  assert.deepEqual(known, { atOnce: 1, before: 2, meanwhile: 3 });
});
