// The Bug Lab: its programs do on the engine what PyTorch does with the lines that are shown, error for error; and they
// can be picked, stepped through and mended.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import '../../web/demo/lab/index.js';
import { pathOf } from '../../web/demo/lab/bugs/history.js';
import { bugs } from '../../web/demo/lab/bugs/programs.js';
import { stepsOf } from '../../web/demo/lab/bugs/run.js';
import { labWords } from '../../web/demo/lab/words.js';
import { wordsFor } from '../../web/demo/locale/index.js';
import oracle from '../oracle/lab.json' with { type: 'json' };
import { all, click, find, mount, node, press, sentence, settle, textOf } from './page.js';

/** @typedef {import('../../web/demo/lab/bugs/run.js').Step} Step */

const programs = bugs.flatMap(({ id, broken, mended }) => [
  ...Object.entries(broken).map(([way, program]) => ({ name: `${id} ${way}`.trim(), program })),
  { name: `${id} mended`, program: mended },
]);

/** PyTorch's numbers are written as the shortest decimals that are these float32. @param {any} value @returns {any} */
const single = (value) =>
  Array.isArray(value) ? value.map(single) : value === null ? null : Math.fround(Number(value));

/** A variable as PyTorch's answers have it. @param {any} held */
const asAnswer = ({ value, grad, requiresGrad, gradFn, tensor }) =>
  tensor ? { value, grad, requires_grad: requiresGrad, grad_fn: gradFn } : { value };

/** @param {any} held */
const asHeld = (held) =>
  'grad' in held ? { ...held, value: single(held.value), grad: single(held.grad) } : held;

/**
 * What each line changed.
 * @param {Step[]} steps
 */
function changes(steps) {
  /** @type {Record<string, string>} */
  let before = {};
  return steps.map(({ variables, error }) => {
    const now = Object.entries(variables).map(([name, held]) => [name, asAnswer(held)]);
    const changed = now.filter(([name, held]) => before[String(name)] !== JSON.stringify(held));
    before = Object.fromEntries(now.map(([name, held]) => [name, JSON.stringify(held)]));
    return { ...Object.fromEntries(changed), ...(error ? { error } : {}) };
  });
}

describe('as PyTorch does it', () => {
  test('every program was asked', () => {
    expect(oracle.map(({ name }) => name)).toEqual(programs.map(({ name }) => name));
  });

  test.each(programs)('$name', ({ name, program }) => {
    const answer = oracle.find((asked) => asked.name === name);
    if (!answer) throw new Error('PyTorch was not asked');
    const lines = (/** @type {{ py: string }[]} */ list) => list.map(({ py }) => py);
    expect({ before: answer.before, times: answer.times, loop: answer.loop }).toEqual({
      before: lines(program.before),
      times: program.times,
      loop: lines(program.loop),
    });
    const wanted = answer.steps.map((/** @type {Record<string, any>} */ { error, ...held }) => ({
      ...Object.fromEntries(Object.entries(held).map(([key, value]) => [key, asHeld(value)])),
      ...(error ? { error } : {}),
    }));
    expect(changes(stepsOf(program))).toEqual(wanted);
  });

  test('ten bugs; seven of their eleven broken forms end with a sentence of PyTorch’s or Python’s', () => {
    expect(bugs.length).toBe(10);
    const broken = bugs.flatMap((bug) => Object.values(bug.broken));
    const errors = broken.flatMap((program) => stepsOf(program).at(-1)?.error?.message ?? []);
    expect(broken.length).toBe(12);
    expect(errors.length).toBe(7);
    for (const { mended } of bugs) expect(stepsOf(mended).at(-1)?.error).toBe(null);
  });
});

test('without zeroing: −8, then −9.6 at w = 1.8, and w orbits 2', () => {
  const steps = stepsOf(bugs[0].broken['']);
  const grads = steps.flatMap(({ line, variables: { w } }) =>
    line.kind === 'backward' ? [Number(w.grad)] : [],
  );
  expect(grads.slice(0, 2)).toEqual([-8, Math.fround(-9.6)]);
  const path = pathOf(steps);
  expect(path[1]).toBeCloseTo(1.8, 6);
  const speeds = [0, ...grads.map((grad) => -0.1 * grad)];
  // The orbit's invariant: for momentum with beta 1, (w − 2)² + v²/0.8 − (w − 2)·v stays what it was.
  const energy = path.map((w, i) => (w - 2) ** 2 + speeds[i] ** 2 / 0.8 - (w - 2) * speeds[i]);
  for (const value of energy) expect(value).toBeCloseTo(energy[0], 4);
  expect(pathOf(stepsOf(bugs[0].mended)).at(-1)).toBe(2);
});

