// Where cards and lines stand: for graphs of every shape, in both directions of flow.
import { expect, test } from 'vitest';
import { readConfig } from '../../web/demo/config.js';
import { layoutGraph } from '../../web/demo/layout.js';
import { makeTimeline } from '../../web/demo/timeline.js';
import { DEEP } from './page.js';

const MODELS = {
  lesson: '(w*x - y)^2',
  'fan-out': 'x*x + x',
  'a leaf alone': 'w',
  'the same input twice': 'a = w*w; b = a*a; b*b',
  'shared weight': '(tanh(w*x + b)*v + c - y)^2 + 0.1*w^2',
  'cross-entropy': '-(y*log(sigmoid(w*x + b)) + (1 - y)*log(1 - sigmoid(w*x + b)))',
  balanced: '((a + b)*(c + d) + (e + f)*(g + h))^2',
  deep: DEEP,
};

/** @param {string} expr @param {boolean} down */
function layoutOf(expr, down) {
  const { config } = readConfig({ expr, values: {} });
  const { plan } = makeTimeline(/** @type {import('../../web/demo/config.js').Config} */ (config));
  return { plan, layout: layoutGraph(plan, down) };
}

/** @param {import('../../web/demo/layout.js').Box} a @param {import('../../web/demo/layout.js').Box} b */
const overlap = (a, b) =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;

for (const down of [false, true])
  for (const [name, expr] of Object.entries(MODELS))
    test(`${name}, ${down ? 'downward' : 'to the right'}: every card and line has room, and follows the flow`, () => {
      const { plan, layout } = layoutOf(expr, down);
      const { nodes, links, width, height } = layout;
      expect(nodes.length).toBe(plan.nodes.filter(({ kind }) => kind !== 'constant').length);
      for (const [i, a] of nodes.entries()) {
        expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
        expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0);
        expect(a.y + a.height / 2).toBeLessThanOrEqual(height);
        expect(nodes.slice(i + 1).filter((b) => overlap(a, b))).toEqual([]);
      }
      const box = (/** @type {number} */ wanted) =>
        /** @type {import('../../web/demo/layout.js').NodeBox} */ (
          nodes.find(({ index }) => index === wanted)
        );
      for (const { from, to, trail } of links) {
        const [start, end] = [box(from), box(to)];
        expect(down ? start.y < end.y : start.x < end.x).toBe(true);
        const covered = trail.filter(({ x, y }) =>
          nodes.some((node) => overlap(node, { x, y, width: -4, height: -4 })),
        );
        expect(covered).toEqual([]);
      }
    });

test('the line of ops is straight, and operands stand in the order of the text', () => {
  const { plan, layout } = layoutOf('(w*x - y)^2', false);
  const y = (/** @type {string} */ symbol) =>
    layout.nodes.find(({ index }) => plan.nodes[index].symbol === symbol)?.y ?? NaN;
  expect([y('e'), y('L')]).toEqual([y('ŷ'), y('ŷ')]);
  expect(y('w')).toBeLessThan(y('x'));
  expect(y('ŷ')).toBeLessThan(y('y'));
});

test('a parameter that is used all along draws one line beside its first, not forty', () => {
  const { plan, layout } = layoutOf(DEEP, false);
  const c = plan.nodes.findIndex(({ symbol }) => symbol === 'c');
  const lines = layout.links.filter(({ from }) => from === c);
  expect(lines.length).toBe(40);
  expect(new Set(lines.map(({ forward }) => forward.split('C')[0])).size).toBe(2);
  const points = new Set(lines.flatMap(({ trail }) => trail.map(({ x, y }) => `${x} ${y}`)));
  expect(points.size).toBeLessThan(6000);
});

test('a line past many ranks is straight there: a piece at each end, however long', () => {
  const { layout } = layoutOf(DEEP, false);
  const ranks = new Set(layout.nodes.map(({ x }) => x)).size;
  expect(ranks).toBeGreaterThan(40);
  for (const { forward, back } of layout.links)
    for (const line of [forward, back]) expect(line.match(/[CL]/g)?.length).toBeLessThan(ranks / 4);
});
