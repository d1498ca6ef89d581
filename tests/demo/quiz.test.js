// Predict, and the doctor: an answer before the step, and for a wrong one the slip whose result it is.
import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { readConfig } from '../../web/demo/config.js';
import '../../web/demo/lab/index.js';
import { diagnose } from '../../web/demo/lab/quiz/doctor.js';
import { isAnswer, questionAt } from '../../web/demo/lab/quiz/question.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import { all, click, find, mount, PROGRAM, press, sentence, settle, textOf } from './page.js';

/** @param {Record<string, string>} given */
function timelineOf({ expr, lr, epochs, data, ...values }) {
  const { config } = readConfig({ expr, lr, epochs, data, values });
  if (!config) throw new Error('this config cannot be run');
  return makeTimeline(config);
}

/** @param {Record<string, string>} given @param {number} index @param {string} typed */
function slipOf(given, index, typed) {
  const timeline = timelineOf(given);
  const question = questionAt(timeline, index);
  if (!question) throw new Error(`step ${index} asks nothing`);
  expect(isAnswer(typed, question.value)).toBe(false);
  return diagnose(timeline, question, typed)?.slip ?? null;
}

describe('the doctor names the slip that gives the number', () => {
  const lesson = { x: '3', y: '4', w: '1' };
  test.each([
    ['forgot upstream', lesson, 7, '3', 'upstream'],
    ['forgot the local derivative', lesson, 7, '-2', 'local'],
    ['wrong operand', { x: '3', y: '4', w: '5' }, 7, '110', 'operand'],
    ['lost factor 2', lesson, 5, '-1', 'factor'],
    ['sign', lesson, 7, '6', 'sign'],
    ['overwrote instead of added', { expr: 'x*x + x', x: '3' }, 6, '3', 'overwrote'],
    ['left the contribution out', { expr: 'x*x + x', x: '3' }, 7, '4', 'leftOut'],
    ['added instead of multiplied', lesson, 7, '1', 'summed'],
    ['forgot the learning rate', lesson, 8, '7', 'rate'],
    ['climbed', lesson, 8, '0.4', 'climbed'],
    ['took the step alone', lesson, 8, '0.6', 'stepAlone'],
    ['subtracted the rate alone', lesson, 8, '0.9', 'rateAlone'],
    ['left it where it was', lesson, 8, '1', 'unmoved'],
    ['y_pred read for y', lesson, 2, '0', 'misread'],
    ['y read for y_pred in the square', { x: '2', y: '7', w: '1' }, 5, '4', 'misread'],
    ['order of a difference', lesson, 2, '1', 'order'],
    ['forgot the square', lesson, 3, '-1', 'unraised'],
    ['twice instead of squared', { x: '1', y: '4', w: '1' }, 3, '-6', 'multiplied'],
    ['added instead of multiplied, forward', lesson, 1, '4', 'otherOp'],
    ['the old parameter', { x: '3', y: '4', w: '1', lr: '0.2' }, 10, '3', 'oldParameter'],
    ['the gradient that was cleared', lesson, 16, '-1.2', 'kept'],
    ['the loss for its own slope', { x: '3', y: '9', w: '1' }, 4, '36', 'lossValue'],
    ['zero for its own slope', lesson, 4, '0', 'zeroSeed'],
  ])('%s', (_name, given, index, typed, slip) => {
    expect(slipOf(given, index, typed)).toBe(slip);
  });

  test('or says that none does', () => {
    expect(slipOf(lesson, 7, '12345.6')).toBe(null);
  });

  test('every op of the engine can be asked about', () => {
    for (const expr of [
      'tanh(w*x)/b',
      'exp(-w) + sqrt(b)',
      'relu(w)^3 - log(x)*b',
      'w^b',
      'where(gt(w, b), w*x, b)^2',
      'softplus(w, 2)*gt(x, b) + clamp(b, 0, 5)',
      '(floor(w)*x + b - y)^2',
    ]) {
      const timeline = timelineOf({ expr, w: '2', b: '3', x: '2' });
      for (let index = 0; index < timeline.length; index++) {
        const question = questionAt(timeline, index);
        if (question) expect(diagnose(timeline, question, '98765')).toBe(null);
      }
    }
  });
});

test.each([
  ['-8', -8, true],
  ['-8.0', -8, true],
  ['0.16', 0.16000007092952728, true],
  ['.33', 1 / 3, true],
  ['0.3', 1 / 3, false],
  ['3', 3.36, false],
  ['0', 0, true],
  ['0.001', 0, false],
  ['1e2', 100, true],
  ['1.7999999523', 1.8, true],
])('%s for %d: %s', (typed, value, right) => {
  expect(isAnswer(typed, value)).toBe(right);
});