test('a total of losses holds a graph that grows; a total of numbers holds none', () => {
  const { broken, mended } = bugs.find(({ id }) => id === 'total') ?? bugs[0];
  const sizes = (/** @type {Step[]} */ steps) =>
    steps.flatMap(({ line, graph }) => (line.kind === 'add' ? [graph?.nodes.length ?? 0] : []));
  const grown = sizes(stepsOf(broken['']));
  expect(grown.length).toBe(3);
  grown.forEach((size, i) => {
    expect(size).toBeGreaterThan(grown[i - 1] ?? 2);
  });
  expect(sizes(stepsOf(mended))).toEqual([0, 0, 0]);
});

describe('on the page', () => {
  /** @type {import('./page.js').BackpropDemo} */
  let demo;

  beforeEach(async () => {
    demo = await mount();
    demo.cursor = 7;
    await settle(demo);
    await click(demo, '.open-lab');
  });

  const said = labWords(wordsFor(['en'])).bugs;
  /** @param {string} id */
  const pick = (id) =>
    click(demo, `.bug-list li:nth-child(${bugs.findIndex((bug) => bug.id === id) + 1}) button`);
  const place = () => textOf(find(demo, '.place output'));
  const code = () => textOf(find(demo, '.listing [aria-current="step"]'));

  test('one tap runs a bug to where it shows: the line, PyTorch’s sentence, what happened, the cure', async () => {
    for (const { id, broken } of bugs) {
      await pick(id);
      const error = stepsOf(Object.values(broken)[0]).at(-1)?.error;
      expect(textOf(find(demo, '.outcome section p'))).toBe(
        error ? `${error.type}: ${error.message}` : said.nothing,
      );
      expect(all(demo, '.outcome section').length).toBe(3);
      expect(all(demo, '.listing .failed').length).toBe(error ? 1 : 0);
      expect(find(demo, '.bug[aria-pressed="true"]').textContent).toBe(said.bug[id].name);
    }
  });

  test('the switch mends it, and back', async () => {
    await pick('leaf');
    expect(code()).toContain('w -= 0.1 * w.grad');
    await click(demo, '.program .choice button:last-child');
    expect(all(demo, '.failed')).toEqual([]);
    expect(textOf(find(demo, '.updates tbody'))).toContain('1.96');
    expect(textOf(find(demo, '.listing'))).toContain('with torch.no_grad():');
    await click(demo, '.program .choice button');
    expect(all(demo, '.failed').length).toBe(1);
  });

  test('a bug with two forms has both', async () => {
    await pick('rebound');
    expect(textOf(find(demo, '.says'))).toContain('TypeError');
    await click(demo, '.program .choice button:nth-child(2)');
    expect(textOf(find(demo, '.says'))).toContain('element 0 of tensors does not require grad');
  });

  test('stepped through on the graph: −8, then −9.6', async () => {
    await click(demo, '.round.first');
    expect(textOf(find(demo, '.empty-stage'))).toBe(said.noGraph);
    for (let i = 0; i < 3; i++) await click(demo, '.main');
    expect(sentence(demo)).toBe('backward() computes the gradient: w.grad is −8.0.');
    expect(node(demo, 'w')).toEqual({ value: '1.0', gradient: '−8.0' });
    await click(demo, '.main');
    expect(node(demo, 'w')).toEqual({ value: '1.8', gradient: '−8.0' });
    for (let i = 0; i < 2; i++) await click(demo, '.main');
    expect(sentence(demo)).toBe('backward() adds to what was there: w.grad was −8.0 and is −9.6.');
    expect(node(demo, 'w').gradient).toBe('−9.6');
    await click(demo, '.round.back');
    expect(node(demo, 'w').gradient).toBe('−8.0');
  });

  test('of many updates the last is in sight, under the names of the columns', async () => {
    const rows = find(demo, '.rows-scroll');
    const box = (/** @type {string} */ part) => find(demo, part).getBoundingClientRect();
    expect(all(demo, '.updates tbody tr').length).toBe(14);
    expect(rows.scrollHeight).toBeGreaterThan(rows.clientHeight);
    const { top, bottom } = rows.getBoundingClientRect();
    expect(box('.updates tr:last-child td').bottom).toBeLessThanOrEqual(bottom + 1);
    for (const head of ['th:first-child', 'th:last-child'])
      expect(Math.abs(box(`.updates thead ${head}`).top - top)).toBeLessThan(2);
  });

  test('small numbers of many digits do not run into their neighbours', async () => {
    await click(demo, '.choice button:last-child');
    const numbers = all(demo, '.updates td');
    expect(numbers.some((cell) => textOf(cell).length > 9)).toBe(true);
    for (const cell of numbers) expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
    const rows = find(demo, '.rows-scroll');
    expect(rows.scrollWidth).toBeLessThanOrEqual(rows.clientWidth);
  });

  test('by keyboard alone: open, pick, step, jump, play, close', async () => {
    expect(demo.shadowRoot?.activeElement).toBe(find(demo, '.bug'));
    await press(demo, '{Tab}{Enter}');
    expect(find(demo, '.bug[aria-pressed="true"]').textContent).toBe(said.bug.twice.name);
    await press(demo, '{Home}');
    expect(place()).toBe('1 / 7');
    await press(demo, '{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}');
    expect(place()).toBe('3 / 7');
    await press(demo, '{PageDown}');
    expect(place()).toBe('6 / 7');
    await press(demo, '{End}');
    expect(place()).toBe('7 / 7');
    find(demo, '.close-lab').focus();
    await press(demo, '{Enter}');
    expect(all(demo, '.lab')).toEqual([]);
    expect(demo.shadowRoot?.activeElement).toBe(find(demo, '.open-lab'));
    expect(demo.cursor).toBe(7);
  });

  test('it plays from the start, and is spoken', async () => {
    await pick('cut');
    const region = find(demo, '[aria-live="polite"]');
    vi.useFakeTimers();
    find(demo, '.round.play').click();
    await demo.updateComplete;
    expect(place()).toBe('2 / 5');
    vi.advanceTimersByTime(4000);
    vi.useRealTimers();
    await settle(demo);
    expect(place()).toBe('5 / 5');
    expect(find(demo, '[aria-live="polite"]')).toBe(region);
    expect(sentence(demo)).toBe('Here it stops, with a RuntimeError.');
  });

  test('taken out of the page while it plays and put back, it rests, and says so', async () => {
    await pick('cut');
    vi.useFakeTimers();
    find(demo, '.round.play').click();
    demo.remove();
    vi.advanceTimersByTime(9000);
    vi.useRealTimers();
    document.body.append(demo);
    await settle(demo);
    expect(place()).toBe('2 / 5');
    expect(find(demo, '.round.play').ariaLabel).toBe('Play');
  });

  test('its language button is the demo’s: the choice is part of the link', async () => {
    await click(demo, '.language');
    expect(demo.link).toContain('lang=zh-CN');
  });

  test('every line of every program speaks a sentence, in both languages', async () => {
    for (const lang of ['en', 'zh']) {
      demo.lang = lang;
      await settle(demo);
      for (const { id } of bugs) {
        await pick(id);
        for (const way of all(demo, '.program .choice button')) {
          /** @type {HTMLElement} */ (way).click();
          await demo.updateComplete;
          const count = Number(/** @type {HTMLInputElement} */ (find(demo, '.lines input')).max);
          for (let at = 1; at <= count; at++) {
            find(demo, '.round.back').click();
            await demo.updateComplete;
            expect(sentence(demo)).toMatch(/[.。]$/);
            expect(sentence(demo)).not.toMatch(/[{}]|undefined|null|NaN/);
          }
        }
      }
    }
  });

  test('the slider goes to any line', async () => {
    const slider = /** @type {HTMLInputElement} */ (find(demo, '.lines input'));
    slider.value = '4';
    slider.dispatchEvent(new Event('input'));
    await settle(demo);
    expect(place()).toBe('4 / 44');
    slider.focus();
    await press(demo, '{ArrowRight}');
    expect(place()).toBe('5 / 44');
  });

  test('the demo behind it is left as it was', async () => {
    await press(demo, '{Home}{ArrowRight}');
    await click(demo, '.close-lab');
    expect(demo.cursor).toBe(7);
    expect(demo.updates.map(({ next }) => next.w)).toEqual([
      1.7999999523162842, 1.9600000381469727,
    ]);
  });
});
