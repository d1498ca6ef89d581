// The fields: each can be typed into, nudged and dragged; what cannot be used is marked, explained and kept.

import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import {
  all,
  click,
  field,
  find,
  mount,
  node,
  PROGRAM,
  paste,
  press,
  screen,
  settle,
  textOf,
  type,
} from './page.js';

/** @type {import('./page.js').BackpropDemo} */
let demo;

beforeEach(async () => {
  demo = await mount();
  demo.cursor = 7;
  await settle(demo);
});

const problems = () => all(demo, '.problems p[id]').map(textOf);

test.each([
  ['w', '3', { w: '3.0', gradient: '8.0' }],
  ['x', '-1', { w: '1.0', gradient: '10.0' }],
  ['y', '2', { w: '1.0', gradient: '0.0' }],
])('%s = %s is computed at once, at the same op', async (name, text, { w, gradient }) => {
  await type(demo, name, text);
  expect(demo.cursor).toBe(7);
  expect(node(demo, 'w')).toEqual({ value: w, gradient });
  expect(field(demo, name).value).toBe(text);
});

test('the learning rate and the number of updates', async () => {
  demo.cursor = 8;
  await type(demo, 'lr', '0.125');
  expect(node(demo, 'w').value).toBe('2.0');
  await type(demo, 'epochs', '5');
  expect(demo.updates.map(({ update }) => update)).toEqual([1, 2, 3, 4, 5]);
  expect(demo.cursor).toBe(8);
});

test('the cursor stays with its op through another expression, and comes back with it', async () => {
  await paste(demo, 'expr', '(w*x - y)^2 + w');
  expect(demo.cursor).toBe(10);
  expect(node(demo, 'w').gradient).toBe('−7.0');
  await paste(demo, 'expr', 'tanh(w)');
  expect(demo.cursor).toBe(0);
  await paste(demo, 'expr', '(w*x - y)^2');
  expect(demo.cursor).toBe(7);
});

test('a cursor behind a shortened run goes to its end', async () => {
  demo.cursor = 16;
  await type(demo, 'epochs', '1');
  expect(demo.updates.length).toBe(1);
  expect(demo.cursor).toBe(12);
  await type(demo, 'epochs', '3');
  expect(demo.cursor).toBe(16);
});

const EXPECTED = 'w: a number is expected, such as 0.5 or 1e-3.';

test.each([
  ['w', 'abc', EXPECTED],
  ['w', '1,5', EXPECTED],
  ['w', '0x10', EXPECTED],
  ['w', 'Infinity', EXPECTED],
  ['x', '', 'x: type a number, such as 1.0.'],
  ['y', '1e400', 'y: too large for float32; stay below 3.4e38.'],
  ['y', '-1e39', 'y: too large for float32; stay below 3.4e38.'],
  ['lr', '-0.1', 'Learning rate: 0 or more is expected; below 0, gradient descent would climb.'],
  ['lr', 'fast', 'Learning rate: a number is expected, such as 0.5 or 1e-3.'],
  ['epochs', '0', 'Updates or epochs: a whole number from 1 to 10000 is expected.'],
  ['epochs', '2.5', 'Updates or epochs: a whole number from 1 to 10000 is expected.'],
  ['epochs', '1e9', 'Updates or epochs: a whole number from 1 to 10000 is expected.'],
  ['expr', '', 'Type an expression, such as (w*x - y)^2.'],
  [
    'expr',
    '(w*x',
    'The expression is not finished: a number, a name or a closing parenthesis is missing.',
  ],
  [
    'expr',
    'w x',
    'Expected: numbers, names, + - * / ^ and functions, with an operator between them, such as w*x.',
  ],
  ['expr', '3 + 4', 'There is nothing to train'],
  ['expr', 'foo(w)', 'There is no function “foo”. Expected one of: '],
  ['expr', 'constructor(w)', 'There is no function “constructor”.'],
  ['expr', 'tanh(w, x)', 'Inputs of tanh: 1 expected.'],
  ['expr', 'w % x', '“%” is not an operator here. Expected: + - * / ^.'],
  ['expr', 'lr * w', '“lr” already means something else: choose another name.'],
  ['expr', '2w', 'with an operator between them'],
  ['expr', 'w + * x', 'The expression cannot be read near “* x”.'],
  ['expr', 'w + x)', 'The expression cannot be read near “)”.'],
  ['expr', 'w = x = 1', 'The expression cannot be read near “= 1”.'],
  ['expr', 'tanh()', 'The expression cannot be read near “)”.'],
  ['expr', 'w.x', '“.” is not an operator here.'],
  ['expr', 'w😀x', '“😀” is not an operator here.'],
  ['expr', '1e400 * w', '1e400 is too large for float32.'],
  ['expr', '"w"', 'Text is not expected here: "w".'],
  ['expr', 'h = w*x; y*w', '“h” is never used'],
])('%s: %s is marked and explained; the last good run stays', async (name, text, words) => {
  const before = textOf(find(demo, '.stage'));
  await paste(demo, name, text);
  const input = field(demo, name);
  expect(input.value).toBe(text);
  expect(input.getAttribute('aria-invalid')).toBe('true');
  const note = find(demo, `#${input.getAttribute('aria-describedby')}`);
  expect(textOf(note)).toContain(words);
  expect(textOf(find(demo, '.problems .kept'))).toBe('Shown below is the last run that worked.');
  expect(textOf(find(demo, '.stage'))).toBe(before);
  expect(demo.cursor).toBe(7);
});

