// Time travel: a link holds the config and the step. It is written, read, cut off, edited by hand, and survives.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readLink, writeLink } from '../../web/demo/link.js';
import {
  all,
  click,
  field,
  find,
  mount,
  node,
  press,
  sentence,
  settle,
  textOf,
  type,
} from './page.js';

const HOME = location.href.split('#')[0];
/** @param {string} fragment */
const address = (fragment) =>
  history.replaceState(null, '', fragment ? `${HOME}#${fragment}` : HOME);
const problems = (/** @type {import('./page.js').BackpropDemo} */ demo) =>
  all(demo, '.problems p').map(textOf);

beforeEach(() => {
  sessionStorage.clear();
  address('');
});
afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
  sessionStorage.clear();
  address('');
});

describe('a fragment', () => {
  test.each([
    [{ expr: '(w*x - y)^2', w: '1', x: '2' }, 17, null],
    [{ expr: 'tanh(k*x) & + % = #', k: '0.5' }, 0, 'zh-CN'],
    [{ expr: 'θ*x²；b', θ: '−1', data: '1,2; 2,4', lr: '1e-3' }, 3, null],
  ])('%o comes back as it was', (texts, cursor, lang) => {
    const fragment = writeLink(new Map(Object.entries(texts)), cursor, lang);
    expect(fragment).toMatch(/^[!-~]+$/);
    expect(readLink(fragment)).toEqual({
      texts: new Map(Object.entries(texts)),
      cursor,
      lang,
      problems: [],
    });
  });

  test('the lesson’s is short enough to be read', () => {
    const texts = new Map(Object.entries({ expr: '(w*x-y)^2', x: '2', y: '4', w: '1', lr: '.1' }));
    expect(writeLink(texts, 17, null)).toBe('expr=(w*x-y)%5E2&x=2&y=4&w=1&lr=.1&k=17');
  });

  test('an anchor of the page is none of ours', () => expect(readLink('install')).toBeNull());
});

test('a link opens at that very op', async () => {
  address('expr=(w*x-y)^2&x=2&y=4&w=1&lr=.1&k=16');
  const demo = await mount({ permalink: '' });
  expect(demo.cursor).toBe(16);
  expect(node(demo, 'w').gradient).toBe('−1.6');
  expect(field(demo, 'lr').value).toBe('.1');
  expect(demo.problems).toEqual([]);
});

test('what the reader does is written into the address; back at the start it is clean again', async () => {
  const demo = await mount({ permalink: '' });
  expect(location.hash).toBe('');
  await type(demo, 'w', '3');
  demo.cursor = 7;
  await vi.waitFor(() => expect(location.hash).toContain('&w=3&lr=0.1&k=7'));
  expect(location.hash).toBe(`#${demo.link}`);
  const length = history.length;
  for (let i = 0; i < 12; i++) demo.step();
  await vi.waitFor(() => expect(location.hash).toMatch(/&k=19$/));
  expect(history.length).toBe(length);
  demo.reset();
  await vi.waitFor(() => expect(location.href).toBe(HOME));
});

test('only what works is written: a wrong field leaves the link to the last good run', async () => {
  const demo = await mount({ permalink: '' });
  await type(demo, 'w', '3');
  await type(demo, 'x', 'two');
  demo.cursor = 5;
  expect(readLink(demo.link)?.texts.get('x')).toBe('2.0');
  expect(demo.link).toMatch(/w=3.*k=5$/);
});

test('in a page that is about its demo, arrow keys step without a click; elsewhere they are the page’s', async () => {
  for (const [attributes, cursor] of /** @type {[Record<string, string>, number][]} */ ([
    [{ permalink: '' }, 1],
    [{}, 0],
  ])) {
    const demo = await mount(attributes);
    expect(document.activeElement).toBe(document.body);
    await press(demo, '{ArrowRight}{ArrowRight}{ArrowLeft}{End}');
    expect(demo.cursor).toBe(cursor);
  }
});

test('the address is not written more often than a browser bears', async () => {
  const demo = await mount({ permalink: '' });
  const written = vi.spyOn(history, 'replaceState');
  for (let i = 0; i < 40; i++) {
    demo.cursor = i % 21;
    await settle(demo);
  }
  expect(written.mock.calls.length).toBeLessThan(10);
  expect(written.mock.calls.length).toBeGreaterThan(0);
});

test('back and forward walk through the links that were followed', async () => {
  const demo = await mount({ permalink: '' });
  /** @param {string} fragment */
  const follow = async (fragment) => {
    const changed = new Promise((resolve) =>
      addEventListener('hashchange', resolve, { once: true }),
    );
    location.hash = fragment;
    await changed;
    await settle(demo);
  };
  /** @param {'back' | 'forward'} way */
  const go = async (way) => {
    const changed = new Promise((resolve) =>
      addEventListener('hashchange', resolve, { once: true }),
    );
    history[way]();
    await changed;
    await settle(demo);
  };
  await follow('w=3&k=7');
  expect([demo.cursor, demo.w]).toEqual([7, '3']);
  await follow('expr=x*x%2Bx&x=3&k=7');
  expect(node(demo, 'x').gradient).toBe('7.0');
  expect(demo.w).toBeUndefined();
  await go('back');
  expect([demo.cursor, demo.w]).toEqual([7, '3']);
  expect(field(demo, 'expr').value).toBe('(w*x - y)^2');
  await go('forward');
  expect(node(demo, 'x').gradient).toBe('7.0');
  await go('back');
  await go('back');
  expect([demo.cursor, demo.w]).toEqual([0, undefined]);
});

