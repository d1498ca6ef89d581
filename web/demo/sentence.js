// The step as one sentence, in the words of a language. Parts keep their meaning so that a view can colour them.
import { formatExact, formatNumber, formatOperand } from './format.js';
import { lineText, number } from './formula.js';
import { fill } from './locale/index.js';
import { definition } from './plan.js';

/** @typedef {import('./locale/index.js').Part} Part */
/** @typedef {import('./locale/index.js').Words} Words */
/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('./formula.js').Tone} Tone */

/** @param {number} value @param {Tone} tone @returns {Part} */
const toned = (value, tone) => ({ text: formatNumber(value), tone, exact: formatExact(value) });
/** @param {number} value @param {Tone} tone @returns {Part} */
const operand = (value, tone) => ({ text: formatOperand(value), tone, exact: formatExact(value) });
/** @param {string} text @returns {Part} */
const called = (text) => ({ text, symbol: true });

/**
 * @param {Timeline} timeline
 * @param {State} state
 * @param {Words} words
 * @returns {Part[]}
 */
export function sentenceFor(timeline, state, words) {
  const teller = { timeline, state, words, said: words.sentence };
  const parts = tellers[state.event.type](teller);
  const last = state.event.index === timeline.length - 1;
  return [...parts, ...warning(teller), ...(last ? fill(words.sentence.end) : [])];
}

/** @typedef {{ timeline: Timeline, state: State, words: Words, said: Words }} Teller */

/** @type {Record<State['event']['type'], (teller: Teller) => Part[]>} */
const tellers = {
  start({ timeline, state, said }) {
    const rows = timeline.config.rows;
    return fill(rows ? said.startRows : said.start, {
      params: params(timeline, state, said),
      count: rows?.length ?? 1,
    });
  },
  sample({ timeline, state, said }) {
    const { pass } = state.event;
    const rows = timeline.config.rows?.length ?? 1;
    const sample = equations(timeline.sample(pass), said);
    if (pass >= timeline.passes.length) return fill(said.check, { sample });
    const epoch = Math.floor(pass / rows) + 1;
    return fill(said.sample, { epoch, row: (pass % rows) + 1, rows, sample });
  },
  forward: (teller) => [...verifying(teller), ...computed(teller), ...meaning(teller)],
  loss({ timeline, state, said, words }) {
    const { plan } = timeline;
    const name = called(plan.nodes[plan.loss].symbol);
    const { event } = state;
    const alone = plan.nodes[plan.loss].kind !== 'op';
    const result = toned(held(state, plan.loss), 'value');
    const teller = { timeline, state, said, words };
    const told = alone
      ? fill(said.lossLeaf, { name, result })
      : [...verifying(teller), ...computed(teller), ...fill(said.loss, { name })];
    if (event.phase !== 'verify' || timeline.config.rows) return told;
    const before = toned(timeline.passes[event.pass - 1].loss, 'value');
    return [...told, ...fill(said.lossWas, { before })];
  },
  seed({ timeline: { plan }, said }) {
    const { symbol } = plan.nodes[plan.loss];
    return fill(said.seed, {
      name: called(symbol),
      partial: called(`∂${symbol}/∂${symbol}`),
      one: toned(1, 'gradient'),
    });
  },
  backward: (teller) => [...passedOn(teller), ...summed(teller)],
  update({ timeline, state, said }) {
    const name = String(state.event.name);
    const { params: before, next } = timeline.passes[state.event.pass];
    const index = timeline.plan.nodes.findIndex((node) => node.symbol === name);
    return fill(said.update, {
      name: called(name),
      before: toned(before[name], 'value'),
      lr: { text: formatNumber(timeline.config.lr) },
      gradient: operand(Number(state.nodes[index].gradient), 'gradient'),
      after: toned(next[name], 'value'),
    });
  },
  zero: ({ timeline, state, said }) => fill(said.zero, { params: params(timeline, state, said) }),
};

/** @param {State} state @param {number} index */
const held = (state, index) => Number(state.nodes[index].value);

/** So many parameters are named in one sentence; of more, the first three. */
const MOST = 4;

/**
 * w = 1.8, b = 0.2
 * @param {Record<string, number>} values
 * @param {Words} said
 * @returns {Part[]}
 */
