// Graphs of two hundred nodes: they are panned, zoomed and fitted, they follow the steps, and a step touches only what
// it changes.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { all, click, DEEP, find, mount, press, sentence, settle, textOf } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;
/** @type {HTMLElement} */
let stage;

beforeEach(async () => {
  demo = await mount({ expr: DEEP });
  stage = find(demo, '.stage');
});

afterEach(async () => {
  vi.restoreAllMocks();
  await page.viewport(1200, 900);
});

const scale = () => Number.parseFloat(textOf(find(demo, '.zoom output'))) / 100;
/** @param {Element} part whether it can be seen in the stage */
const inside = (part) => {
  const [room, box] = [stage, part].map((element) => element.getBoundingClientRect());
  return (
    box.left >= room.left - 1 &&
    box.right <= room.right + 1 &&
    box.top >= room.top - 1 &&
    box.bottom <= room.bottom + 1
  );
};
const still = () =>
  vi.spyOn(window, 'matchMedia').mockReturnValue(/** @type {any} */ ({ matches: true }));

test('206 nodes are read at a readable size, drawn only where they can be seen, told in full', async () => {
  expect(scale()).toBeGreaterThanOrEqual(0.6);
  expect(all(demo, '.node').length).toBeLessThan(60);
  expect(all(demo, 'ul.spoken li').length).toBe(206);
});

test('the graph follows the steps, also far jumps, and nothing that can be seen is missing', async () => {
  still();
  for (const cursor of [1, 40, 150, 152, 200, 330, 3, 500]) {
    demo.cursor = cursor;
    await settle(demo);
    expect(inside(find(demo, '.node.active'))).toBe(true);
    const near = all(demo, '.node').filter(inside);
    expect(near.length).toBeGreaterThan(2);
  }
});

for (const [width, expr] of Object.entries({
  1200: '(w*x - y)^2',
  768: '(w*x - y)^2',
  360: '(w*x - y)^2',
  1201: DEEP,
}))
  test(`at ${width} px what is drawn first is what stays`, async () => {
    await page.viewport(Number(width), 900);
    demo = /** @type {import('./page.js').BackpropDemo} */ (
      document.createElement('backprop-demo')
    );
    demo.setAttribute('expr', expr);
    document.body.replaceChildren(demo);
    expect(await demo.updateComplete, 'no other draw was asked for').toBe(true);
    const drawn = find(demo, '.graph').outerHTML;
    await settle(demo);
    expect(find(demo, '.graph').outerHTML).toBe(drawn);
  });

test('scrolled by hand, the cards come as they are needed', async () => {
  const shown = () => new Set(all(demo, '.node').map((node) => node.getAttribute('data-symbol')));
  const before = shown();
  stage.scrollTo({ left: stage.scrollWidth / 2, behavior: 'instant' });
  await settle(demo);
  const after = all(demo, '.node').filter(inside);
  expect(after.length).toBeGreaterThan(2);
  expect(after.some((node) => before.has(node.getAttribute('data-symbol')))).toBe(false);
});

test('plus, minus and nought: by key and by button, about the middle', async () => {
  stage.focus();
  const first = scale();
  stage.scrollTo({ left: 3000, behavior: 'instant' });
  await settle(demo);
  const middle = () => (stage.scrollLeft + stage.clientWidth / 2) / scale();
  const before = middle();
  await press(demo, '+');
  expect(scale()).toBeCloseTo(first * 1.25, 1);
  expect(Math.abs(middle() - before)).toBeLessThan(60);
  await press(demo, '--');
  expect(scale()).toBeLessThan(first);
  await click(demo, '.zoom [aria-label^="All"]');
  expect(all(demo, '.node').length).toBe(206);
  expect(stage.scrollWidth).toBeLessThanOrEqual(stage.clientWidth + 1);
  expect(stage.scrollHeight).toBeLessThanOrEqual(stage.clientHeight + 1);
  expect(all(demo, '.node .number').length).toBe(0);
  await press(demo, '0');
  expect(scale()).toBeCloseTo(first, 2);
  expect(demo.cursor).toBe(0);
});

test('from afar, the waves can be seen: what is computed, what a gradient has reached, what is active', async () => {
  await press(demo, '{Tab}');
  stage.focus();
  await press(demo, '0');
  demo.cursor = 250;
  await settle(demo);
  expect(all(demo, '.far .node.computed').length).toBe(206);
  const reached = all(demo, '.far .node.reached').length;
  expect(reached).toBeGreaterThan(50);
  expect(reached).toBeLessThan(206);
  expect(all(demo, '.far .node.active').length).toBe(1);
  for (const line of ['.node.active .card', '.node.reached .card', '.forward', '.back']) {
    const { vectorEffect, strokeWidth } = getComputedStyle(find(demo, `.far ${line}`));
    expect(vectorEffect).toBe('non-scaling-stroke');
    expect(Number.parseFloat(strokeWidth)).toBeGreaterThan(1);
  }
});

test('with Shift the arrows pan and do not step', async () => {
  still();
  stage.focus();
  stage.scrollTo({ left: 900, behavior: 'instant' });
  await press(demo, '{Shift>}{ArrowRight}{/Shift}');
  expect(stage.scrollLeft).toBeGreaterThan(1000);
  await press(demo, '{Shift>}{ArrowLeft}{ArrowLeft}{/Shift}');
  expect(stage.scrollLeft).toBeLessThan(900);
  expect(demo.cursor).toBe(0);
});