test('of several demos the first with the attribute has the address; the others leave it alone', async () => {
  address('w=3&k=7');
  const demo = await mount();
  expect(demo.cursor).toBe(0);
  const [first, second] = [1, 2].map(() => {
    const made = /** @type {import('./page.js').BackpropDemo} */ (
      document.createElement('backprop-demo')
    );
    made.setAttribute('permalink', '');
    document.body.append(made);
    return made;
  });
  await settle(second);
  expect([first.cursor, second.cursor]).toEqual([7, 0]);
  second.cursor = 3;
  demo.cursor = 2;
  await settle(second);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(location.hash).toBe('#w=3&k=7');
  first.remove();
  const third = await mount({ permalink: '' });
  expect(third.cursor).toBe(7);
});

describe('a link that was cut off or edited by hand', () => {
  test.each([
    [
      'expr=(w*x-y)^2&x=2&y=4&w=1&lr=.1&k=999',
      21,
      'Step 999 was asked for; this run ends at step 21, which is shown.',
    ],
    ['expr=(w*x-y)^2&x=2&k=-3', 0, '“-3” is not the number of a step; the start is shown.'],
    ['w=3&k=', 0, '“” is not the number of a step; the start is shown.'],
    ['w=3&x', 0, 'The link has a part that means nothing here: “x”. It may have been cut off.'],
    [
      'w=3&foo=1&k=4',
      4,
      'The link has a part that means nothing here: “foo”. It may have been cut off.',
    ],
    [
      'w=3&__proto__=1&class=x&k=2',
      2,
      'The link has a part that means nothing here: “__proto__”. It may have been cut off.',
    ],
  ])('%s: what can be read is shown, the rest is said', async (fragment, cursor, words) => {
    const demo = await mount({ permalink: '', w: '9' });
    demo.open(fragment);
    await settle(demo);
    expect(demo.cursor).toBe(cursor);
    expect(problems(demo)).toContain(words);
    expect(all(demo, '.problems .kept')).toEqual([]);
    if (fragment.includes('w=3')) expect(demo.updates[0].params.w).toBe(3);
    demo.cursor = cursor === 1 ? 2 : 1;
    await settle(demo);
    expect(problems(demo)).toEqual([]);
  });

  test.each([
    ['expr=(w*x-y', 'The expression is not finished'],
    ['expr=(w*x-y)%', 'is not an operator here'],
    ['expr=(w*x-y)%5', 'is not an operator here'],
    [`expr=w${'%2Bw'.repeat(5000)}`, 'The expression is too long: at most 4000 characters'],
    ['w=1e999', 'w: too large for float32'],
    ['x=NaN', 'x: a number is expected'],
    ['lr=-1', 'Learning rate: 0 or more'],
    ['epochs=1e9', 'Updates or epochs: a whole number from 1 to 10000'],
    ['data=1,2;3', 'row 2 needs two numbers'],
  ])('%s: a sentence, the last good state, nothing lost', async (fragment, words) => {
    const demo = await mount({ permalink: '', w: '9' });
    demo.cursor = 7;
    await settle(demo);
    const before = textOf(find(demo, '.stage'));
    demo.open(`${fragment}&k=5`);
    await settle(demo);
    expect(problems(demo)[0]).toContain(words);
    expect(textOf(find(demo, '.problems .kept'))).toBe('Shown below is the last run that worked.');
    expect(demo.updates[0].params.w).toBe(9);
    demo.open('');
    await settle(demo);
    demo.cursor = 7;
    await settle(demo);
    expect(textOf(find(demo, '.stage'))).toBe(before);
  });

  test('loaded with a wrong link, the page shows what its tag says, and why', async () => {
    address('expr=foo(w)&k=5');
    const demo = await mount({ permalink: '', w: '3' });
    expect(problems(demo)[0]).toContain('There is no function “foo”');
    expect(field(demo, 'expr').value).toBe('foo(w)');
    expect(node(demo, 'w').value).toBe('3.0');
    expect(sentence(demo)).not.toBe('');
  });
});

test('the language that a reader chose is part of the link, and a link’s language is spoken', async () => {
  const demo = await mount({ permalink: '' });
  expect(demo.link).not.toContain('lang');
  await click(demo, '.language');
  expect(demo.link).toContain('&lang=zh-CN&');
  demo.open('w=3&lang=en&k=1');
  await settle(demo);
  expect(textOf(find(demo, '.main'))).toBe('Step');
});

test('a link is opened with its # as well', async () => {
  const demo = await mount();
  demo.open('#w=3&k=5');
  await settle(demo);
  expect(node(demo, 'w').value).toBe('3.0');
  expect(demo.cursor).toBe(5);
  expect(problems(demo)).toEqual([]);
});

test('a link whose field is wrong keeps its step until the field is mended, or the reader goes elsewhere', async () => {
  const demo = await mount();
  demo.open('w=abc&k=9');
  await settle(demo);
  await type(demo, 'w', '2');
  expect(demo.cursor).toBe(9);
  demo.open('w=abc&k=9');
  demo.step();
  await settle(demo);
  await type(demo, 'w', '2');
  expect(demo.cursor).toBe(1);
});

test('the tag may name a step, and reset leads back to the start', async () => {
  const demo = await mount({ cursor: '7' });
  expect(node(demo, 'w').gradient).toBe('−8.0');
  demo.reset();
  expect(demo.cursor).toBe(0);
  const far = await mount({ cursor: '700' });
  expect(far.cursor).toBe(21);
  expect(problems(far)).toEqual([
    'Step 700 was asked for; this run ends at step 21, which is shown.',
  ]);
});

test('where the address may not be changed, the demo works all the same', async () => {
  const refused = vi.spyOn(history, 'replaceState').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  const demo = await mount({ permalink: '' });
  demo.cursor = 7;
  await vi.waitFor(() => expect(refused).toHaveBeenCalled());
  expect(node(demo, 'w').gradient).toBe('−8.0');
});
