// The learning-rate ruler: zones from the exact second derivative, the step drawn, live while the rate is dragged.
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../web/demo/lab/index.js';
import { readConfig } from '../../web/demo/config.js';
import { rulerAt } from '../../web/demo/lab/ruler/look.js';
import { zoneOf, zonesOf } from '../../web/demo/lab/ruler/zones.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import { all, click, field, find, mount, PROGRAM, press, settle, textOf } from './page.js';

/** @param {Record<string, string>} [attributes] */
async function ruler(attributes = {}) {
  const demo = await mount(attributes);
  await click(demo, '#tab-ruler');
  return demo;
}

/** @param {Record<string, string>} given */
function timelineOf({ expr, lr, epochs, data, ...values }) {
  const { config } = readConfig({ expr, lr, epochs, data, values });
  if (!config) throw new Error('this config cannot be run');
  return makeTimeline(config);
}

/** @param {import('./page.js').BackpropDemo} demo */
const facts = (demo) => all(demo, '.facts dd').map(textOf);
/** @param {import('./page.js').BackpropDemo} demo */
const verdict = (demo) => textOf(find(demo, '.verdict'));
/** @param {import('./page.js').BackpropDemo} demo */
const slider = (demo) => /** @type {HTMLInputElement} */ (find(demo, '.strip input'));

test('the lesson: slope, exact curvature, step, and what tangent and parabola promise', async () => {
  const demo = await ruler();
  expect(facts(demo)).toEqual(['−8.0', '8.0', '+0.8', '−6.4', '−3.84', '−3.84']);
  expect(all(demo, '.marks b').map(textOf)).toEqual(['0.125', '0.25']);
  expect(verdict(demo)).toBe(
    'Below 0.125: every update goes part of the way and stays on its side of the valley. Distance to the lowest point: × 0.2 per update.',
  );
});

test.each([
  ['0.05', 'safe'],
  ['0.125', 'once'],
  ['0.2', 'bouncing'],
  ['0.25', 'forever'],
  ['0.3', 'diverging'],
  ['0', 'still'],
])('at a rate of %s the lesson is %s', (lr, zone) => {
  expect(rulerAt(timelineOf({ lr }), 0).zone).toBe(zone);
});

test('0.125 lands on the lowest point, 0.25 at the same height', () => {
  expect(rulerAt(timelineOf({ lr: '0.125' }), 0)).toMatchObject({ landing: [2], landed: 0 });
  const bounced = rulerAt(timelineOf({ lr: '0.25' }), 0);
  expect(bounced).toMatchObject({ landing: [3], landed: 4, factor: -1 });
  expect(bounced.drops.real).toBe(0);
});

test('a button sets the rate of its mark, and the field follows', async () => {
  const demo = await ruler();
  await click(demo, '.marks button');
  expect(field(demo, 'lr').value).toBe('0.125');
  expect(demo.updates[0].next.w).toBe(2);
  expect(find(demo, '.marks button').getAttribute('aria-pressed')).toBe('true');
});

test('the slider is live, and by keyboard every rate can be reached', async () => {
  const demo = await ruler();
  const before = find(demo, '.landing').getAttribute('cx');
  slider(demo).focus();
  await press(demo, '{ArrowRight}');
  expect(field(demo, 'lr').value).toBe('0.101');
  expect(find(demo, '.landing').getAttribute('cx')).not.toBe(before);
  expect(demo.cursor).toBe(0);
  await press(demo, '{End}');
  expect(verdict(demo)).toContain('It diverges.');
  expect(slider(demo).getAttribute('aria-valuetext')).toContain('It diverges.');
});