test('several fields at once are each explained, and all is well once they are mended', async () => {
  const before = screen(demo);
  await type(demo, 'w', 'a');
  await type(demo, 'lr', '');
  expect(problems()).toEqual([EXPECTED, 'Learning rate: type a number, such as 1.0.']);
  await type(demo, 'w', '1.0');
  await type(demo, 'lr', '0.1');
  expect(problems()).toEqual([]);
  expect(field(demo, 'w').getAttribute('aria-invalid')).toBe('false');
  expect(screen(demo)).toBe(before);
});

test('a wrong expression does not hide what is wrong with a number', async () => {
  await paste(demo, 'expr', 'foo(w)');
  await paste(demo, 'w', 'a');
  expect(problems()).toHaveLength(2);
  expect(field(demo, 'w').getAttribute('aria-invalid')).toBe('true');
});

test('an expression of 10,000 characters is refused in a sentence', async () => {
  demo.expr = `w${'+w'.repeat(5000)}`;
  await settle(demo);
  expect(problems()).toEqual(['The expression is too long: at most 4000 characters are expected.']);
  demo.expr = `${'('.repeat(150)}w${')'.repeat(149)}`;
  await settle(demo);
  expect(problems()[0]).toContain('The expression is not finished');
  for (const nested of ['('.repeat(3999), '-'.repeat(3999), 'w^'.repeat(1999)]) {
    demo.expr = nested;
    await settle(demo);
    expect(problems()).toEqual([
      'The expression is nested too deep: at most 200 levels are expected.',
    ]);
  }
  demo.expr = `w${'+w'.repeat(300)}`;
  await settle(demo);
  expect(problems()).toEqual([
    'The expression is too big: at most 256 ops and names are expected.',
  ]);
});

test('data that does not match is refused by its row', async () => {
  demo.data = '1,2;2,4,5;3,6';
  await settle(demo);
  expect(problems()).toEqual(['Data set: row 2 needs two numbers, x and y, as in 1,2; 2,4.']);
  expect(field(demo, 'data').value).toBe('1,2;2,4,5;3,6');
  demo.data = '1,2;2,b';
  await settle(demo);
  expect(problems()[0]).toContain('row 2 holds something that is not a number');
  demo.data = '1,2;2,4';
  await settle(demo);
  expect(problems()).toEqual([]);
});

test('with nothing good to show, the demo says so and recovers', async () => {
  demo = await mount({ expr: 'w *' });
  expect(textOf(find(demo, '.stage'))).toBe('There is nothing to draw yet: mend the marked field.');
  expect(textOf(find(demo, '.problems .kept'))).toBe('Nothing can be run until this is mended.');
  await type(demo, 'expr', 'w * x');
  expect(node(demo, 'w').value).toBe('1.0');
});

test('full-width letters and printed signs are understood', async () => {
  await type(demo, 'w', '−1．5');
  for (const expr of ['（w×x − y）²', '(w⋅x − y)²', '(w∗x − y)²']) {
    await paste(demo, 'expr', expr);
    expect(problems()).toEqual([]);
    expect(demo.updates[0].loss).toBe(49);
  }
});

