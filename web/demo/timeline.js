// Runs a config on the engine and lays the run out as a timeline: a start, the passes, a last check. Each update's
// values are computed at once; a pass's whole graph only when someone looks at it, from the same float32 numbers.
import { noGrad, graph as snapshot, tensor, trace } from '../lib/index.js';
import { buildExpression } from './expression.js';
import { makePlan, PREDICTION } from './plan.js';

/** @typedef {import('../lib/index.js').Tensor} Tensor */
/** @typedef {import('../lib/index.js').Graph} Graph */
/** @typedef {import('./config.js').Config} Config */
/** @typedef {Record<string, number>} Numbers */
/** @typedef {{ params: Numbers, sample: Numbers, loss: number, next: Numbers }} Pass */
/**
 * @typedef {import('./plan.js').Step & {
 *   index: number, pass: number, phase: 'start' | 'forward' | 'loss' | 'backward' | 'update' | 'verify' }} TimelineEvent
 */
/**
 * @typedef {object} Update  one row of the table
 * @property {number} update
 * @property {number} epoch
 * @property {Numbers} sample
 * @property {Numbers} params
 * @property {number | null} prediction
 * @property {number} loss
 * @property {number | null} dPrediction  ∂L/∂ŷ
 * @property {Numbers | null} locals      ∂ŷ/∂w of each parameter
 * @property {Record<string, number | null>} grads  ∂L/∂w of each parameter; null: no gradient reaches it
 * @property {Numbers} next               the parameters after the update
 */
/**
 * @typedef {object} Timeline
 * @property {Config} config
 * @property {import('./plan.js').Plan} plan
 * @property {Pass[]} passes
 * @property {number} length                            how many events
 * @property {(index: number) => TimelineEvent} event
 * @property {(pass: number) => Graph} graph            after backward; the pass behind the last is the final check
 * @property {(pass: number) => Update} update
 * @property {(pass: number) => Numbers} sample
 * @property {(pass: number) => number} start           index of a pass's first event
 */

/**
 * @param {Config} config
 * @returns {Timeline}
 */
export function makeTimeline(config) {
  const plan = planOf(config);
  const passes = train(config);
  const { length: size } = plan.pass;
  const last = passes.length;
  /** @param {number} pass */
  const paramsAt = (pass) => (pass < last ? passes[pass].params : (passes[last - 1]?.next ?? {}));
  /** @param {number} pass */
  const sampleAt = (pass) => sampleOf(config, pass, last);
  const graph = remember(
    (/** @type {number} */ pass) => graphOf(config, paramsAt(pass), sampleAt(pass), pass < last),
    KEPT,
  );
  return {
    config,
    plan,
    passes,
    length: 1 + last * size + plan.forward.length,
    event: (index) => eventAt(config, plan, index, last),
    graph,
    update: remember((/** @type {number} */ pass) =>
      updateOf(config, plan, pass, passes[pass], graph(pass)),
    ),
    sample: sampleAt,
    start: (pass) => 1 + pass * size,
  };
}

/** So many passes keep their graph: those of ten thousand updates of a large model would fill the memory. */
const KEPT = 64;

/**
 * A function that computes each answer once, as long as it keeps it.
 * @template T
 * @param {(key: number) => T} compute
 * @param {number} [most]  so many answers are kept
 * @returns {(key: number) => T}
 */
function remember(compute, most = Infinity) {
  /** @type {Map<number, T>} */
  const known = new Map();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = compute(key);
    const [oldest] = known.keys();
    if (known.size === most) known.delete(oldest);
    known.set(key, made);
    return made;
  };
}

/**
 * The data that a pass works on: its row of the data set, or the fields' x and y, which also make the final check.
 * @param {Config} config
 * @param {number} pass
 * @param {number} last
 * @returns {Numbers}
 */
function sampleOf({ rows, values, data }, pass, last) {
  if (!rows || pass >= last) return pick(values, data);
  const [x, y] = rows[pass % rows.length];
  return pick({ x, y }, data);
}

/** @param {Numbers} values @param {string[]} names @returns {Numbers} */
const pick = (values, names) => Object.fromEntries(names.map((name) => [name, values[name]]));

/**
 * @param {Config} config
 * @param {Record<string, Tensor>} params
 * @param {Numbers} sample
 */
function build({ program }, params, sample) {
  /** @type {Record<string, Tensor>} */
  const leaves = { ...params };
  for (const [name, value] of Object.entries(sample)) leaves[name] = tensor(value);
  const built = buildExpression(program, leaves);
  const names = { ...leaves, ...built.named };
  if (built.prediction && !Object.values(names).includes(built.prediction))
    names[PREDICTION] = built.prediction;
  return { ...built, names };
}

