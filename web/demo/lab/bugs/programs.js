// Ten broken training loops, and how each is mended. A line is the PyTorch that a student writes and, beside it, the same
// on the engine: what is shown is what runs.
import { engine } from '../../kit.js';
import { expectTensor, times } from './python.js';

/** @typedef {import('../../../lib/index.js').Tensor} Tensor */
/** @typedef {{ [name: string]: any }} Scope  a program's variables */
/**
 * @typedef {object} Line
 * @property {string} py
 * @property {'sample' | 'weight' | 'zero' | 'forward' | 'backward' | 'update' | 'replace' | 'clear' | 'change' | 'add'} kind
 * @property {(s: Scope) => void} run
 */
/** @typedef {{ before: Line[], times: number, loop: Line[] }} Program  times 0: there is no loop */
/**
 * @typedef {object} Bug
 * @property {string} id
 * @property {Record<string, Program>} broken  one, or two ways to do it wrong
 * @property {Program} mended
 */

const { noGrad, tensor } = engine;

/**
 * @param {Line['kind']} kind
 * @param {string} py
 * @param {Line['run']} run
 * @returns {Line}
 */
const line = (kind, py, run) => ({ kind, py, run });

// --- the lesson's lines ----------------------------------------------------------------------------------------

const sample = line('sample', 'x, y = torch.tensor(2.0), torch.tensor(4.0)', (s) => {
  s.x = tensor(2);
  s.y = tensor(4);
});

/** @param {string} start */
const weight = (start) =>
  line('weight', `w = torch.tensor(${start}, requires_grad=True)`, (s) => {
    s.w = tensor(Number(start), { requiresGrad: true });
  });

const forward = line('forward', 'loss = (w * x - y) ** 2', (s) => {
  s.loss = s.w.mul(s.x).sub(s.y).pow(2);
});
const backward = line('backward', 'loss.backward()', (s) => expectTensor(s.loss).backward());

/** @param {string} rate */
const descend = (rate) =>
  line('update', `with torch.no_grad():\n    w -= ${rate} * w.grad`, (s) => {
    noGrad(() => s.w.sub_(times(Number(rate), s.w.grad)));
  });
const clear = line('clear', 'w.grad = None', (s) => {
  s.w.grad = null;
});

/**
 * @param {Line[]} before
 * @param {number} times
 * @param {Line[]} loop
 * @returns {Program}
 */
const program = (before, times, loop) => ({ before, times, loop });

/** The lesson's loop, as it should be. @param {number} times */
const lesson = (times) =>
  program([sample, weight('1.0')], times, [forward, backward, descend('0.1'), clear]);

// --- one by one ------------------------------------------------------------------------------------------------

/** @type {Bug} */
const uncleared = {
  id: 'uncleared',
  broken: { '': program([sample, weight('1.0')], 14, [forward, backward, descend('0.1')]) },
  mended: lesson(14),
};

/** @type {Bug} */
const twice = {
  id: 'twice',
  broken: {
    '': program([sample, weight('1.0'), forward], 2, [backward, descend('0.1'), clear]),
  },
  mended: lesson(2),
};

/** @type {Bug} */
const rebound = {
  id: 'rebound',
  broken: {
    outside: program([sample, weight('1.0')], 2, [
      forward,
      backward,
      line('replace', 'w = w - 0.1 * w.grad', (s) => {
        s.w = s.w.sub(times(0.1, s.w.grad));
      }),
    ]),
    inside: program([sample, weight('1.0')], 2, [
      forward,
      backward,
      line('replace', 'with torch.no_grad():\n    w = w - 0.1 * w.grad', (s) => {
        s.w = noGrad(() => s.w.sub(times(0.1, s.w.grad)));
      }),
    ]),
  },
  mended: lesson(2),
};

