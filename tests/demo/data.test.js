// The lesson's program on its three samples: 300 updates, equal to float32 PyTorch to the last bit.
import { beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../web/demo/config.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import seed from '../oracle/seed.json' with { type: 'json' };
import { all, cells, find, mount, node, PROGRAM, sentence, settle } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;

beforeEach(async () => {
  demo = await mount(PROGRAM);
});

test('300 gradients, 100 losses and the prediction are PyTorch’s', () => {
  const { updates, check } = demo;
  expect(updates.map(({ grads }) => grads.w)).toEqual(seed.grads);
  const lastOfEpoch = updates.filter(({ update }) => update % 3 === 0);
  expect(lastOfEpoch.map(({ loss }) => loss)).toEqual(seed.losses);
  expect(updates.map(({ next }) => next.w)).toEqual(seed.weights);
  expect(check?.prediction).toBe(seed.prediction);
});

test('each pass takes the next sample, and says which', async () => {
  expect(node(demo, 'x').value).toBe('·');
  demo.step();
  await settle(demo);
  expect(sentence(demo)).toBe('Epoch 1, sample 1 of 3: x = 1.0, y = 2.0.');
  expect(node(demo, 'x').value).toBe('1.0');
  demo.cursor = 11;
  await settle(demo);
  expect(sentence(demo)).toBe('Epoch 1, sample 2 of 3: x = 2.0, y = 4.0.');
  demo.cursor = 1 + 10 * 297 + 20;
  await settle(demo);
  expect(sentence(demo)).toBe('Epoch 100, sample 3 of 3: x = 3.0, y = 6.0.');
});

test('at the end the trained model is tried on the sample of the fields', async () => {
  demo.cursor = Infinity;
  await settle(demo);
  expect(demo.cursor).toBe(3004);
  expect(node(demo, 'x').value).toBe('4.0');
  expect(node(demo, 'ŷ').value).toBe('8.0');
  expect(find(demo, '.node[data-symbol="ŷ"] title').textContent).toBe('7.999998569488525');
});

test('the table holds 300 rows but draws only those in sight', async () => {
  demo.cursor = 3000;
  await settle(demo);
  expect(find(demo, 'table').getAttribute('aria-rowcount')).toBe('301');
  const drawn = all(demo, 'tbody tr[aria-rowindex]').length;
  expect(drawn).toBeGreaterThanOrEqual(8);
  expect(drawn).toBeLessThan(40);
  expect(cells(demo, drawn - 1)[0]).toBe('300');
  const box = find(demo, '.scroll');
  expect(box.scrollHeight).toBeGreaterThan(300 * 34);
  box.scrollTop = 0;
  box.dispatchEvent(new Event('scroll'));
  await settle(demo);
  expect(cells(demo, 0)).toEqual([
    '1',
    '1',
    '1.0',
    '2.0',
    '1.0',
    '1.0',
    '1.0',
    '−2.0',
    '1.0',
    '−2.0',
    '1.02',
  ]);
});

test('JSON rows are the same rows', async () => {
  const grads = demo.updates.map((update) => update.grads.w);
  demo.data = '[[1,2],[2,4],[3,6]]';
  expect(demo.updates.map((update) => update.grads.w)).toEqual(grads);
});

test('an edit of 300 updates is drawn within two frames of patience', async () => {
  const before = performance.now();
  demo.w = '0.5';
  await demo.updateComplete;
  expect(demo.updates[0].params.w).toBe(0.5);
  expect(performance.now() - before).toBeLessThan(200);
});

test('graphs of passes long gone are made anew, with the same numbers: all of them would fill the memory', async () => {
  const { config } = readConfig({ ...PROGRAM, values: { x: '4', y: '8' } });
  const { graph, passes } = makeTimeline(
    /** @type {import('../../web/demo/config.js').Config} */ (config),
  );
  const first = graph(0);
  expect(graph(0)).toBe(first);
  for (const pass of passes.keys()) graph(pass);
  expect(graph(0)).not.toBe(first);
  expect(graph(0)).toEqual(first);
});
