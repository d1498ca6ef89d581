// The chain rule written out: each edge's formula, the sum on fan-out, and the ledger of paths.
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { readConfig } from '../../web/demo/config.js';
import { countPaths, listPaths, multiplyOut } from '../../web/demo/paths.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import { violations } from './axe.js';
import { all, click, DEEP, find, mount, node, press, settle, textOf } from './page.js';

/** @typedef {import('./page.js').BackpropDemo} BackpropDemo */

/** @param {string} expr */
function planOf(expr) {
  const { config } = readConfig({ expr, values: {} });
  return makeTimeline(/** @type {import('../../web/demo/config.js').Config} */ (config)).plan;
}

/** @param {import('../../web/demo/plan.js').Plan} plan @param {string} name */
const at = (plan, name) => plan.nodes.findIndex(({ symbol }) => symbol === name);

/** Thirty squares of squares: a diamond at each. */
const DIAMONDS = `${Array.from({ length: 30 }, (_, i) => `d${i + 1}=${i ? `d${i}*d${i}` : 'w*w'};`).join('')}d30*w`;

describe('counted', () => {
  test.each([
    ['(w*x - y)^2', 'w', 1n, 3n],
    ['x*x + x', 'x', 3n, 5n],
    ['b = a + a; b + b', 'a', 4n, 8n],
    ['w', 'w', 1n, 0n],
    ['where(gt(w, 0), v, 1)', 'w', 0n, 0n],
    [DIAMONDS, 'w', 2n ** 30n + 1n, 31n * 2n ** 30n + 1n],
  ])('%s', (expr, name, paths, factors) => {
    const plan = planOf(expr);
    expect(countPaths(plan)[at(plan, name)]).toEqual({ paths, factors });
  });

  test('what is counted is what is walked', () => {
    const plan = planOf('a = w*w; b = a*a + w; c = b*a; (c*w - y)^2 + b');
    const paths = listPaths(plan, at(plan, 'w'), 1000);
    const count = countPaths(plan)[at(plan, 'w')];
    expect(BigInt(paths.length)).toBe(count.paths);
    expect(BigInt(paths.flat().length)).toBe(count.factors);
    expect(new Set(paths.map(String)).size).toBe(paths.length);
    for (const path of paths) {
      expect(plan.edges[path[0]].input).toBe(at(plan, 'w'));
      expect(plan.edges[path[path.length - 1]].node).toBe(plan.loss);
      for (const [i, edge] of path.slice(1).entries())
        expect(plan.edges[edge].input).toBe(plan.edges[path[i]].node);
    }
  });

  test('of more paths than could ever be walked, the first are listed at once', () => {
    const plan = planOf(DIAMONDS);
    expect(listPaths(plan, at(plan, 'w'), 6).length).toBe(6);
  });

  test('the engine multiplies and adds', () => {
    const { products, sum } = multiplyOut([[0.1, 3], [], [-2, 2]]);
    expect(products).toEqual([Math.fround(Math.fround(0.1) * 3), 1, -4]);
    expect(sum).toBe(Math.fround(Math.fround(products[0] + 1) - 4));
  });
});

/** @param {BackpropDemo} demo @param {number} cursor */
async function seek(demo, cursor) {
  demo.cursor = cursor;
  await settle(demo);
}

/** @param {BackpropDemo} demo */
const lines = (demo) =>
  all(demo, '.formulas math').map((math) => math.textContent?.replace(/\s/g, ''));

/** @param {Record<string, string>} attributes @param {number} cursor */
async function ledger(attributes, cursor) {
  const demo = await mount(attributes);
  await seek(demo, cursor);
  await click(demo, '#tab-paths');
  return demo;
}

describe('each edge', () => {
  test('in symbols, in numbers, and its result, as the lesson writes it', async () => {
    const demo = await mount();
    await seek(demo, 7);
    expect(lines(demo)).toEqual(['∂L∂w', '=∂L∂y^·∂y^∂w', '=(−4.0)×2.0=−8.0']);
    const tones = all(demo, '.formulas [class]').map((part) => part.getAttribute('class'));
    expect(tones).toEqual(['gradient', 'upstream', 'local', 'upstream', 'local', 'gradient']);
  });

  test('on fan-out the sum of the paths, term by term', async () => {
    const demo = await mount({ expr: 'x*x + x', x: '3' });
    await seek(demo, 6);
    expect(lines(demo).slice(-2)).toEqual(['∂L∂x', '=1.0+3.0=4.0']);
    await seek(demo, 7);
    expect(lines(demo).slice(-2)).toEqual(['∂L∂x', '=1.0+3.0+3.0=7.0']);
  });

  test('of many terms those before are one; the last line is the engine’s gradient', async () => {
    const demo = await mount({ expr: 'w*1 + w*2 + w*3 + w*4 + w*5 + w*6' });
    const last = 11 + 1 + 16;
    for (let at = 12; at <= last; at++) await seek(demo, at);
    const texts = lines(demo);
    const sum = texts.slice(-2).join('');
    expect(sum).toMatch(/=21\.0$/);
    expect(sum.split('+').length).toBeLessThanOrEqual(5);
    expect(node(demo, 'w').gradient).toBe('21.0');
  });
});

