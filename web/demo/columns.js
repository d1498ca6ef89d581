// The columns of the table of updates: on the page, and in a file.

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('./timeline.js').Update} Update */
/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} tone
 * @property {(update: Update) => number | null} value
 * @property {(known: Known) => boolean} known  whether the cursor has come to it
 */
/** @typedef {{ node: (index: number) => boolean, gradient: (index: number) => boolean, updated: (name: string) => boolean }} Known */

/**
 * @param {Timeline} timeline
 * @param {boolean} [samples]  with the data of each update, also where it is the same in all
 * @returns {Column[]}
 */
export function columns({ plan, config }, samples = config.rows !== null) {
  const { params, data } = config;
  const { prediction, loss } = plan;
  const at = (/** @type {string} */ name) => plan.nodes.findIndex((node) => node.symbol === name);
  const always = () => true;
  const arrived = (/** @type {string} */ name) => {
    const index = at(name);
    return (/** @type {Known} */ known) => known.gradient(index);
  };
  const guess =
    prediction === null ? null : { index: prediction, name: plan.nodes[prediction].symbol };
  const guessed = (/** @type {Known} */ known) => guess !== null && known.node(guess.index);
  return [
    ...(samples ? data : []).map((name) => column(name, 'value', (u) => u.sample[name], always)),
    ...params.map((name) => column(name, 'value', (u) => u.params[name], always)),
    ...(guess ? [column(guess.name, 'value', (u) => u.prediction, guessed)] : []),
    column(
      'L',
      'value',
      (u) => u.loss,
      (known) => known.node(loss),
    ),
    ...(guess ? slopes(guess, params, arrived) : []),
    ...params.map((name) => column(`∂L/∂${name}`, 'gradient', (u) => u.grads[name], arrived(name))),
    ...params.map((name) =>
      column(
        `new ${name}`,
        'value',
        (u) => u.next[name],
        (known) => known.updated(name),
      ),
    ),
  ];
}

/**
 * The two factors of the chain rule: ∂L/∂ŷ and, for each parameter, ∂ŷ/∂w.
 * @param {{ index: number, name: string }} guess
 * @param {string[]} params
 * @param {(name: string) => Column['known']} arrived
 * @returns {Column[]}
 */
function slopes({ index, name: guess }, params, arrived) {
  return [
    column(
      `∂L/∂${guess}`,
      'upstream',
      (u) => u.dPrediction,
      (known) => known.gradient(index),
    ),
    ...params.map((name) =>
      column(`∂${guess}/∂${name}`, 'local', (u) => u.locals?.[name] ?? null, arrived(name)),
    ),
  ];
}

/**
 * @param {string} name
 * @param {string} tone
 * @param {Column['value']} value
 * @param {Column['known']} known
 * @returns {Column}
 */
const column = (name, tone, value, known) => ({ name, tone, value, known });