test('arrow keys nudge, by steps that suit the number', async () => {
  field(demo, 'w').focus();
  await press(demo, '{ArrowUp}');
  expect(field(demo, 'w').value).toBe('1.1');
  await press(demo, '{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(field(demo, 'w').value).toBe('0.8');
  field(demo, 'lr').focus();
  await press(demo, '{ArrowUp}');
  expect(field(demo, 'lr').value).toBe('0.11');
  for (let i = 0; i < 20; i++) await press(demo, '{ArrowDown}');
  expect(Number(field(demo, 'lr').value)).toBeGreaterThanOrEqual(0);
  field(demo, 'epochs').focus();
  await press(demo, '{ArrowUp}');
  expect(demo.updates.length).toBe(3);
  await press(demo, '{PageDown}');
  expect(field(demo, 'epochs').value).toBe('1');
  expect(demo.problems).toEqual([]);
});

test('a number is dragged by its name', async () => {
  const handle = find(demo, '.parameter .handle');
  const { x, y, width, height } = handle.getBoundingClientRect();
  const at = { x: x + width / 2, y: y + height / 2 };
  /** @param {string} kind @param {number} dx */
  const send = (kind, dx) =>
    handle.dispatchEvent(
      new PointerEvent(kind, {
        clientX: at.x + dx,
        clientY: at.y,
        button: 0,
        pointerId: 1,
        bubbles: true,
      }),
    );
  handle.setPointerCapture = () => {};
  send('pointerdown', 0);
  send('pointermove', 13);
  await settle(demo);
  expect(field(demo, 'w').value).toBe('1.2');
  send('pointermove', -12);
  await settle(demo);
  expect(field(demo, 'w').value).toBe('0.8');
  handle.dispatchEvent(new PointerEvent('lostpointercapture', { pointerId: 1 }));
  send('pointermove', 60);
  await settle(demo);
  expect(field(demo, 'w').value).toBe('0.8');
});

test('a leaf of the graph leads to its field', async () => {
  await click(demo, '.node[data-symbol="w"] .card');
  expect(demo.shadowRoot?.activeElement).toBe(field(demo, 'w'));
});

test('the data set is chosen, changed and given up again', async () => {
  const choose = /** @type {HTMLSelectElement} */ (find(demo, 'select[aria-label="data"]'));
  await userEvent.selectOptions(choose, 'lesson');
  await settle(demo);
  expect(demo.updates.length).toBe(300);
  expect(field(demo, 'lr').value).toBe(PROGRAM.lr);
  await userEvent.selectOptions(choose, 'own');
  await settle(demo);
  await type(demo, 'data', '1,3; 2,6');
  expect(demo.updates.length).toBe(200);
  await paste(demo, 'data', '1,3; 2');
  expect(problems()[0]).toContain('row 2 needs two numbers');
  expect(demo.updates.length).toBe(200);
  await userEvent.selectOptions(choose, 'single');
  await settle(demo);
  expect(demo.updates.length).toBe(2);
  expect(problems()).toEqual([]);
});

test('a CSV, or rows of a spreadsheet, can be pasted; what is none is explained, and nothing is lost', async () => {
  demo.data = '5,5';
  await settle(demo);
  const input = field(demo, 'data');
  const give = async (/** @type {string} */ text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    input.select();
    input.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
    await settle(demo);
  };
  await give('x,y\r\n1,3\r\n2,6\r\n');
  expect(input.value).toBe('x,y; 1,3; 2,6');
  expect(demo.updates[1].sample).toEqual({ x: 2, y: 6 });
  await give('1\t3\n2\t7');
  expect(input.value).toBe('1, 3; 2, 7');
  expect(demo.updates[1].sample).toEqual({ x: 2, y: 7 });
  await give('[\n  [1, 4],\n  [2, 8]\n]\n');
  expect(input.value).toBe('[ [1, 4], [2, 8] ]');
  expect(demo.updates[1].sample).toEqual({ x: 2, y: 8 });
  await give('1,3\n2,7');
  await give('name,age\nAda,36');
  expect(problems()).toEqual([
    'Data set: row 1 holds something that is not a number; rows look like 1,2; 2,4.',
  ]);
  expect(demo.updates[1].sample).toEqual({ x: 2, y: 7 });
});

test('the lines of a CSV in the tag stand in the field as they are, and can be edited', async () => {
  demo = await mount({ data: 'x,y\r\n1,2\r\n\r\n2,4\r\n' });
  expect(field(demo, 'data').value).toBe('x,y; 1,2; 2,4');
  expect(problems()).toEqual([]);
  field(demo, 'data').focus();
  await press(demo, '{End}{Backspace}5');
  expect(problems()).toEqual([]);
  expect(demo.updates[1].sample).toEqual({ x: 2, y: 5 });
});

test('a large data set is walked as often as there may be updates, unless it is said how often', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => `${i / 300},${i / 150}`).join('\n');
  demo = await mount({ data: rows });
  expect(problems()).toEqual([]);
  expect(field(demo, 'epochs').value).toBe('33');
  expect(demo.updates.length).toBe(9900);
  expect(demo.link).not.toContain('epochs');
  await type(demo, 'epochs', '100');
  expect(problems()).toEqual(['Updates or epochs: a whole number from 1 to 33 is expected.']);
});