describe('the ledger', () => {
  test('the lesson’s one path, its product, and what it costs', async () => {
    const demo = await ledger({}, 7);
    expect(all(demo, '.path').map(textOf)).toEqual(['w → ŷ → e → L']);
    expect(textOf(find(demo, '.product'))).toBe('2.0 × 1.0 × (−4.0) = −8.0');
    expect(textOf(find(demo, '.total'))).toBe('Their sum is −8.0; the sweep brought ∂L/∂w = −8.0.');
    expect(all(demo, '.cost dd').map(textOf)).toEqual(['3', '3']);
  });

  test('nothing is told before backward has been there', async () => {
    const demo = await ledger({}, 3);
    expect(textOf(find(demo, '.product'))).toBe('· × · × · = not yet');
    expect(textOf(find(demo, '.total'))).toBe('The sweep: ∂L/∂w = not yet.');
    await seek(demo, 5);
    expect(textOf(find(demo, '.product'))).toBe('· × · × (−4.0) = not yet');
  });

  test('fan-out: three products, their sum, 5 multiplications against 4', async () => {
    const demo = await ledger({ expr: 'x*x + x', x: '3' }, 7);
    expect(all(demo, '.product').map(textOf)).toEqual([
      '1.0 = 1.0',
      '3.0 × 1.0 = 3.0',
      '3.0 × 1.0 = 3.0',
    ]);
    expect(textOf(find(demo, '.total'))).toContain('sum is 7.0');
    expect(all(demo, '.cost dd').map(textOf)).toEqual(['5', '4']);
  });

  test('a path that is chosen is marked in the graph, edge by edge', async () => {
    const demo = await ledger({ expr: 'x*x + x', x: '3' }, 7);
    const marked = () => all(demo, '.graph .forward.marked').length;
    await userEvent.click(all(demo, '.path')[1]);
    await settle(demo);
    expect(marked()).toBe(2);
    await userEvent.click(all(demo, '.path')[0]);
    await settle(demo);
    expect(marked()).toBe(1);
    expect(all(demo, '.path').map((path) => path.getAttribute('aria-pressed'))).toEqual([
      'true',
      'false',
      'false',
    ]);
    await click(demo, '#tab-');
    expect(marked()).toBe(0);
  });

  test('each parameter has its own; what it costs is for all', async () => {
    const demo = await ledger({ expr: '(w*x + b - y)^2' }, 12);
    await userEvent.selectOptions(find(demo, '.ledger select'), 'b');
    await settle(demo);
    expect(all(demo, '.path').map(textOf)).toEqual(['b → ŷ → e → L']);
    expect(all(demo, '.cost dd').map(textOf)).toEqual(['7', '5']);
    demo.expr = '(v*x - y)^2';
    await settle(demo);
    expect(all(demo, '.path').map(textOf)).toEqual(['v → ŷ → e → L']);
  });

  test('a billion paths are counted, not walked', async () => {
    const demo = await ledger({ expr: DIAMONDS, w: '1' }, 31 + 1 + 62);
    expect(textOf(find(demo, '.ledger .caption'))).toBe('and 1.0737e9 more');
    expect(all(demo, '.cost dd').map(textOf)).toEqual(['3.3286e10', '62']);
    expect(textOf(find(demo, '.total'))).toMatch(/∂L\/∂w = 1\.0737e9\.$/);
    expect(all(demo, '.path').length).toBe(6);
  });

  test('long paths are shown by their ends', async () => {
    const demo = await ledger({ expr: DEEP }, 0);
    expect(textOf(all(demo, '.path')[0])).toMatch(/^w₁ → v₁ → v₂ → h₁ → ⋯ → .* → L$/);
  });

  test('a parameter without a path says so', async () => {
    const demo = await ledger({ expr: 'where(gt(w, 0), v, 1)' }, 5);
    expect(textOf(find(demo, '.ledger h2'))).toBe(
      'No path leads from w to L that a gradient could take.',
    );
  });

  test('by keyboard alone', async () => {
    const demo = await mount({ expr: 'x*x + x', x: '3' });
    await seek(demo, 7);
    find(demo, '#tab-').focus();
    await press(demo, '{ArrowRight}');
    expect(demo.shadowRoot?.activeElement).toBe(find(demo, '#tab-paths'));
    await press(demo, '{Tab}{Enter}');
    expect(all(demo, '.graph .forward.marked').length).toBe(1);
  });

  for (const theme of ['light', 'dark'])
    for (const lang of ['en', 'zh'])
      test(`axe finds nothing: ${theme}, ${lang}`, async () => {
        const demo = await ledger({ expr: 'x*x + w*x', theme, lang }, 8);
        document.body.style.background = theme === 'dark' ? '#10141a' : '#f5f6f8';
        await click(demo, '.path');
        expect(await violations(demo)).toEqual([]);
        document.body.removeAttribute('style');
      });
});
