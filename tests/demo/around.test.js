// What a page around the demo does to its own text and boxes leaves the demo as it is.
import { afterEach, describe, expect, test } from 'vitest';
import '../../web/demo/lab/index.js';
import { find, mount, settle } from './page.js';

/** @typedef {import('../../web/demo/element.js').BackpropDemo} BackpropDemo */

const style = document.createElement('style');
afterEach(() => {
  style.remove();
  document.documentElement.removeAttribute('dir');
});

/** Where everything stands in the demo, and how it is written. @param {BackpropDemo} demo */
function look(demo) {
  const home = demo.getBoundingClientRect();
  return [...find(demo, '.frame').querySelectorAll('*')].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { fontSize, letterSpacing, textTransform, direction } = getComputedStyle(element);
    const box = [left - home.left, top - home.top, width, height].map((n) => n.toFixed(1));
    return `${element.tagName} ${box} ${fontSize} ${letterSpacing} ${textTransform} ${direction}`;
  });
}

describe.each(['en', 'zh-CN'])('%s', (lang) => {
  test.each([
    ['a rem of 10 pixels', 'html { font-size: 62.5% }', ''],
    ['a rem of 20 pixels', 'html { font-size: 125% }', ''],
    ['text from right to left', '', 'rtl'],
    [
      'letters apart and large',
      'body { letter-spacing: 0.2em; word-spacing: 1em; text-transform: uppercase; font: small-caps 30px/3 cursive }',
      '',
    ],
    [
      'lines of its own way',
      'body { text-align: right; text-indent: 4em; white-space: pre; word-break: break-all; text-shadow: 1px 1px red }',
      '',
    ],
  ])('%s', async (_, css, dir) => {
    const demo = await mount({ lang, cursor: '7' });
    const before = look(demo);
    style.textContent = css;
    document.head.append(style);
    document.documentElement.dir = dir;
    await settle(demo);
    expect(look(demo)).toEqual(before);
  });
});

describe('where a box is as wide as what is in it', () => {
  /** @param {string} css  of the box @param {number} count */
  async function boxed(css, count) {
    const demos = Array.from({ length: count }, () => document.createElement('backprop-demo'));
    const box = document.createElement('div');
    box.style.cssText = css;
    box.append(...demos);
    document.body.replaceChildren(box);
    await settle(/** @type {BackpropDemo} */ (demos[0]));
    return demos.map((demo) => Math.round(demo.getBoundingClientRect().width));
  }

  test.each([
    ['display: flex; width: 1000px', [960]],
    ['display: flex; width: 1000px', [500, 500]],
    ['display: flex; flex-direction: column; align-items: center; width: 400px', [400]],
    ['display: grid; justify-items: center; width: 1000px', [960]],
    ['display: grid; grid-template-columns: 300px 1fr; width: 1000px', [300, 700]],
    ['float: left; max-width: 600px', [600]],
    ['display: table-cell', [960]],
    ['width: 400px', [400]],
  ])('%s: %o', async (css, widths) => expect(await boxed(css, widths.length)).toEqual(widths));
});