test('a wheel with Ctrl zooms about the pointer; without, it scrolls', async () => {
  stage.scrollTo({ left: 2000, behavior: 'instant' });
  await settle(demo);
  const { left, top } = stage.getBoundingClientRect();
  const at = { clientX: left + 100, clientY: top + 100, bubbles: true, cancelable: true };
  const under = () => (stage.scrollLeft + 100) / scale();
  const [first, before] = [scale(), under()];
  const zoom = new WheelEvent('wheel', { ...at, deltaY: -200, ctrlKey: true });
  find(demo, '.graph').dispatchEvent(zoom);
  await settle(demo);
  expect(zoom.defaultPrevented).toBe(true);
  expect(scale()).toBeGreaterThan(first * 1.3);
  expect(Math.abs(under() - before)).toBeLessThan(30);
  const scroll = new WheelEvent('wheel', { ...at, deltaY: -200 });
  find(demo, '.graph').dispatchEvent(scroll);
  expect(scroll.defaultPrevented).toBe(false);
});

test('a mouse drags the graph; a click on a leaf still leads to its field', async () => {
  stage.scrollTo({ left: 500, behavior: 'instant' });
  await settle(demo);
  stage.setPointerCapture = () => {};
  /** @param {string} type @param {number} clientX @param {number} buttons */
  const send = (type, clientX, buttons) =>
    stage.dispatchEvent(
      new PointerEvent(type, {
        clientX,
        clientY: 300,
        buttons,
        pointerType: 'mouse',
        bubbles: true,
      }),
    );
  send('pointerdown', 400, 1);
  send('pointermove', 398, 1);
  expect(stage.scrollLeft).toBe(500);
  send('pointermove', 300, 1);
  expect(stage.scrollLeft).toBe(600);
  send('pointerup', 300, 0);
  send('pointermove', 200, 0);
  expect(stage.scrollLeft).toBe(600);
  demo.cursor = 1;
  await settle(demo);
  await click(demo, '.node.parameter .card');
  expect(demo.shadowRoot?.activeElement?.getAttribute('name')).toMatch(/^w/);
});

test('following is smooth, but not for those who asked for stillness', async () => {
  const scrolled = vi.spyOn(stage, 'scrollTo');
  const behaviours = () => scrolled.mock.calls.map(([goal]) => /** @type {any} */ (goal).behavior);
  for (let at = 1; at < 30; at++) {
    demo.cursor = at;
    await settle(demo);
  }
  expect(behaviours()).toContain('smooth');
  scrolled.mockClear();
  still();
  for (let at = 30; at < 60; at++) {
    demo.cursor = at;
    await settle(demo);
  }
  expect(behaviours().length).toBeGreaterThan(0);
  expect(new Set(behaviours())).toEqual(new Set(['instant']));
});

test('a small graph needs no buttons for its size, but has the keys', async () => {
  demo = await mount();
  expect(all(demo, '.zoom')).toEqual([]);
  find(demo, '.stage').focus();
  await press(demo, '++');
  expect(scale()).toBeGreaterThan(1.2);
  await press(demo, '00');
  expect(all(demo, '.zoom')).toEqual([]);
});

test('a contribution to a card far away leaves the view at the op that sends it', async () => {
  still();
  demo.cursor = 202;
  await settle(demo);
  const { scrollLeft } = stage;
  demo.step();
  await settle(demo);
  expect(textOf(find(demo, '.sentence [aria-live]'))).toContain('passes');
  expect(all(demo, '.node.active').filter(inside)).toEqual([]);
  expect(inside(find(demo, '.label'))).toBe(true);
  expect(stage.scrollLeft).toBe(scrollLeft);
});

test('a step changes what it is about, and nothing else', async () => {
  still();
  demo.cursor = 202;
  await settle(demo);
  const lines = all(demo, '.graph .forward');
  /** @type {Set<Element>} */
  const touched = new Set();
  const watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const card = element?.closest('.node');
      if (card) touched.add(card);
    }
  });
  watch.observe(demo.renderRoot, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  demo.step();
  await settle(demo);
  watch.disconnect();
  expect(touched.size).toBeGreaterThan(0);
  expect(touched.size).toBeLessThanOrEqual(5);
  expect(all(demo, '.graph .forward')).toEqual(lines);
});

test('cards come and go a room at a time, not with each step', async () => {
  still();
  const drawn = () => all(demo, '.node').map((node) => node.getAttribute('data-symbol'));
  let before = drawn();
  let changes = 0;
  for (demo.cursor = 1; demo.cursor < 60; demo.step()) {
    await settle(demo);
    expect(inside(find(demo, '.node.active'))).toBe(true);
    const now = drawn();
    if (now.join() !== before.join()) changes++;
    before = now;
  }
  expect(changes).toBeGreaterThan(0);
  expect(changes).toBeLessThan(20);
});

test('on a phone the large graph stays in its room', async () => {
  await page.viewport(360, 740);
  demo = await mount({ expr: DEEP });
  expect(find(demo, '.stage').clientHeight).toBeLessThanOrEqual(560);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});

test('a sentence names a few of many parameters, and how many more there are', async () => {
  expect(sentence(demo)).toContain('w₁ = 1.0, b = 0.0, w₂ = 1.0 and 49 more.');
  demo.lang = 'zh';
  await settle(demo);
  expect(sentence(demo)).toContain('及另外 49 个');
});

test('on a phone the buttons for the size stand on no card', async () => {
  await page.viewport(360, 740);
  demo = await mount({ expr: DEEP });
  const buttons = find(demo, '.zoom').getBoundingClientRect();
  expect(buttons.bottom).toBeLessThanOrEqual(find(demo, '.stage').getBoundingClientRect().top);
});
