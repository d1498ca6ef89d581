// Graphs other than the lesson's: fan-out adds up, further names are leaves, every op of the engine can be used.
import { expect, test } from 'vitest';
import { ops } from '../../web/lib/index.js';
import { all, field, find, mount, node, sentence, settle, textOf } from './page.js';

/** @typedef {import('./page.js').BackpropDemo} BackpropDemo */

/** @param {BackpropDemo} demo @param {number} cursor */
async function seek(demo, cursor) {
  demo.cursor = cursor;
  await settle(demo);
}

test('x*x + x at 3: three contributions arrive one after the other, the sum grows to 7', async () => {
  const demo = await mount({ expr: 'x*x + x', x: '3' });
  const sums = [];
  for (let cursor = 3; cursor <= 7; cursor++) {
    await seek(demo, cursor);
    sums.push(node(demo, 'x').gradient);
  }
  expect(sums).toEqual(['not yet', 'not yet', '1.0', '4.0', '7.0']);
  expect(sentence(demo)).toContain('Contributions add up: 4.0 + 3.0 = 7.0.');
  const lines = all(demo, '.formulas math').map((math) => math.textContent?.replace(/\s/g, ''));
  expect(lines.at(-1)).toBe('=1.0+3.0+3.0=7.0');
  expect(demo.updates[0].grads.x).toBe(7);
});

test('b = a + a; c = b + b: the gradient of a is 4', async () => {
  const demo = await mount({ expr: 'b = a + a; b + b', a: '1' });
  expect(demo.updates[0].grads.a).toBe(4);
  await seek(demo, 2);
  expect(node(demo, 'b').value).toBe('2.0');
});

test('further names become leaves with an attribute, a field and a gradient', async () => {
  const demo = await mount({ expr: '(w*x + b - y)^2', b: '0.5' });
  expect(field(demo, 'b').value).toBe('0.5');
  expect(Object.keys(demo.updates[0].grads)).toEqual(['w', 'b']);
  expect(demo.updates[0].grads).toEqual({ w: -6, b: -3 });
  expect(demo.updates[0].locals).toEqual({ w: 2, b: 1 });
  demo.setAttribute('b', '2');
  await settle(demo);
  expect(node(demo, 'b').value).toBe('2.0');
  expect(demo.updates[0].loss).toBe(0);
});

test.each([
  ['h = w; (h*x - y)^2', 'w,x,ŷ,y,e,L'],
  ['h = x; (w*h - y)^2', 'w,x,ŷ,y,e,L'],
  ['h = w; g = h; (g*x - y)^2', 'w,x,ŷ,y,e,L'],
  ['p = w*x; q = p; (q - y)^2', 'w,x,p,y,e,L'],
  ['e = w; (e*x - y)^2', 'w,x,ŷ,y,v₁,L'],
])('a second name for what has one: %s', async (expr, symbols) => {
  const demo = await mount({ expr });
  const shown = all(demo, '.node').map((card) => card.getAttribute('data-symbol'));
  expect(shown.join()).toBe(symbols);
  expect(demo.updates.map(({ prediction, grads }) => [prediction, grads.w])).toEqual([
    [2, -8],
    [Math.fround(3.6), Math.fround(-1.6000003814697266)],
  ]);
});

test('powers bind before the sign, and to the right', async () => {
  const demo = await mount({ expr: '-w^2', w: '3' });
  expect(demo.updates[0].loss).toBe(-9);
  demo.expr = '2^-w^2 + 0*w';
  demo.w = '1';
  expect(demo.updates[0].loss).toBe(0.5);
  demo.expr = '(-w)**2 - -w';
  demo.w = '3';
  expect(demo.updates[0].loss).toBe(12);
});

const elementwise = ops.filter(({ kind }) => ['unary', 'binary', 'ternary'].includes(kind));
/** Operands that every op takes, w among them; where asks for a condition, clamp for a bound. @type {Record<string, string>} */
const OPERANDS = { unary: 'w', binary: 'w, x', ternary: 'gt(x, 1), w, x', clamp: 'w, 0' };

test('the engine has elementwise ops to try', () => expect(elementwise.length).toBeGreaterThan(50));

