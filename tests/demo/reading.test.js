// How the demo can be read: both languages, both themes, by ear, by keyboard alone, on a narrow screen.
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { violations } from './axe.js';
import {
  all,
  click,
  field,
  find,
  mount,
  node,
  PROGRAM,
  press,
  sentence,
  settle,
  textOf,
  type,
} from './page.js';

/** @typedef {import('./page.js').BackpropDemo} BackpropDemo */

afterEach(async () => {
  document.documentElement.removeAttribute('lang');
  document.body.removeAttribute('style');
  await page.viewport(1200, 900);
});

const STATES = [
  { state: 'start', cursor: 0, attributes: {} },
  { state: 'forward', cursor: 2, attributes: {} },
  { state: 'backward', cursor: 7, attributes: {} },
  { state: 'update', cursor: 8, attributes: {} },
  { state: 'cleared', cursor: 9, attributes: {} },
  { state: 'own data', cursor: 3, attributes: { data: '1,2; 3,4' } },
  { state: 'nothing to draw', cursor: 0, attributes: { expr: '(w*' } },
  { state: 'not a number', cursor: 1, attributes: { expr: 'log(w)', w: '-1' } },
  { state: 'fan-out', cursor: 7, attributes: { expr: 'x*x + x', x: '3' } },
  { state: 'bad field', cursor: 7, attributes: {}, bad: true },
  { state: 'finished', cursor: Infinity, attributes: PROGRAM },
  { state: 'diverged', cursor: Infinity, attributes: { lr: '3', epochs: '80' } },
];

for (const theme of ['light', 'dark'])
  for (const lang of ['en', 'zh'])
    test.each(STATES)(
      `axe finds nothing: $state, ${theme}, ${lang}`,
      async ({ cursor, attributes, bad }) => {
        const demo = await mount({ ...attributes, theme, lang });
        document.body.style.background = theme === 'dark' ? '#10141a' : '#f5f6f8';
        demo.cursor = cursor;
        if (bad) demo.lr = 'x';
        await settle(demo);
        expect(await violations(demo)).toEqual([]);
      },
    );

test('the language is the tag’s, else the page’s; the button changes it and keeps the step', async () => {
  const demo = await mount();
  demo.cursor = 7;
  await settle(demo);
  const english = sentence(demo);
  await click(demo, '.language');
  expect(demo.lang).toBe('zh-CN');
  expect(demo.cursor).toBe(7);
  expect(sentence(demo)).toBe(
    '乘法把上游梯度 −4.0 乘以局部导数，即另一个因子 x = 2.0，再传给 w：w 得到 −8.0。',
  );
  expect(node(demo, 'y').value).toBe('4.0');
  expect(textOf(find(demo, '.main'))).toBe('下一步');
  await click(demo, '.language');
  expect(sentence(demo)).toBe(english);
  document.documentElement.lang = 'zh-Hans';
  demo.removeAttribute('lang');
  await settle(demo);
  expect(textOf(find(demo, '.main'))).toBe('下一步');
});

test('bad input is explained in the page’s language', async () => {
  const demo = await mount({ lang: 'zh' });
  await type(demo, 'w', 'abc');
  expect(textOf(find(demo, '#problem-w'))).toBe('w：请输入一个数，例如 0.5 或 1e-3。');
});

test('every step of the lesson speaks one new sentence in the live region', async () => {
  for (const lang of ['en', 'zh']) {
    const demo = await mount({ lang });
    const region = find(demo, '[aria-live="polite"]');
    expect(region.getAttribute('aria-atomic')).toBe('true');
    const said = [textOf(region)];
    for (let at = 1; at <= 21; at++) {
      demo.step();
      await demo.updateComplete;
      said.push(textOf(region));
    }
    said.forEach((words, at) => {
      expect(words).not.toBe(said[at - 1]);
    });
    for (const words of said) {
      expect(words).toMatch(/[.。]$/);
      expect(words).not.toMatch(/[{}]|undefined|null/);
    }
    expect(find(demo, '[aria-live="polite"]')).toBe(region);
  }
});

test('no sentence has a space between Chinese characters, whatever the op', async () => {
  const demo = await mount({ lang: 'zh', expr: '-w / x + w^3 + tanh(w)' });
  for (let at = 1; at <= 18; at++) {
    demo.step();
    await demo.updateComplete;
    expect(sentence(demo)).not.toMatch(/[一-鿿] [一-鿿]/);
  }
});

test('the graph is told in words', async () => {
  const demo = await mount();
  demo.cursor = 7;
  await settle(demo);
  const told = all(demo, 'ul.spoken li').map(textOf);
  expect(told).toContain('w, parameter: value 1.0, gradient −8.0.');
  expect(told).toContain('x, data: value 2.0.');
  expect(told).toContain('ŷ = w·x: value 2.0, gradient −4.0.');
  expect(told).toContain('From ŷ to w: −4.0 × 2.0 = −8.0.');
});