describe('on the page', () => {
  /** @type {import('./page.js').BackpropDemo} */
  let demo;
  /** @type {any[]} */
  let heard;

  beforeEach(async () => {
    demo = await mount();
    demo.cursor = 6;
    await settle(demo);
    await click(demo, '.predict');
    heard = [];
    demo.addEventListener('backprop-answer', (event) =>
      heard.push(/** @type {CustomEvent} */ (event).detail),
    );
  });

  const asked = () => textOf(find(demo, '.asked'));
  /** @param {string} typed */
  async function answer(typed) {
    find(demo, '.quiz input').focus();
    await userEvent.keyboard(`${typed}{Enter}`);
    await settle(demo);
  }

  test('the question comes before the number is on the screen', () => {
    expect(asked()).toBe('Backward through ŷ = w·x: −4.0 arrives at ŷ. What does it pass on to w?');
    expect(demo.renderRoot.textContent).not.toContain('−8.0');
  });

  test('a right answer takes the step and asks on; focus stays in the field', async () => {
    await answer('-8');
    expect(demo.cursor).toBe(7);
    expect(asked()).toMatch(/^Right: −8\.0\. Gradient descent: w is 1\.0/);
    expect(sentence(demo)).toContain('w receives −8.0');
    expect(demo.shadowRoot?.activeElement).toBe(find(demo, '.quiz input'));
    await answer('1.8');
    expect(demo.cursor).toBe(8);
    expect(asked()).toContain('The next step brings no number');
  });

  test('a wrong answer stays, and is diagnosed', async () => {
    await answer('8');
    expect(demo.cursor).toBe(6);
    expect(asked()).toMatch(/^8 is not it\. The size is right, the sign is not\. Backward/);
    await answer('77');
    expect(asked()).toContain('no slip known here leads to it');
    await answer('-8');
    expect(demo.cursor).toBe(7);
    expect(textOf(find(demo, '.quiz .caption'))).toBe('0 of 1 right');
  });

  test('what is no number gets a sentence, and counts for nothing', async () => {
    await answer('minus eight');
    expect(asked()).toMatch(/^A number is expected, such as 0\.5 or −8\./);
    expect(heard).toEqual([]);
    await answer('');
    expect(demo.cursor).toBe(6);
  });

  test('numbers of an East Asian keyboard are numbers', async () => {
    await answer('－８');
    expect(demo.cursor).toBe(7);
  });

  test('the score is an event and nothing else', async () => {
    await answer('8');
    await answer('-8');
    await answer('1.8');
    expect(heard).toEqual([
      {
        cursor: 7,
        type: 'backward',
        given: 8,
        right: false,
        slip: 'sign',
        score: { right: 0, asked: 1 },
      },
      {
        cursor: 7,
        type: 'backward',
        given: -8,
        right: true,
        slip: null,
        score: { right: 0, asked: 1 },
      },
      {
        cursor: 8,
        type: 'update',
        given: 1.8,
        right: true,
        slip: null,
        score: { right: 1, asked: 2 },
      },
    ]);
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  });

  test('Step shows without an answer, and what was said is gone with the step', async () => {
    await answer('8');
    await click(demo, '.main');
    expect(demo.cursor).toBe(7);
    expect(asked()).not.toContain('8 is not it');
  });

  test('the whole lesson can be predicted', async () => {
    demo.cursor = 0;
    await settle(demo);
    const answers = ['2', '-2', '4', '1', '-4', '-4', '-8', '1.8'];
    for (const typed of answers) await answer(typed);
    expect(demo.cursor).toBe(8);
    await press(demo, '{Tab}');
    demo.cursor = 21;
    await settle(demo);
    expect(/** @type {HTMLInputElement} */ (find(demo, '.quiz input')).disabled).toBe(true);
  });

  test('with a data set, and in Chinese', async () => {
    Object.assign(demo, PROGRAM, { lang: 'zh' });
    demo.cursor = 0;
    await settle(demo);
    expect(asked()).toBe('下一步没有要猜的数：请按“下一步”。');
    demo.cursor = 7;
    await settle(demo);
    await answer('3');
    expect(asked()).toMatch(/^不是 3/);
  });

  test('off again, nothing of it is left', async () => {
    await click(demo, '.predict');
    expect(all(demo, '.quiz')).toEqual([]);
  });
});
