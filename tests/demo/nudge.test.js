// The nudge proof: the change of the loss over h beside the gradient, in float32 and in float64.
import { beforeEach, expect, test } from 'vitest';
import '../../web/demo/lab/index.js';
import { readConfig } from '../../web/demo/config.js';
import { nudgeAt, nudgeBy } from '../../web/demo/lab/nudge/look.js';
import { UNIT, verdictOf } from '../../web/demo/lab/nudge/verdict.js';
import { placeAt } from '../../web/demo/lab/place.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import { all, click, find, mount, press, settle, textOf } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;

beforeEach(async () => {
  demo = await mount();
  await click(demo, '#tab-nudge');
});

const slider = () => /** @type {HTMLInputElement} */ (find(demo, '.h input'));

/** @param {number} exponent */
async function drag(exponent) {
  slider().value = String(exponent);
  slider().dispatchEvent(new Event('input'));
  await settle(demo);
}

const facts = () => all(demo, '.nudge dd').map(textOf);
const verdict = () => textOf(find(demo, '.verdict'));

test('a tenth is coarse: −7.6 beside −8.0', () => {
  expect(facts()).toEqual(['4', '3.2399998', '−7.6', '−8.0']);
  expect(verdict()).toContain('h is coarse');
});

test('the smaller h, the better, until float32 runs out of digits', async () => {
  await drag(-3);
  expect(verdict()).toContain('is the gradient');
  await drag(-7);
  expect(facts()[2]).toBe('−9.5367');
  expect(verdict()).toContain('almost all the digits that float32 has');
  await drag(-9);
  expect(facts()).toEqual(['4', '4', '0.0', '−8.0']);
  expect(verdict()).toBe(
    'In float32, w + h is w: nothing has moved, and nothing can be learnt from it.',
  );
});

test('float64 sees the same nudge, and comes to its own end later', async () => {
  await drag(-7);
  await click(demo, '.choice button:last-child');
  expect(verdict()).toContain('is the gradient');
  expect(facts()[1]).toBe('3.9999992000000395');
  expect(facts()[3]).toBe('−8.0');
  await drag(-12);
  expect(Number(facts()[2].replace('−', '-'))).not.toBe(-8);
  await click(demo, '.choice button:first-child');
  expect(facts()[2]).toBe('0.0');
});

test('both engines leave each other’s tensors alone', async () => {
  await click(demo, '.choice button:last-child');
  demo.cursor = 21;
  await settle(demo);
  expect(demo.updates.map(({ next }) => next.w)).toEqual([1.7999999523162842, 1.9600000381469727]);
});

test('the parameter can be chosen, and is forgotten with its expression', async () => {
  demo.expr = '(w*x + b - y)^2';
  await settle(demo);
  const names = () => all(demo, '.choice:last-child button').map(textOf);
  expect(names()).toEqual(['w', 'b']);
  await click(demo, '.choice:last-child button:last-child');
  expect(facts()[3]).toBe('−4.0');
  demo.expr = '(w*x - y)^2';
  await settle(demo);
  expect(facts()[3]).toBe('−8.0');
});

test('by keyboard, and spoken', async () => {
  slider().focus();
  await press(demo, '{ArrowLeft}');
  expect(slider().value).toBe('-1.25');
  expect(demo.cursor).toBe(0);
  await press(demo, '{Home}');
  expect(slider().getAttribute('aria-valuetext')).toMatch(
    /^h = 1\.0e−12\. In float32, w \+ h is w/,
  );
});

test('without a finite loss it says so', async () => {
  demo.expr = 'log(w)';
  demo.w = '-1';
  await settle(demo);
  expect(verdict()).toBe('There is no finite change of the loss here.');
});

test.each([
  ['relu(w)', '1.0'],
  ['abs(w)', '1.0'],
  ['relu(-w)', '0.0'],
])('%s at 0: a kink is no matter of h', async (expr, right) => {
  demo.expr = expr;
  demo.w = '0';
  await settle(demo);
  for (const exponent of [-1, -3, -6]) {
    await drag(exponent);
    if (expr === 'relu(-w)') expect(verdict()).toContain('is the gradient');
    else
      expect(verdict()).toBe(
        `The loss has a kink here: to the right its slope is ${right}, however small h is. Backward gives 0.0, as PyTorch does.`,
      );
  }
});

test('where there is no kink, none is seen', () => {
  for (const [expr, w] of [
    ['(w*x - y)^2', '1'],
    ['exp(w)', '3'],
    ['sin(30*w)', '1'],
    ['w^2', '0'],
    ['w^3', '0'],
    ['tanh(w)/w', '5'],
    ['abs(w)', '-0.3'],
  ]) {
    const { config } = readConfig({ expr, values: { w } });
    const place = placeAt(makeTimeline(/** @type {any} */ (config)), 0);
    for (let exponent = -12; exponent <= 0; exponent += 0.25) {
      const h = nudgeBy(exponent);
      const seen = verdictOf(nudgeAt(place, 'w', h), h, UNIT.float32);
      expect(`${expr} ${exponent} ${seen}`).not.toContain('kink');
    }
  }
});