test('the keyboard alone: arrows, Home, End, whole updates, play', async () => {
  const demo = await mount();
  find(demo, '.stage').focus();
  await press(demo, '{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}');
  expect(demo.cursor).toBe(2);
  await press(demo, '{End}');
  expect(demo.cursor).toBe(21);
  await press(demo, '{PageUp}');
  expect(demo.cursor).toBe(12);
  await press(demo, '{Home}');
  expect(demo.cursor).toBe(0);
  await press(demo, ' ');
  expect(demo.cursor).toBe(1);
  expect(find(demo, '.pause')).toBeTruthy();
  await press(demo, ' ');
  expect(find(demo, '.play')).toBeTruthy();
  expect(demo.cursor).toBe(1);
});

test('the slider moves one op per arrow key, not two', async () => {
  const demo = await mount();
  find(demo, 'input[type="range"]').focus();
  await press(demo, '{ArrowRight}');
  expect(demo.cursor).toBe(1);
  await press(demo, '{ArrowRight}{ArrowLeft}');
  expect(demo.cursor).toBe(1);
});

test('keys that belong to a field stay there', async () => {
  const demo = await mount();
  field(demo, 'w').focus();
  await press(demo, '{Home}{ArrowRight}{ArrowLeft}{End} ');
  expect(demo.cursor).toBe(0);
  expect(field(demo, 'w').value).toBe('1.0 ');
});

/**
 * Whether a slider, whose bar carries the focus and has no style that could be read, looks otherwise without it.
 * @param {HTMLElement} slider
 */
async function looksOtherwise(slider) {
  const track = /** @type {HTMLElement} */ (slider.parentElement);
  const look = () => page.screenshot({ element: track, base64: true, save: false });
  const focused = await look();
  slider.blur();
  const without = await look();
  slider.focus({ focusVisible: true });
  return focused !== without;
}

test('Tab reaches every control, and each shows where it is', async () => {
  const demo = await mount();
  const reached = new Set();
  await userEvent.tab();
  for (let i = 0; i < 40 && demo.shadowRoot?.activeElement; i++) {
    const at = /** @type {HTMLElement} */ (demo.shadowRoot?.activeElement);
    const ring =
      getComputedStyle(at).outlineStyle !== 'none' ||
      getComputedStyle(/** @type {HTMLElement} */ (at.parentElement)).boxShadow !== 'none' ||
      (await looksOtherwise(at));
    expect(ring).toBe(true);
    reached.add(at);
    await userEvent.tab();
  }
  const controls = all(demo, 'input, select, button:not([tabindex="-1"]), [tabindex="0"]');
  expect(controls.length).toBeGreaterThan(15);
  expect(controls.filter((control) => !reached.has(control))).toEqual([]);
});

test('focus stays on Back when it comes to the start', async () => {
  const demo = await mount();
  demo.cursor = 1;
  await settle(demo);
  find(demo, '.round.back').focus();
  await press(demo, '{Enter}{Enter}');
  expect(demo.cursor).toBe(0);
  expect(demo.shadowRoot?.activeElement).toBe(find(demo, '.round.back'));
});

for (const width of [320, 360, 620, 720, 768, 920, 1440])
  test(`nothing sticks out at ${width} pixels`, async () => {
    await page.viewport(width, 800);
    for (const attributes of [
      {},
      PROGRAM,
      { expr: '(tanh(w*x + b)*v + c - y)^2' },
      { expr: '(sigmoid(w*x + b) - y)^2', y: '1', b: '0.5' },
      { lang: 'zh', lr: 'x' },
    ]) {
      const demo = await mount(attributes);
      demo.cursor = 'b' in attributes ? 10 : 7;
      await settle(demo);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const { right } = demo.getBoundingClientRect();
      const out = all(demo, '.fields *, .panel *, .dock *').filter(
        (part) =>
          part.getBoundingClientRect().right > right + 1 &&
          getComputedStyle(part).clipPath === 'none',
      );
      expect(out).toEqual([]);
    }
  });

for (const lang of ['en', 'zh'])
  test(`names of phases stand apart, ${lang}`, async () => {
    for (const width of [620, 768, 1000, 1240, 1440]) {
      await page.viewport(width, 900);
      for (const attributes of [
        {},
        { epochs: '5' },
        { expr: '(w*x + b - y)^2 + w*w' },
        { expr: 'x*x + x' },
      ]) {
        const demo = await mount({ lang, ...attributes });
        const names = all(demo, '.segment-name')
          .map((name) => name.getBoundingClientRect())
          .filter((box) => box.width > 0);
        if (!('epochs' in attributes)) expect(names.length).toBeGreaterThan(2);
        for (const [i, { left }] of names.entries())
          if (i) expect(left - names[i - 1].right).toBeGreaterThan(1);
      }
    }
  });