/** @type {Bug} */
const leaf = {
  id: 'leaf',
  broken: {
    '': program([sample, weight('1.0')], 2, [
      forward,
      backward,
      line('update', 'w -= 0.1 * w.grad', (s) => {
        s.w.sub_(times(0.1, s.w.grad));
      }),
      clear,
    ]),
  },
  mended: lesson(2),
};

const squared = line('forward', 'loss = (w ** 2 * x - y) ** 2', (s) => {
  s.loss = s.w.pow(2).mul(s.x).sub(s.y).pow(2);
});
const overwrite = line('change', 'w.data = torch.tensor(3.0)', (s) => {
  s.w.data = tensor(3);
});

/** @type {Bug} */
const data = {
  id: 'data',
  broken: { '': program([sample, weight('1.0')], 0, [squared, overwrite, backward]) },
  mended: program([sample, weight('1.0')], 0, [squared, backward, overwrite]),
};

const samples = line('sample', 'x, y = torch.tensor([1.0, 2.0]), torch.tensor([2.0, 4.0])', (s) => {
  s.x = tensor([1, 2]);
  s.y = tensor([2, 4]);
});

/** @type {Bug} */
const vector = {
  id: 'vector',
  broken: {
    '': program([samples, weight('1.0')], 3, [forward, backward, descend('0.1'), clear]),
  },
  mended: program([samples, weight('1.0')], 3, [
    forward,
    line('backward', 'loss.backward(torch.ones_like(loss))', (s) => {
      s.loss.backward(tensor(s.loss.toArray().map(() => 1)));
    }),
    descend('0.1'),
    clear,
  ]),
};

/** @type {Bug} */
const cut = {
  id: 'cut',
  broken: {
    detach: program([sample, weight('1.0')], 2, [
      line('forward', 'y_pred = (w * x).detach()', (s) => {
        s.y_pred = s.w.mul(s.x).detach();
      }),
      line('forward', 'loss = (y_pred - y) ** 2', (s) => {
        s.loss = s.y_pred.sub(s.y).pow(2);
      }),
      backward,
      descend('0.1'),
      clear,
    ]),
    item: program([sample, weight('1.0')], 2, [
      line('forward', 'loss = ((w * x - y) ** 2).item()', (s) => {
        s.loss = s.w.mul(s.x).sub(s.y).pow(2).item();
      }),
      backward,
      descend('0.1'),
      clear,
    ]),
  },
  mended: lesson(2),
};

const start = line('zero', 'total = 0.0', (s) => {
  s.total = 0;
});

/** @type {Bug} */
const total = {
  id: 'total',
  broken: {
    '': program([sample, weight('1.0'), start], 3, [
      ...lesson(0).loop,
      line('add', 'total += loss', (s) => {
        s.total = typeof s.total === 'number' ? s.loss.add(s.total) : s.total.add(s.loss);
      }),
    ]),
  },
  mended: program([sample, weight('1.0'), start], 3, [
    ...lesson(0).loop,
    line('add', 'total += loss.item()', (s) => {
      s.total += s.loss.item();
    }),
  ]),
};

/** @param {string} rate */
const atRate = (rate) =>
  program([sample, weight('1.0')], 8, [forward, backward, descend(rate), clear]);

/** @type {Bug} */
const rate = { id: 'rate', broken: { '': atRate('0.3') }, mended: atRate('0.1') };

/** @param {string} initial */
const rectified = (initial) =>
  program([sample, weight(initial)], 4, [
    line('forward', 'loss = (torch.relu(w * x) - y) ** 2', (s) => {
      s.loss = s.w.mul(s.x).relu().sub(s.y).pow(2);
    }),
    backward,
    descend('0.1'),
    clear,
  ]);

/** @type {Bug} */
const dead = { id: 'dead', broken: { '': rectified('-1.0') }, mended: rectified('1.0') };

/** @type {readonly Bug[]} */
export const bugs = [uncleared, twice, rebound, leaf, data, vector, cut, total, rate, dead];
