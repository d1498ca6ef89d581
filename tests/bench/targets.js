// What issue 3 wants, beside what was reached.

/** @typedef {import('./report.js').Results} Results */

/** @param {number} value */
const short = (value) => Number(value.toPrecision(3)).toLocaleString('en');

/**
 * A number out of the results, if both contestants ran.
 * @param {Results} results
 * @param {string} id
 * @param {string} contestant
 * @param {'time' | 'ratio' | 'shipped' | 'entry'} [field]
 */
const look = (results, id, contestant, field = 'time') =>
  results[id]?.rows[contestant]?.[field] ?? Number.NaN;

/**
 * @typedef {object} Target
 * @property {string} id      the workload's
 * @property {string} wanted
 * @property {(results: Results) => number} value  NaN: not measured
 * @property {(value: number) => boolean} met
 * @property {(value: number) => string} text
 */

/**
 * @param {string} id
 * @param {number} most
 * @param {string} [how]
 * @param {string} [who]
 * @returns {Target}
 */
const ofLimit = (id, most, how = '', who = 'chainrule') => ({
  id,
  wanted: `${how}at most ${most}x the limit`,
  value: (results) => look(results, id, who, 'ratio'),
  met: (value) => value <= most,
  text: (value) => `${short(value)}x`,
});

/** @param {string} id @param {string} peer @param {string} label @param {number} least @returns {Target} */
const faster = (id, peer, label, least) => ({
  id,
  wanted: least === 1 ? `faster than ${label}` : `${least}x faster than ${label}`,
  value: (results) => look(results, id, peer) / look(results, id, 'chainrule'),
  met: (value) => value >= least,
  text: (value) => (value < 1 ? `${short(1 / value)}x slower` : `${short(value)}x faster`),
});

/**
 * @param {string} id
 * @param {string} wanted
 * @param {number} most
 * @param {string} unit
 * @param {(results: Results) => number} value
 * @returns {Target}
 */
const atMost = (id, wanted, most, unit, value) => ({
  id,
  wanted: `${wanted} at most ${most}${unit}`,
  value,
  met: (reached) => reached <= most,
  text: (reached) => `${short(reached)}${unit}`,
});

/** @param {Results} results */
function bytes(results) {
  const { heap, outside } = results.W5?.rows.chainrule ?? {};
  return (heap ?? Number.NaN) + (outside ?? Number.NaN);
}

/** @param {Results} results */
const growth = (results) => look(results, 'W5-1e7', 'chainrule') / look(results, 'W5', 'chainrule');

/** @type {Target[]} */
export const targets = [
  ofLimit('W1', 20),
  faster('W1', 'micrograd', 'micrograd in JS', 25),
  faster('W1', 'pytorch', 'native PyTorch', 300),
  ofLimit('W1', 8, 'with compile ', 'compiled'),
  atMost('W2', 'a scalar node', 15, ' ns', (results) => look(results, 'W2', 'chainrule')),
  atMost('W2', 'with compile a scalar node', 6, ' ns', (results) =>
    look(results, 'W2', 'compiled'),
  ),
  faster('W2', 'micrograd', 'micrograd in JS', 60),
  ofLimit('W2-tensors', 2, 'as tensors '),
  ofLimit('W2-tensors', 2, 'as tensors, with compile, ', 'compiled'),
  ofLimit('W3', 1.2),
  ofLimit('W3', 1.2, 'with compile ', 'compiled'),
  faster('W3', 'playground', 'TF Playground', 18),
  ofLimit('W4', 1.2),
  ofLimit('W4', 1.2, 'with compile ', 'compiled'),
  faster('W4', 'tfjs-wasm', 'TensorFlow.js wasm', 6),
  faster('W4', 'jax', 'jax-js', 1),
  atMost('W5', 'a node', 25, ' ns', (results) => look(results, 'W5', 'chainrule')),
  atMost('W5', 'a node', 80, ' B', bytes),
  atMost('W5-1e7', 'linear: a node of 1e7 costs', 1.25, 'x one of 1e6', growth),
  atMost('W6', 'first gradient', 6, ' ms', (results) => look(results, 'W6', 'chainrule') / 1e6),
  atMost(
    'W6',
    'npm entry, gzip,',
    45,
    ' KB',
    (results) => look(results, 'W6', 'chainrule', 'entry') / 1000,
  ),
  atMost(
    'W6',
    'without nn and conv',
    25,
    ' KB',
    (results) => look(results, 'W6', 'core', 'entry') / 1000,
  ),
];