function equations(values, said) {
  const all = Object.entries(values);
  const named = all.length > MOST ? all.slice(0, MOST - 1) : all;
  const parts = named.flatMap(([name, value], i) => [
    ...(i ? [{ text: said.and }] : []),
    called(name),
    { text: '\u00a0=\u00a0' },
    toned(value, 'value'),
  ]);
  const more = all.length - named.length;
  return more ? [...parts, ...fill(said.more, { more })] : parts;
}

/** @param {Timeline} timeline @param {State} state @param {Words} said */
function params({ config, plan }, state, said) {
  const at = (/** @type {string} */ name) => plan.nodes.findIndex((node) => node.symbol === name);
  return equations(
    Object.fromEntries(config.params.map((name) => [name, held(state, at(name))])),
    said,
  );
}

/**
 * The first op after an update says which parameters it is that are being tried.
 * @param {Teller} teller
 */
function verifying({ timeline, state, said }) {
  const { event } = state;
  const first =
    timeline.plan.forward[0] === timeline.plan.pass[event.index - timeline.start(event.pass)];
  if (event.phase !== 'verify' || !first) return [];
  return fill(said.verify, { params: params(timeline, state, said) });
}

/**
 * "Multiply w by x: 1.0 × 2.0 = 2.0."
 * @param {Teller} teller
 */
function computed({ timeline, state, said }) {
  const { plan } = timeline;
  const index = Number(state.event.node);
  const { op, inputs } = plan.nodes[index];
  const names = inputs.map((i) => called(plan.nodes[i].symbol));
  const square = op === 'pow' && plan.nodes[inputs[1]].symbol === '2';
  const template = said.forward[square ? 'square' : String(op)] ?? said.forward.other;
  return fill(template, {
    a: names[0],
    b: names[1],
    op: String(op),
    inputs: names.flatMap((name, i) => (i ? [{ text: said.and }, name] : [name])),
    numbers: { text: numbersOf(timeline, state, index), tone: 'value' },
    result: toned(held(state, index), 'value'),
  });
}

/**
 * An op over its numbers, on one line: 1.0 × 2.0, (−2.0)².
 * @param {Timeline} timeline
 * @param {State} state
 * @param {number} index
 */
function numbersOf({ plan }, state, index) {
  const formula = definition(
    plan,
    index,
    (i) =>
      number(
        plan.nodes[i].kind === 'constant'
          ? plan.nodes[i].symbol
          : operandText(plan, state, index, i),
      ),
    '×',
  );
  return formula ? lineText(formula) : '';
}

/**
 * Only a number that follows a sign, or is raised to a power, needs parentheses.
 * @param {import('./plan.js').Plan} plan
 * @param {State} state
 * @param {number} index
 * @param {number} input
 */
export function operandText(plan, state, index, input) {
  const { op, inputs } = plan.nodes[index];
  const leads = inputs[0] === input && op !== 'pow' && op !== 'neg';
  const bare = leads || plan.nodes[index].inputs.length === 1;
  return bare && op !== 'neg'
    ? formatNumber(held(state, input))
    : formatOperand(held(state, input));
}

/** @param {Teller} teller */
function meaning({ timeline: { plan }, state, said }) {
  const index = Number(state.event.node);
  const { symbol } = plan.nodes[index];
  const name = called(symbol);
  if (index === plan.prediction) return fill(said.prediction, { name });
  return fill(symbol === 'e' ? said.error : said.intermediate, { name });
}

/** @param {Teller} teller */
function passedOn({ timeline: { plan }, state, said }) {
  const index = Number(state.event.edge);
  const { node, slot, input } = plan.edges[index];
  const { op, inputs } = plan.nodes[node];
  const { upstream, local, contribution } = numbersAt(state, index);
  const other = plan.nodes[inputs[1 - slot] ?? input];
  const template = said.backward[backwardWay(String(op), slot, other)] ?? said.backward.other;
  return fill(template, {
    op: said.ops[String(op)] ?? String(op),
    input: called(plan.nodes[input].symbol),
    other: called(other.symbol),
    upstream: toned(upstream, 'upstream'),
    local: toned(local, 'local'),
    contribution: toned(contribution, 'gradient'),
  });
}