test.each(elementwise.map(({ name, kind, vjp }) => ({ name, kind, vjp })))(
  '$name can be used and shows its own C',
  async ({ name, kind, vjp }) => {
    const call = `${name}(${OPERANDS[name] ?? OPERANDS[kind]})`;
    const demo = await mount({ expr: `c = ${call}; w + c`, w: '0.5', x: '2' });
    expect(demo.problems).toEqual([]);
    const steps = demo.updates[0] && Number(find(demo, 'input[type="range"]').getAttribute('max'));
    const codes = new Set();
    for (let at = 1; at <= steps; at++) {
      demo.cursor = at;
      await demo.updateComplete;
      codes.add(
        textOf(demo.renderRoot.querySelector('.code code')).replace(/^g?[yabcx] \+?= /, ''),
      );
      expect(sentence(demo)).toMatch(/[.]$/);
      expect(sentence(demo)).not.toMatch(/undefined|\{/);
    }
    const { value } = /** @type {import('../../web/lib/index.js').Op} */ (
      ops.find((op) => op.name === name)
    );
    expect([...codes]).toContain(value);
    if (vjp.length) expect([...codes]).toContain(vjp[kind === 'ternary' ? 1 : 0]);
    expect(demo.updates[0].grads.w).not.toBeNull();
  },
);

test('plain numbers after the operands are the op’s attributes; they are shown', async () => {
  const demo = await mount({ expr: 'leaky_relu(w, 0.25) + clamp(w, -1, 0)', w: '-2' });
  expect(demo.updates[0].loss).toBe(-1.5);
  expect(demo.updates[0].grads.w).toBe(0.25);
  expect(textOf(find(demo, '.node[data-symbol="v₁"] .name'))).toBe('v₁ = leaky_relu(w, 0.25)');
  demo.cursor = 1;
  await settle(demo);
  expect(textOf(find(demo, '.code'))).toContain('negative_slope = 0.25');
  demo.expr = 'softplus(w)';
  await settle(demo);
  expect(textOf(find(demo, '.node[data-symbol="L"] .name'))).toBe('L = softplus(w)');
  for (const [expr, words] of [
    [
      'leaky_relu(w, x)',
      'Inputs of leaky_relu: 1 expected; of the plain numbers after them, at most 1.',
    ],
    [
      'where(w, w, 0)',
      'The engine refuses it, as PyTorch does: where expected condition to be a boolean tensor, but got a tensor with dtype Float',
    ],
    [
      'gt(w, 0)',
      'The engine refuses it, as PyTorch does: element 0 of tensors does not require grad and does not have a grad_fn',
    ],
  ]) {
    demo.expr = expr;
    await settle(demo);
    expect(demo.problems[0].message).toBe(words);
    expect(textOf(find(demo, '.node[data-symbol="L"] .name'))).toBe('L = softplus(w)');
  }
});

test('a parameter that no gradient reaches says so and stays as it is', async () => {
  const demo = await mount({ expr: 'where(gt(w, 0), v*x, x) + v', w: '1', v: '3' });
  expect(demo.updates[0].grads).toEqual({ w: null, v: 3 });
  expect(demo.updates[1].params.w).toBe(1);
  expect(node(demo, 'w').gradient).toBe('');
  expect(textOf(find(demo, '.node[data-symbol="w"]'))).toContain('no gradient');
  await seek(demo, Infinity);
  expect(textOf(find(demo, 'tbody tr'))).toContain('no gradient');
});

test('ops behind a comparison get no gradient: a leaky ReLU by hand', async () => {
  const demo = await mount({ expr: 'h = where(gt(w*x, 0), w*x, 0.1*w*x); (h - y)^2', w: '-1' });
  const last = demo.updates[0];
  expect(last.prediction).toBeCloseTo(-0.2, 6);
  expect(last.grads.w).toBeCloseTo(2 * (-0.2 - 4) * 0.2, 5);
  await seek(demo, Infinity);
  const end = demo.cursor;
  const heard = new Set();
  for (let at = 0; at <= end; at++) {
    await seek(demo, at);
    heard.add(sentence(demo));
  }
  expect(heard.size).toBeGreaterThan(end - 2);
  expect(all(demo, '.problems p')).toEqual([]);
});

test('relu passes nothing on at 0', async () => {
  const demo = await mount({ expr: 'relu(w)', w: '0' });
  await seek(demo, 3);
  expect(node(demo, 'w').gradient).toBe('0.0');
});

test('a run that diverges says so, and shows what the numbers became', async () => {
  const demo = await mount({ lr: '3', epochs: '80' });
  await seek(demo, Infinity);
  expect(node(demo, 'w').value).toBe('NaN');
  expect(sentence(demo)).toContain('the run has diverged');
  expect(textOf(find(demo, '.chart .warn'))).toMatch(/no finite number after \d+ updates/);
  expect(find(demo, '.node[data-symbol="L"]').classList).toContain('broken');
});

test('the step that leaves the finite numbers says why, and only a later one speaks of divergence', async () => {
  const demo = await mount({ lr: '3e10', epochs: '7' });
  const told = async (/** @type {number} */ cursor) => {
    await seek(demo, cursor);
    return sentence(demo);
  };
  /** @type {string[]} */
  const said = [];
  for (let at = 0; at <= 66; at++) said.push(await told(at));
  const first = said.findIndex((text) => text.includes('diverged'));
  expect(said[first]).toContain('float32 has no finite number for this: it becomes ∞.');
  const nan = said.findIndex((text) => text.includes('NaN'));
  expect(nan).toBeGreaterThan(first);
  expect(said[nan]).toContain('This has no value');
  expect(said.findIndex((text) => text.includes('NaN went in'))).toBeGreaterThan(nan);
  expect(said.filter((text) => text.includes('infinite already')).length).toBeGreaterThan(0);
});

test('a logarithm of a negative number is no divergence', async () => {
  const demo = await mount({ expr: 'log(w)', w: '-1', epochs: '1' });
  await seek(demo, 1);
  expect(sentence(demo)).toContain('it becomes NaN');
  expect(sentence(demo)).not.toContain('diverged');
});

test('an infinite slope is told as what it is, and no smaller learning rate is promised to mend it', async () => {
  for (const expr of ['sqrt(w)', 'log(w)']) {
    const demo = await mount({ expr, w: '0' });
    await seek(demo, 3);
    expect(sentence(demo)).toContain('Here the local derivative itself is infinite.');
    await seek(demo, Infinity);
    expect(sentence(demo)).toContain('NaN');
    expect(sentence(demo)).not.toContain('diverged');
  }
});

test('a loss that grows is told, after the last update, too', async () => {
  const demo = await mount({ lr: '0.9' });
  for (const cursor of [12, 21]) {
    await seek(demo, cursor);
    expect(sentence(demo)).toContain('the learning rate is too large');
  }
});

test('a long model does not push the page down at its start', async () => {
  const entropy = '-(y*log(sigmoid(w*x+b)) + (1-y)*log(1-sigmoid(w*x+b)))';
  const demo = await mount({ expr: entropy, y: '1' });
  const top = () => find(demo, '.dock').getBoundingClientRect().top;
  const before = top();
  await seek(demo, 20);
  expect(top()).toBe(before);
  expect(textOf(find(demo, '.node[data-symbol="L"] .name')).replace('\u200b', '')).toBe('L = −v₁₃');
});

test('labels cover no node, no label and no tip of an arrow', async () => {
  for (const [expr, last] of /** @type {[string, number][]} */ ([
    ['(w*x - y)^2', 7],
    ['w*w + w', 7],
    ['(tanh(w*x + b)*v + c - y)^2', 15],
  ])) {
    const demo = await mount({ expr });
    await seek(demo, last);
    const rooms = [...all(demo, '.label rect'), ...all(demo, '.note.local')].map((label) =>
      label.getBoundingClientRect(),
    );
    expect(rooms.length).toBeGreaterThan(2);
    const tips = all(demo, '.graph .back').map((line) => {
      const path = /** @type {SVGPathElement} */ (line);
      const matrix = /** @type {DOMMatrix} */ (path.getScreenCTM());
      const { x, y } = path.getPointAtLength(path.getTotalLength()).matrixTransform(matrix);
      return new DOMRect(x, y, 0, 0);
    });
    const cards = all(demo, '.card').map((card) => card.getBoundingClientRect());
    for (const [i, room] of rooms.entries())
      for (const other of [...cards, ...tips, ...rooms.slice(i + 1)])
        expect(
          room.right <= other.left ||
            other.right <= room.left ||
            room.bottom <= other.top ||
            other.bottom <= room.top,
        ).toBe(true);
  }
});

test('a leaf may be the whole expression', async () => {
  const demo = await mount({ expr: 'w', w: '5' });
  await seek(demo, 2);
  expect(node(demo, 'w')).toEqual({ value: '5.0', gradient: '1.0' });
  expect(demo.updates[0].next.w).toBeCloseTo(4.9, 6);
});

test('nothing covers a node: cards stand apart, also downward', async () => {
  for (const width of ['1200px', '360px']) {
    const demo = await mount({ expr: '(tanh(w*x + b)*v + c - y)^2 + 0.1*w^2' });
    demo.style.width = width;
    await settle(demo);
    const boxes = all(demo, '.card').map((card) => card.getBoundingClientRect());
    expect(boxes.length).toBeGreaterThan(12);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const apart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart).toBe(true);
      }
  }
});

test('every card shows its own number, whatever the order in which leaves come to the engine', async () => {
  const given = { w: '1.5', b: '0.25', v: '3', c: '-0.5', x: '2', y: '4' };
  const demo = await mount({ expr: '(tanh(w*x + b)*v + c - y)^2 + 0.1*w^2', ...given });
  await seek(demo, 11);
  for (const [name, text] of Object.entries(given))
    expect([name, Number(node(demo, name).value.replace('−', '-'))]).toEqual([name, Number(text)]);
  const error = Math.tanh(1.5 * 2 + 0.25) * 3 - 0.5 - 4;
  expect(Number(node(demo, 'L').value)).toBeCloseTo(error ** 2 + 0.1 * 1.5 ** 2, 3);
  expect(Object.keys(demo.updates[0].grads)).toEqual(['w', 'b', 'v', 'c']);
});
