// The lesson, clicked through: every op forward, every op back, and the figures that are worked by hand.
import { beforeEach, expect, test } from 'vitest';
import { all, cells, click, find, mount, node, screen, sentence, settle } from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;

beforeEach(async () => {
  demo = await mount();
});

/** @param {number} cursor */
async function seek(cursor) {
  demo.cursor = cursor;
  await settle(demo);
}

test('forward and back to the start, one op at a time, shows the same screens', async () => {
  const screens = [screen(demo)];
  for (let at = 1; at <= 21; at++) {
    await click(demo, '.main');
    expect(demo.cursor).toBe(at);
    screens.push(screen(demo));
  }
  expect(new Set(screens).size).toBe(22);
  find(demo, '.main').click();
  expect(demo.cursor).toBe(21);
  for (let at = 20; at >= 0; at--) {
    await click(demo, '.round.back');
    expect(screen(demo)).toBe(screens[at]);
  }
  find(demo, '.round.back').click();
  expect(demo.cursor).toBe(0);
});

test('the start knows the leaves and nothing else', () => {
  expect(node(demo, 'w')).toEqual({ value: '1.0', gradient: 'not yet' });
  expect(node(demo, 'x')).toEqual({ value: '2.0', gradient: '' });
  expect(node(demo, 'y')).toEqual({ value: '4.0', gradient: '' });
  for (const symbol of ['ŷ', 'e', 'L'])
    expect(node(demo, symbol)).toEqual({ value: '·', gradient: 'not yet' });
});

test('the first update, op by op', async () => {
  await seek(1);
  expect(node(demo, 'ŷ')).toEqual({ value: '2.0', gradient: 'not yet' });
  await seek(2);
  expect(node(demo, 'e').value).toBe('−2.0');
  expect(node(demo, 'L').value).toBe('·');
  await seek(3);
  expect(node(demo, 'L')).toEqual({ value: '4.0', gradient: 'not yet' });
  await seek(4);
  expect(node(demo, 'L').gradient).toBe('1.0');
  await seek(5);
  expect(find(demo, '.label').textContent?.trim()).toBe('1.0 × (−4.0) = −4.0');
  expect(node(demo, 'ŷ').gradient).toBe('not yet');
  await seek(6);
  expect(node(demo, 'ŷ').gradient).toBe('−4.0');
  expect(node(demo, 'w').gradient).toBe('not yet');
  await seek(7);
  expect(find(demo, '.label').textContent?.trim()).toBe('−4.0 × 2.0 = −8.0');
  expect(node(demo, 'w')).toEqual({ value: '1.0', gradient: '−8.0' });
  await seek(8);
  expect(node(demo, 'w')).toEqual({ value: '1.8', gradient: '−8.0' });
  await seek(9);
  expect(node(demo, 'w')).toEqual({ value: '1.8', gradient: 'not yet' });
  expect(node(demo, 'ŷ')).toEqual({ value: '·', gradient: 'not yet' });
});

test('verify, the second update, and the last check', async () => {
  await seek(12);
  expect(node(demo, 'ŷ').value).toBe('3.6');
  expect(node(demo, 'L')).toEqual({ value: '0.16', gradient: 'not yet' });
  expect(sentence(demo)).toContain('It was 4.0');
  await seek(16);
  expect(node(demo, 'ŷ').gradient).toBe('−0.8');
  expect(node(demo, 'w').gradient).toBe('−1.6');
  await seek(17);
  expect(node(demo, 'w').value).toBe('1.96');
  await seek(21);
  expect(node(demo, 'ŷ').value).toBe('3.92');
  expect(node(demo, 'L').value).toBe('0.0064');
});

test('the table keeps both updates to the last digit, and says "not yet" until then', async () => {
  await seek(2);
  const unknown = 'not yet';
  expect(cells(demo, 0)).toEqual(['1', '1.0', '2.0', unknown, unknown, unknown, unknown, unknown]);
  await seek(21);
  expect(cells(demo, 0)).toEqual(['1', '1.0', '2.0', '4.0', '−4.0', '2.0', '−8.0', '1.8']);
  expect(cells(demo, 1)).toEqual(['2', '1.8', '3.6', '0.16', '−0.8', '2.0', '−1.6', '1.96']);
});

test('the chain rule of the edge is written in symbols, numbers and the C that runs', async () => {
  await seek(7);
  const formulas = [...demo.renderRoot.querySelectorAll('.formulas math')];
  expect(formulas.map((math) => math.textContent?.replace(/\s/g, ''))).toEqual([
    '∂L∂w',
    '=∂L∂y^·∂y^∂w',
    '=(−4.0)×2.0=−8.0',
  ]);
  expect(find(demo, '.code code').textContent).toBe('ga += g * b');
});

test('the slider scrubs, and a row of the table leads to its update', async () => {
  const slider = /** @type {HTMLInputElement} */ (find(demo, 'input[type="range"]'));
  slider.value = '7';
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await settle(demo);
  expect(demo.cursor).toBe(7);
  expect(node(demo, 'w').gradient).toBe('−8.0');
  await seek(21);
  await click(demo, '.jump');
  expect(demo.cursor).toBe(8);
});

test('at the end, one more update can be asked for', async () => {
  await seek(21);
  await click(demo, '.more');
  expect(demo.updates.length).toBe(3);
  expect(demo.cursor).toBe(22);
  expect(node(demo, 'L').gradient).toBe('1.0');
  expect(demo.shadowRoot?.activeElement).toBe(find(demo, '.main'));
});

test('what comes next is dashed: a node, and backward its edge', async () => {
  const next = () => all(demo, '.node.next').map((card) => card.getAttribute('data-symbol'));
  expect(next()).toEqual(['ŷ']);
  await seek(5);
  expect(next()).toEqual(['ŷ']);
  expect(all(demo, '.graph .next.back').length).toBe(1);
  await seek(7);
  expect([...next(), ...all(demo, '.graph .next.back')]).toEqual([]);
  await seek(21);
  expect(next()).toEqual([]);
});