/**
 * Which sentence tells an op's backward.
 * @param {string} op
 * @param {number} slot
 * @param {import('./plan.js').PlanNode} other  the other operand
 */
function backwardWay(op, slot, { kind, symbol }) {
  if (op === 'mul' && kind === 'constant') return 'scale';
  return op === 'pow' && slot === 0 && symbol === '2' ? 'square' : op;
}

/** @param {Teller} teller */
function summed({ timeline: { plan }, state, said }) {
  const index = Number(state.event.edge);
  const { input, turn, turns } = plan.edges[index];
  if (turns === 1) return [];
  if (turn === 1) return fill(said.firstOf, { turns, input: called(plan.nodes[input].symbol) });
  const { contribution, accumulated } = numbersAt(state, index);
  return fill(said.sum, {
    before: toned(sumBefore(plan, state, index), 'gradient'),
    contribution: operand(contribution, 'gradient'),
    accumulated: toned(accumulated, 'gradient'),
  });
}

/** @param {State} state @param {number} edge */
const numbersAt = (state, edge) =>
  /** @type {import('./state.js').EdgeNumbers} */ (state.edges[edge].numbers);

/**
 * What an input had received before this edge.
 * @param {import('./plan.js').Plan} plan
 * @param {State} state
 * @param {number} edge
 */
function sumBefore(plan, state, edge) {
  const { input } = plan.edges[edge];
  const before = plan.edges.findLastIndex((other, i) => i < edge && other.input === input);
  return before < 0 ? 0 : numbersAt(state, before).accumulated;
}

/**
 * What is not finite is explained where it happens; later on, it is called divergence, too.
 * @param {Teller} teller
 */
function warning(teller) {
  const { timeline, state, said } = teller;
  const { event } = state;
  const broken = state.nodes.some(
    ({ value, gradient, active }) =>
      active && [value, gradient].some((number) => number !== null && !Number.isFinite(number)),
  );
  if (broken)
    return [...cause(teller), ...(hasDiverged(timeline, event) ? fill(said.diverged) : [])];
  const before = timeline.passes[event.pass - 1];
  const grows =
    event.type === 'loss' &&
    before &&
    !timeline.config.rows &&
    held(state, timeline.plan.loss) > before.loss;
  return grows ? fill(said.spike) : [];
}

/**
 * What was not finite from the start has other reasons than the learning rate.
 * @param {Timeline} timeline
 * @param {import('./timeline.js').TimelineEvent} event
 */
function hasDiverged(timeline, { pass }) {
  if (pass === 0) return false;
  const { loss, grads } = timeline.update(0);
  return [loss, ...Object.values(grads)].every((number) => Number.isFinite(Number(number)));
}

/**
 * Why the step's result is not finite, by what went into it.
 * @param {Teller} teller
 */
function cause({ timeline, state, said }) {
  const [result, ...inputs] = madeFrom(timeline, state);
  if (result === undefined || Number.isFinite(result)) return [];
  const steep = state.event.type === 'backward' && Number.isFinite(inputs[0]);
  const why = Number.isNaN(result)
    ? inputs.some(Number.isNaN)
      ? 'spreads'
      : 'undefined'
    : inputs.every(Number.isFinite)
      ? 'overflows'
      : steep
        ? 'steep'
        : 'infinite';
  return fill(said.broken[why], { result: formatNumber(result) });
}

/**
 * The step's result, and the numbers that went into it.
 * @param {Timeline} timeline
 * @param {State} state
 * @returns {number[]}
 */
function madeFrom({ plan, passes, config }, state) {
  const { type, node = -1, edge = -1, name = '', pass } = state.event;
  if (type === 'forward' || type === 'loss')
    return [node, ...plan.nodes[node].inputs].map((index) => held(state, index));
  if (type === 'backward') {
    const { contribution, upstream, local } = numbersAt(state, edge);
    return [contribution, upstream, local];
  }
  if (type !== 'update') return [];
  const index = plan.nodes.findIndex(({ symbol }) => symbol === name);
  const { params, next } = passes[pass];
  return [next[name], params[name], Number(state.nodes[index].gradient), config.lr];
}
