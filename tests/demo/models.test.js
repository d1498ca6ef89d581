// Other models: each preset is one tap, runs, reads well, and shows what it is there to show.
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { violations } from './axe.js';
import { all, field, find, mount, node, press, sentence, settle, textOf, type } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;
/** @type {HTMLSelectElement} */
let choice;

beforeEach(async () => {
  demo = await mount();
  choice = /** @type {HTMLSelectElement} */ (find(demo, 'select[aria-label="model"]'));
});

/** @param {string} model */
async function choose(model) {
  await userEvent.selectOptions(choice, model);
  await settle(demo);
}

const MODELS = ['lesson', 'bias', 'quadratic', 'logistic', 'fanOut', 'deep', 'dead'];

test('all presets are there, and one’s own', () =>
  expect([...choice.options].map(({ value }) => value)).toEqual([...MODELS, 'own']));

describe.each(MODELS)('%s', (model) => {
  test('runs without a problem; every step is told, in both languages', async () => {
    await choose('quadratic');
    await choose(model);
    expect(demo.problems).toEqual([]);
    expect(choice.value).toBe(model);
    for (const lang of ['en', 'zh']) {
      demo.lang = lang;
      demo.cursor = 0;
      await settle(demo);
      const last = Number(find(demo, 'input[type="range"]').getAttribute('max'));
      const said = new Set([sentence(demo)]);
      for (let at = 1; at <= last; at++) {
        demo.step();
        await demo.updateComplete;
        expect(sentence(demo)).toMatch(/[.。]$/);
        expect(sentence(demo)).not.toMatch(/undefined|null|[{}]/);
        said.add(sentence(demo));
      }
      expect(said.size).toBeGreaterThan(last * 0.5);
    }
  });

  test('axe finds nothing, and nothing sticks out, on a desk and on a phone', async () => {
    await choose(model);
    for (const width of [1200, 360]) {
      await page.viewport(width, 800);
      demo.cursor = 9;
      await settle(demo);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      expect(await violations(demo)).toEqual([]);
    }
    await page.viewport(1200, 900);
  });
});

test('with a bias: both gradients', async () => {
  await choose('bias');
  expect(demo.updates[0].grads).toEqual({ w: -8, b: -4 });
});

test('logistic: the gradient of the cross-entropy is (p − y) · x', async () => {
  await choose('logistic');
  const { grads } = demo.updates[0];
  const p = 1 / (1 + Math.exp(1));
  expect(grads.w).toBeCloseTo((p - 1) * 2, 5);
  expect(grads.b).toBeCloseTo(p - 1, 5);
  expect(demo.updates[1].loss).toBeLessThan(demo.updates[0].loss);
});

test('fan-out at 3: 7', async () => {
  await choose('fanOut');
  expect(demo.updates[0].grads.x).toBe(7);
});

test('deep sigmoids: the gradient shrinks from cell to cell and vanishes on its way to the first', async () => {
  await choose('deep');
  const grads = Object.values(demo.updates[0].grads).map(Number);
  expect(grads.length).toBe(6);
  for (const [i, grad] of grads.slice(1).entries())
    expect(Math.abs(grad)).toBeGreaterThan(2 * Math.abs(grads[i]));
  expect(Math.abs(grads[5] / grads[0])).toBeGreaterThan(100);
  expect(textOf(find(demo, '.parameter .handle'))).toBe('w₁');
});

test('a dead ReLU passes nothing on and never learns', async () => {
  await choose('dead');
  await type(demo, 'epochs', '5');
  for (const { grads, loss } of demo.updates) {
    expect([grads.w, grads.b].map((grad) => Math.abs(Number(grad)))).toEqual([0, 0]);
    expect(loss).toBe(16);
  }
});

test('a choice fills every field; what was typed into another model is not taken along', async () => {
  await type(demo, 'lr', '0.3');
  await type(demo, 'w', '5');
  await choose('bias');
  expect([field(demo, 'lr').value, field(demo, 'w').value]).toEqual(['0.1', '1.0']);
});

test('an expression of one’s own is known as such; the presets are known by their text', async () => {
  await type(demo, 'expr', 'sin(w)*x');
  expect(choice.value).toBe('own');
  await type(demo, 'expr', 'x * x+x');
  expect(choice.value).toBe('fanOut');
  await choose('own');
  expect(demo.shadowRoot?.activeElement).toBe(field(demo, 'expr'));
  expect(field(demo, 'expr').value).toBe('x * x+x');
});

test('the single sample of a model is its own', async () => {
  await choose('logistic');
  const data = find(demo, 'select[aria-label="data"]');
  await userEvent.selectOptions(data, 'lesson');
  await settle(demo);
  expect(demo.updates.length).toBe(300);
  await userEvent.selectOptions(data, 'single');
  await settle(demo);
  expect(field(demo, 'y').value).toBe('1.0');
  expect(field(demo, 'lr').value).toBe('0.5');
});

test('chosen with the keyboard alone', async () => {
  choice.focus();
  await press(demo, '{ArrowDown}{ArrowDown}');
  expect(choice.value).toBe('quadratic');
  expect(all(demo, '.field.parameter').length).toBe(3);
  expect(node(demo, 'a').value).toBe('0.5');
});