/** @param {Numbers} values */
const parameters = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, tensor(value, { requiresGrad: true })]),
  );

/** @param {Record<string, Tensor>} tensors @returns {Numbers} */
const items = (tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, t.item()]));

/** @param {Config} config */
function planOf(config) {
  const { params, program, rows, values } = config;
  const sample = sampleOf(config, 0, 1);
  const { loss, prediction, names } = build(config, parameters(pick(values, params)), sample);
  const name = Object.entries(names).find(([, made]) => made === prediction)?.[0] ?? null;
  return makePlan(snapshot(loss, names), {
    params,
    named: [...program.named, ...program.leaves],
    prediction: name,
    rows: rows !== null,
  });
}

/**
 * The training loop, as a PyTorch program writes it: forward, backward, step, zero_grad.
 * @param {Config} config
 * @returns {Pass[]}
 */
function train(config) {
  const { lr, rows, epochs, values } = config;
  const count = epochs * (rows?.length ?? 1);
  const params = parameters(pick(values, config.params));
  /** @type {Pass[]} */
  const passes = [];
  let before = items(params);
  for (let pass = 0; pass < count; pass++) {
    const sample = sampleOf(config, pass, count);
    const { loss } = build(config, params, sample);
    loss.backward();
    for (const param of Object.values(params)) {
      const { grad } = param;
      // As PyTorch's optimisers do: no gradient, no step.
      if (grad) noGrad(() => param.sub_(grad.mul(lr)));
      param.grad = null;
    }
    const next = items(params);
    passes.push({ params: before, sample, loss: loss.item(), next });
    before = next;
  }
  return passes;
}

/**
 * @param {Config} config
 * @param {Numbers} params
 * @param {Numbers} sample
 * @param {boolean} backward
 */
function graphOf(config, params, sample, backward) {
  const { loss, names } = build(config, parameters(params), sample);
  return backward ? trace(loss, names) : snapshot(loss, names);
}

/**
 * @param {Config} config
 * @param {import('./plan.js').Plan} plan
 * @param {number} index
 * @param {number} last
 * @returns {TimelineEvent}
 */
function eventAt({ rows }, plan, index, last) {
  if (index <= 0) return { type: 'start', index: 0, pass: 0, phase: 'start' };
  const pass = Math.min(last, Math.floor((index - 1) / plan.pass.length));
  const step = plan.pass[index - 1 - pass * plan.pass.length];
  const again = pass === last || (pass > 0 && rows === null);
  return { ...step, index, pass, phase: phaseOf(step.type, again) };
}

/**
 * @param {TimelineEvent['type']} type
 * @param {boolean} again  whether this forward pass looks at what the update before it brought
 * @returns {TimelineEvent['phase']}
 */
function phaseOf(type, again) {
  if (type === 'seed' || type === 'backward') return 'backward';
  if (type === 'update' || type === 'zero') return 'update';
  if (again) return 'verify';
  return type === 'loss' ? 'loss' : 'forward';
}

/**
 * @param {Config} config
 * @param {import('./plan.js').Plan} plan
 * @param {number} index
 * @param {Pass} pass
 * @param {Graph} graph
 * @returns {Update}
 */
function updateOf(config, plan, index, pass, graph) {
  const guess = plan.prediction === null ? null : graph.nodes[plan.prediction];
  const gradOf = (/** @type {string} */ wanted) => {
    const grad = graph.nodes.find(({ name }) => name === wanted)?.grad ?? null;
    return grad === null ? null : Number(grad);
  };
  return {
    update: index + 1,
    epoch: Math.floor(index / (config.rows?.length ?? 1)) + 1,
    sample: pass.sample,
    params: pass.params,
    prediction: guess && Number(guess.value),
    loss: pass.loss,
    dPrediction: guess?.requiresGrad ? Number(guess.grad) : null,
    locals: guess?.requiresGrad ? slopesOfPrediction(config, pass) : null,
    grads: Object.fromEntries(config.params.map((name) => [name, gradOf(name)])),
    next: pass.next,
  };
}

/**
 * ∂ŷ/∂w: backward once more, from the prediction instead of the loss.
 * @param {Config} config
 * @param {Pass} pass
 * @returns {Numbers}
 */
function slopesOfPrediction(config, pass) {
  const params = parameters(pass.params);
  const { prediction } = build(config, params, pass.sample);
  /** @type {Tensor} */ (prediction).backward();
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, { grad }]) => (grad ? [[name, grad.item()]] : [])),
  );
}
