// What scripts and course pages rely on: attributes, properties, methods, events.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BackpropDemo } from '../../web/demo/element.js';
import { click, find, mount, node, PROGRAM, settle, type } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;
/** @type {{ type: string, detail: any }[]} */
let heard;
const NAMES = ['backprop-step', 'backprop-change', 'backprop-error'];

/** @param {Event} event */
const hear = (event) =>
  heard.push({ type: event.type, detail: /** @type {CustomEvent} */ (event).detail });

beforeEach(async () => {
  heard = [];
  demo = await mount();
  for (const name of NAMES) window.addEventListener(name, hear);
});

afterEach(() => {
  for (const name of NAMES) window.removeEventListener(name, hear);
  vi.useRealTimers();
});

test('the element is registered once, with an open shadow and adopted styles only', () => {
  expect(customElements.get('backprop-demo')).toBe(BackpropDemo);
  expect(demo.shadowRoot?.mode).toBe('open');
  expect(demo.shadowRoot?.adoptedStyleSheets.length).toBeGreaterThan(0);
  expect(demo.renderRoot.querySelectorAll('style, [style]').length).toBe(0);
});

test('step, back and reset', async () => {
  demo.step();
  demo.step();
  expect(demo.cursor).toBe(2);
  demo.back();
  expect(demo.cursor).toBe(1);
  demo.w = 3;
  demo.reset();
  expect(demo.cursor).toBe(0);
  expect(demo.updates[0].params.w).toBe(1);
  demo.back();
  expect(demo.cursor).toBe(0);
});

test('backprop-step tells the step in plain JSON and bubbles out of the shadow', () => {
  demo.cursor = 7;
  expect(heard).toEqual([
    {
      type: 'backprop-step',
      detail: {
        cursor: 7,
        last: 21,
        type: 'backward',
        phase: 'backward',
        update: 1,
        node: 'w',
        value: 1,
        gradient: -8,
        edge: { from: 'ŷ', to: 'w', upstream: -4, local: 2, contribution: -8, accumulated: -8 },
        sentence:
          'The multiplication passes −4.0 on to w, times its local derivative, which is the other factor, x = 2.0: w receives −8.0.',
      },
    },
  ]);
  expect(JSON.parse(JSON.stringify(heard[0].detail))).toEqual(heard[0].detail);
  demo.cursor = 7;
  expect(heard.length).toBe(1);
});

test('backprop-change tells the config, once an edit', async () => {
  await type(demo, 'w', '3');
  expect(heard).toEqual([
    {
      type: 'backprop-change',
      detail: { expr: '(w*x - y)^2', values: { w: 3, x: 2, y: 4 }, lr: 0.1, data: null, epochs: 2 },
    },
  ]);
  demo.setAttribute('data', PROGRAM.data);
  await settle(demo);
  expect(heard[1].detail.data).toEqual([
    [1, 2],
    [2, 4],
    [3, 6],
  ]);
});

test('backprop-error tells field, code and sentence, and nothing changes', async () => {
  await type(demo, 'lr', 'x');
  expect(heard).toEqual([
    {
      type: 'backprop-error',
      detail: {
        problems: [
          {
            field: 'lr',
            code: 'number',
            message: 'Learning rate: a number is expected, such as 0.5 or 1e-3.',
          },
        ],
      },
    },
  ]);
  expect(demo.updates.length).toBe(2);
});

test('numbers that are not finite travel as their names', () => {
  demo.lr = 3;
  demo.epochs = 80;
  demo.cursor = Infinity;
  const { detail } = heard[heard.length - 1];
  expect(detail.value).toBe('NaN');
  expect(JSON.parse(JSON.stringify(detail))).toEqual(detail);
});

test('attributes and properties mean the same', async () => {
  demo.setAttribute('x', '3');
  expect(demo.x).toBe('3');
  expect(demo.updates[0].prediction).toBe(3);
  demo.x = 5;
  expect(demo.updates[0].prediction).toBe(5);
  demo.removeAttribute('x');
  expect(demo.updates[0].prediction).toBe(2);
  demo.setAttribute('expr', 'tanh(w*x) * k');
  demo.setAttribute('k', '10');
  await settle(demo);
  expect(node(demo, 'k').value).toBe('10.0');
});

test('properties set before the element is defined are kept', async () => {
  const early = document.createElement('backprop-demo-early');
  Object.assign(early, { w: '7', cursor: 0 });
  Reflect.deleteProperty(early, 'cursor');
  document.body.replaceChildren(early);
  customElements.define('backprop-demo-early', class extends BackpropDemo {});
  await settle(/** @type {any} */ (early));
  expect(/** @type {any} */ (early).updates[0].params.w).toBe(7);
});

test('two demos in a page do not disturb each other', async () => {
  const other = /** @type {import('./page.js').BackpropDemo} */ (
    document.createElement('backprop-demo')
  );
  other.setAttribute('w', '5');
  document.body.append(other);
  await settle(other);
  demo.step();
  expect([demo.cursor, other.cursor]).toEqual([1, 0]);
  expect(demo.updates[0].params.w).toBe(1);
  expect(other.updates[0].params.w).toBe(5);
});

test('play walks to the end by itself and stops there; pause holds it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  find(demo, '.play').click();
  expect(demo.cursor).toBe(1);
  vi.advanceTimersByTime(2000);
  expect(demo.cursor).toBe(2);
  await demo.updateComplete;
  find(demo, '.pause').click();
  vi.advanceTimersByTime(60000);
  expect(demo.cursor).toBe(2);
  await demo.updateComplete;
  find(demo, '.play').click();
  vi.advanceTimersByTime(60000);
  expect(demo.cursor).toBe(21);
  await demo.updateComplete;
  expect(find(demo, '.play')).toBeTruthy();
});

test('taken out of the page while it plays and put back, it rests, and says so', async () => {
  await click(demo, '.round.play');
  expect(find(demo, '.pause')).toBeTruthy();
  demo.remove();
  document.body.append(demo);
  await settle(demo);
  expect(find(demo, '.play')).toBeTruthy();
});

test('an edit while it plays goes on from the edited run', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  find(demo, '.play').click();
  demo.w = 3;
  vi.advanceTimersByTime(2000);
  await demo.updateComplete;
  expect(demo.cursor).toBe(2);
  expect(node(demo, 'e').value).toBe('2.0');
});

test('the jump buttons move a whole update', async () => {
  await click(demo, '.nextPass');
  expect(demo.cursor).toBe(8);
  await click(demo, '.nextPass');
  expect(demo.cursor).toBe(17);
  await click(demo, '.previousPass');
  expect(demo.cursor).toBe(8);
  await click(demo, '.last');
  expect(demo.cursor).toBe(21);
  await click(demo, '.first');
  expect(demo.cursor).toBe(0);
});