test('a dragged rate is caught by a mark', async () => {
  const demo = await ruler();
  const input = slider(demo);
  const drag = (/** @type {string} */ value) => {
    input.value = value;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  input.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  drag('0.129');
  await settle(demo);
  expect(field(demo, 'lr').value).toBe('0.125');
  input.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
  drag('0.129');
  await settle(demo);
  expect(field(demo, 'lr').value).toBe('0.129');
});

test('where the step goes to the left, so does the ruler', async () => {
  const demo = await ruler({ w: '3' });
  expect(find(demo, '.strip').classList).toContain('leftward');
  expect(slider(demo).dir).toBe('rtl');
  slider(demo).focus();
  await press(demo, '{ArrowLeft}');
  expect(field(demo, 'lr').value).toBe('0.101');
});

test('the point follows the run, and the landing is filled once it is taken', async () => {
  const demo = await ruler();
  demo.cursor = 8;
  await settle(demo);
  expect(find(demo, '.landing').classList).toContain('taken');
  demo.cursor = 17;
  await settle(demo);
  expect(facts(demo)[0]).toBe('−1.6');
});

test('two parameters have contours, and a curvature along the step', async () => {
  const demo = await ruler({ expr: '(w*x + b - y)^2' });
  expect(all(demo, '.contour').length).toBeGreaterThan(5);
  expect(all(demo, '.marks b').map(textOf)).toEqual(['0.1', '0.2']);
  await click(demo, '.marks button');
  expect(demo.check?.loss).toBe(0);
});

test.each([
  ['.tangent', '(w*x - y)^2'],
  ['.stride', '(w*x + b - y)^2'],
])('however large the rate, %s keeps its direction', async (line, expr) => {
  const angle = async (/** @type {string} */ lr) => {
    const demo = await ruler({ expr, lr });
    const d = String(find(demo, `.ruler ${line}`).getAttribute('d'));
    const [x1, y1, x2, y2] = d.split(/[ML,]/).slice(1).map(Number);
    return Math.atan2(y2 - y1, x2 - x1);
  };
  const small = await angle('0.1');
  for (const lr of ['5', '50', '1e6', '1e37']) expect(await angle(lr)).toBeCloseTo(small, 2);
});

test('three parameters: the loss along the step', async () => {
  const demo = await ruler({ expr: '(v*w*x + b - y)^2', b: '0.5' });
  expect(textOf(find(demo, '.ruler h2'))).toBe('Loss along the step');
  expect(all(demo, '.curve').length).toBe(1);
});

test('with a data set the ruler is that of the sample', async () => {
  const demo = await ruler(PROGRAM);
  expect(textOf(find(demo, '.ruler h2'))).toContain('for this sample');
  expect(all(demo, '.marks b').map(textOf)).toEqual(['0.5', '1.0']);
  demo.cursor = 12;
  await settle(demo);
  expect(all(demo, '.marks b').map(textOf)).toEqual(['0.125', '0.25']);
});

test('at the lowest point the marks are still there', async () => {
  const demo = await ruler({ w: '2' });
  expect(verdict(demo)).toBe('The slope is 0: at any rate the step is 0.');
  expect(all(demo, '.marks b').map(textOf)).toEqual(['0.125', '0.25']);
});

test('where it bends downward, is straight, is flat, or cannot be known, it is said', async () => {
  const zoneAt = (/** @type {Record<string, string>} */ given) =>
    rulerAt(timelineOf(given), 0).zone;
  expect(zoneAt({ expr: 'sigmoid(w)', w: '1' })).toBe('downward');
  expect(zoneAt({ expr: 'w*x' })).toBe('straight');
  expect(zoneAt({ w: '2' })).toBe('flat');
  expect(zoneAt({ expr: 'relu(w*x)^2', w: '-1' })).toBe('flat');
  expect(zoneAt({ expr: 'log(w)', w: '-1' })).toBe('broken');
  expect(zoneOf(0.1, zonesOf({ loss: 1, gradient: [2], hessian: null, why: null }, [1]))).toBe(
    'unknown',
  );
  for (const [expr, w] of [
    ['log(w)', '-1'],
    ['w*x', '1'],
  ]) {
    const demo = await ruler({ expr, w });
    expect(verdict(demo)).not.toBe('');
    expect(all(demo, '.marks button')).toEqual([]);
  }
});

test.each([
  ['sqrt(w)', '0'],
  ['log(w)', '0'],
  ['log(w)', '-1'],
  ['w/0', '1'],
  ['(w*x - y)^2', '1e30'],
  ['w^1.5', '0'],
  ['sqrt(w) + sqrt(v)', '0'],
  ['ceil(w + 1e30)', '1'],
  ['ceil(w - 1e30)', '1'],
  ['v*w - 1e-20*w', '100'],
  ['(1e-10*w)^2', '100'],
])('%s at %s: what is not finite is said, and never drawn', async (expr, w) => {
  const demo = await ruler({ expr, w, v: '0' });
  for (const cursor of [0, 3, Infinity]) {
    demo.cursor = cursor;
    await settle(demo);
    const numbers = all(demo, '.panel svg *').flatMap((shape) =>
      ['x', 'y', 'x1', 'y1', 'cx', 'cy', 'width', 'd'].map((name) => shape.getAttribute(name)),
    );
    expect(numbers.filter((text) => /NaN|Infinity/.test(text ?? ''))).toEqual([]);
    const said = /^w\^1.5|ceil/.test(expr) ? 'The slope is 0' : 'is not a finite number here';
    if (!expr.includes('e-')) expect(verdict(demo)).toContain(said);
  }
});

test('divergence is explained where it happens, and one can go there', async () => {
  const demo = await ruler({ lr: '3', epochs: '80' });
  const told = textOf(find(demo, '.left-range'));
  expect(told).toMatch(/^In update \d+, .+ leaves the finite numbers: it becomes −?∞\. Go there$/);
  await click(demo, '.left-range button');
  expect(all(demo, '.node.broken').length).toBeGreaterThan(0);
  const at = demo.cursor;
  demo.cursor = at - 1;
  await settle(demo);
  expect(all(demo, '.node.broken')).toEqual([]);
});

test('tabs are moved between with the arrow keys', async () => {
  const demo = await mount();
  find(demo, '[role="tab"]').focus();
  await press(demo, '{ArrowRight}');
  expect(find(demo, '#tab-ruler').getAttribute('aria-selected')).toBe('true');
  expect(demo.shadowRoot?.activeElement).toBe(find(demo, '#tab-ruler'));
  expect(demo.cursor).toBe(0);
  await userEvent.keyboard('{Home}');
  await settle(demo);
  expect(find(demo, '.step h2')).toBeTruthy();
});
