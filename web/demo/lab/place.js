// The loss around the point where a run stands: its values on a line or a plane of parameters, its gradient and its
// second derivatives. All of it is the engine's: a whole curve is one forward pass with a vector in the parameter's place.
import { buildExpression, engine } from '../kit.js';
import { NoSecondDerivative, secondDerivatives } from './second.js';

/** @typedef {import('../../lib/index.js').Tensor} Tensor */
/** @typedef {import('../timeline.js').Timeline} Timeline */
/** @typedef {Record<string, number>} Numbers */
/** @typedef {Pick<typeof engine, 'tensor'>} Engine  this one, or the one of doubles */
/**
 * @typedef {object} Place
 * @property {import('../config.js').Config} config
 * @property {Numbers} params
 * @property {Numbers} sample
 */
/**
 * @typedef {object} Slopes
 * @property {number} loss
 * @property {number[]} gradient
 * @property {number[][] | null} hessian       null: it cannot be had exactly
 * @property {NoSecondDerivative | null} why
 */

/**
 * Where the run stands at an event: the parameters of its pass, and the pass's sample.
 * @param {Timeline} timeline
 * @param {number} pass
 * @returns {Place}
 */
export function placeAt({ config, passes, sample }, pass) {
  const last = passes[passes.length - 1];
  return { config, params: (passes[pass] ?? { params: last.next }).params, sample: sample(pass) };
}

/** A place in words, to know it again. @param {Place} place */
export const nameOf = ({ config, params, sample }) => JSON.stringify([config.expr, params, sample]);

/**
 * The loss where some parameters are replaced: by vectors, or by a leaf that wants a gradient.
 * @param {Place} place
 * @param {Record<string, import('../../lib/index.js').Tensor>} moved
 * @param {Engine} [by]
 * @returns {Tensor}
 */
export function lossWith({ config, params, sample }, moved, { tensor } = engine) {
  const given = Object.entries({ ...params, ...sample });
  const leaves = Object.fromEntries(given.map(([name, value]) => [name, tensor(value)]));
  return buildExpression(config.program, { ...leaves, ...moved }, tensor).loss;
}

/**
 * The losses at some points of a line.
 * @param {Place} place
 * @param {Record<string, number[]>} points  for each parameter that moves, its values
 * @param {Engine} [by]
 * @returns {number[]}
 */
export function lossesAt(place, points, by = engine) {
  const moved = Object.entries(points).map(([name, values]) => [name, by.tensor(values)]);
  const { data } = lossWith(place, Object.fromEntries(moved), by);
  const count = Object.values(points)[0].length;
  return Array.from({ length: count }, (_, i) => data[data.length === 1 ? 0 : i]);
}

/**
 * @param {Place} place
 * @returns {Slopes}
 */
export function slopesAt({ config, params, sample }) {
  const { tensor } = engine;
  const leaves = Object.fromEntries([
    ...Object.entries(params).map(([name, value]) => [name, tensor(value, { requiresGrad: true })]),
    ...Object.entries(sample).map(([name, value]) => [name, tensor(value)]),
  ]);
  const { loss } = buildExpression(config.program, leaves);
  const drawn = engine.graph(loss, leaves);
  const value = loss.item();
  try {
    return { loss: value, ...secondDerivatives(drawn, params), why: null };
  } catch (error) {
    if (!(error instanceof NoSecondDerivative)) throw error;
    loss.backward();
    const gradient = config.params.map((name) => leaves[name].grad?.item() ?? 0);
    return { loss: value, gradient, hessian: null, why: error };
  }
}
