// What holds for all parts of the lab: axe-core is content in every state, both themes and both languages, nothing
// sticks out at any width, and both languages say the same.
import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../web/demo/lab/index.js';
import { languages } from '../../web/demo/lab/words.js';
import { violations } from './axe.js';
import { all, find, mount, settle } from './page.js';

/** @typedef {import('./page.js').BackpropDemo} BackpropDemo */
/** @typedef {{ state: string, attributes?: Record<string, string>, go: (demo: BackpropDemo) => Promise<void> }} State */

afterEach(async () => {
  document.body.removeAttribute('style');
  await page.viewport(1200, 900);
});

/** @param {string} tab */
const open = (tab) => (/** @type {BackpropDemo} */ demo) => tap(demo, `#tab-${tab}`);

/** A click wherever it lies, even under the dock. @param {BackpropDemo} demo @param {string} selector */
async function tap(demo, selector) {
  find(demo, selector).click();
  await settle(demo);
}

/** @type {State[]} */
const STATES = [
  { state: 'ruler', go: open('ruler') },
  { state: 'ruler, two parameters', attributes: { expr: '(w*x + b - y)^2' }, go: open('ruler') },
  { state: 'predict', go: (demo) => tap(demo, '.predict') },
  {
    state: 'predict, wrong',
    attributes: { expr: 'x*x + x', x: '3' },
    go: async (demo) => {
      demo.cursor = 6;
      await tap(demo, '.predict');
      await settle(demo);
      /** @type {HTMLInputElement} */ (find(demo, '.quiz input')).value = '3';
      await tap(demo, '.quiz button');
    },
  },
  {
    state: 'predict, right',
    go: async (demo) => {
      demo.cursor = 0;
      await tap(demo, '.predict');
      /** @type {HTMLInputElement} */ (find(demo, '.quiz input')).value = '2';
      await tap(demo, '.quiz button');
    },
  },
  ...Array.from({ length: 10 }, (_, bug) => ({
    state: `bug ${bug + 1}`,
    go: async (/** @type {BackpropDemo} */ demo) => {
      await tap(demo, '.open-lab');
      await tap(demo, `.bug-list li:nth-child(${bug + 1}) button`);
    },
  })),
  {
    state: 'bug 1, mended',
    go: async (demo) => {
      await tap(demo, '.open-lab');
      await tap(demo, '.program .choice button:last-child');
    },
  },
  { state: 'nudge', go: open('nudge') },
  {
    state: 'nudge, float64',
    attributes: { expr: '(w*x + b - y)^2' },
    go: async (demo) => {
      await open('nudge')(demo);
      await tap(demo, '.choice button:last-child');
    },
  },
  { state: 'ruler, diverged', attributes: { lr: '3', epochs: '80' }, go: open('ruler') },
];

for (const theme of ['light', 'dark'])
  for (const lang of ['en', 'zh'])
    test.each(STATES)(
      `axe finds nothing: $state, ${theme}, ${lang}`,
      async ({ attributes, go }) => {
        const demo = await mount({ ...attributes, theme, lang });
        document.body.style.background = theme === 'dark' ? '#10141a' : '#f5f6f8';
        demo.cursor = 8;
        await settle(demo);
        await go(demo);
        await settle(demo);
        expect(await violations(demo)).toEqual([]);
        expect(all(demo, 'style, [style]')).toEqual([]);
      },
    );

test.each(['en', 'zh'])('tabs change nothing around them, %s', async (lang) => {
  await page.viewport(1440, 900);
  for (const attributes of [{}, { expr: 'x*x + x', x: '3' }, { expr: '(w*x + b - y)^2' }]) {
    const demo = await mount({ ...attributes, lang });
    demo.cursor = 7;
    await settle(demo);
    const heights = /** @type {number[]} */ ([]);
    for (const tab of all(demo, '.tab')) {
      await tap(demo, `#${tab.id}`);
      heights.push(find(demo, '.frame').clientHeight);
    }
    expect(heights).toEqual(heights.map(() => heights[0]));
  }
});

for (const width of [320, 360, 620, 768, 920, 1440])
  test.each(STATES)(`nothing sticks out at ${width} pixels: $state`, async ({ attributes, go }) => {
    await page.viewport(width, 800);
    for (const lang of ['en', 'zh']) {
      const demo = await mount({ ...attributes, lang });
      demo.cursor = 8;
      await settle(demo);
      await go(demo);
      await settle(demo);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
      const { right } = find(demo, '.frame').getBoundingClientRect();
      const out = all(demo, '.frame *').filter(
        (part) =>
          !part.closest('.stage, .log, .scroll') &&
          !part.closest('svg')?.matches('svg:not(:root)') &&
          part.getBoundingClientRect().right > right + 1 &&
          getComputedStyle(part).clipPath === 'none',
      );
      expect(out.map((part) => part.className)).toEqual([]);
      if (width === 360) expect(await violations(demo)).toEqual([]);
    }
  });

/** Every text by its path, with the names that are put in. @param {any} tree @param {string} [path] @returns {string[]} */
const outline = (tree, path = '') =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [`${path}${key}: ${(value.match(/\{\w+\}/g) ?? []).sort()}`]
      : outline(value, `${path}${key}.`),
  );

/** @param {any} tree @returns {string[]} */
const texts = (tree) =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));

describe('words', () => {
  test('the languages say the same things', () => {
    const { en, ...others } = languages;
    expect(outline(en).length).toBeGreaterThan(20);
    for (const other of Object.values(others)) expect(outline(other)).toEqual(outline(en));
  });

  test('Chinese has no half-width punctuation next to Chinese characters', () => {
    const offending = texts(languages.zh).filter((text) =>
      /[一-鿿][,:;!?()]|[,:;!?()][一-鿿]/.test(text),
    );
    expect(offending).toEqual([]);
  });
});