test('on a phone what is wrong is said at the top of the screen, and the field stays where it is', async () => {
  await page.viewport(360, 740);
  document.body.style.paddingBottom = '800px';
  const demo = await mount();
  const input = field(demo, 'w');
  input.scrollIntoView({ block: 'center' });
  await settle(demo);
  const before = input.getBoundingClientRect().top;
  await type(demo, 'w', 'abc');
  expect(Math.abs(input.getBoundingClientRect().top - before)).toBeLessThan(1);
  const { top, bottom } = find(demo, '.problems').getBoundingClientRect();
  expect(top).toBeGreaterThanOrEqual(0);
  expect(bottom).toBeLessThan(before);
});

test('on a phone the numbers of a short chain’s edge keep inside the picture', async () => {
  await page.viewport(360, 740);
  const demo = await mount({ expr: 'cos(w)', w: '0.3' });
  demo.cursor = 3;
  await settle(demo);
  const box = (/** @type {string} */ part) => find(demo, part).getBoundingClientRect();
  expect(box('.graph .label').left).toBeGreaterThanOrEqual(box('.graph').left);
  expect(box('.graph .label').right).toBeLessThanOrEqual(box('.graph').right);
});

test('on a phone without a graph what is wrong covers neither the field nor the advice', async () => {
  await page.viewport(360, 740);
  const demo = await mount({ expr: 'foo(w)', lang: 'zh' });
  const { top } = find(demo, '.problems').getBoundingClientRect();
  for (const part of ['.empty-stage', '.fields'])
    expect(find(demo, part).getBoundingClientRect().bottom).toBeLessThanOrEqual(top);
});

test('on a narrow screen the graph flows downward and the transport stays in reach', async () => {
  await page.viewport(360, 740);
  const demo = await mount();
  const top = (/** @type {string} */ selector) => find(demo, selector).getBoundingClientRect().top;
  expect(top('.stage')).toBeLessThan(top('.fields'));
  expect(top('.fields')).toBeLessThan(top('.panel'));
  expect(top('.node[data-symbol="L"]')).toBeGreaterThan(top('.node[data-symbol="e"]') + 60);
  const { bottom } = find(demo, '.main').getBoundingClientRect();
  expect(bottom).toBeLessThanOrEqual(740);
});

test('on a short window the dock covers neither the step’s node nor the field that was tapped', async () => {
  await page.viewport(360, 560);
  const demo = await mount();
  const over = (/** @type {string} */ selector) =>
    find(demo, '.dock').getBoundingClientRect().top -
    find(demo, selector).getBoundingClientRect().bottom;
  expect(over('.node[data-symbol="L"]')).toBeLessThan(0);
  demo.cursor = 3;
  await vi.waitFor(() => expect(over('.node[data-symbol="L"]')).toBeGreaterThan(0));
  find(demo, '.node[data-symbol="w"]').dispatchEvent(new MouseEvent('click'));
  expect(demo.shadowRoot?.activeElement).toBe(field(demo, 'w'));
  await vi.waitFor(() => expect(over('input[name="w"]')).toBeGreaterThan(0));
});

test('nothing jumps: the parts stand still through the whole lesson', async () => {
  const demo = await mount();
  const places = new Set();
  for (let at = 0; at <= 21; at++) {
    demo.cursor = at;
    await settle(demo);
    const stands = [
      '.stage',
      '.loss',
      '.main',
      '.node[data-symbol="w"] .card',
      'thead th:last-child',
    ].map((part) => {
      const { x, y, width, height } = find(demo, part).getBoundingClientRect();
      return [x, y, width, part === '.loss' ? 0 : height].map(Math.round).join();
    });
    places.add(stands.join(' '));
  }
  expect([...places]).toEqual([[...places][0]]);
});

test('a value travels along its edge, and not for those who asked for stillness', async () => {
  const demo = await mount();
  demo.step();
  await demo.updateComplete;
  const running = all(demo, '.traveller').flatMap((traveller) => traveller.getAnimations());
  expect(running.length).toBe(2);
  const original = window.matchMedia;
  window.matchMedia = (query) =>
    Object.assign(original.call(window, query), {}) &&
    /** @type {any} */ ({ matches: query.includes('reduce') });
  demo.step();
  await demo.updateComplete;
  expect(all(demo, '.traveller').flatMap((traveller) => traveller.getAnimations())).toEqual([]);
  window.matchMedia = original;
});
