// Models and data to begin with, one tap each. Every field that a choice needs is filled.

/** @typedef {Record<string, string>} Fields */

const ROWS = '1,2; 2,4; 3,6';
const SAMPLE = { x: '2.0', y: '4.0', lr: '0.1', epochs: '2', data: '' };

const CELLS = 6;
/** A chain of cells, each with its own weight: on its way to the first the gradient vanishes. */
const chain = Array.from(
  { length: CELLS },
  (_, i) => `h${i + 1} = sigmoid(w${i + 1}*${i ? `h${i}` : 'x'});`,
);
const weights = Object.fromEntries(chain.map((_, i) => [`w${i + 1}`, '1.0']));

/** @type {Record<string, Fields>} */
const MODELS = {
  lesson: { ...SAMPLE, expr: '(w*x - y)^2', w: '1.0' },
  bias: { ...SAMPLE, expr: '(w*x + b - y)^2', w: '1.0', b: '0.0' },
  quadratic: {
    ...SAMPLE,
    expr: '(a*x^2 + b*x + c - y)^2',
    a: '0.5',
    b: '0.0',
    c: '1.0',
    lr: '0.02',
  },
  logistic: {
    ...SAMPLE,
    expr: 'p = sigmoid(w*x + b); -(y*log(p) + (1 - y)*log(1 - p))',
    w: '-0.5',
    b: '0.0',
    y: '1.0',
    lr: '0.5',
  },
  fanOut: { ...SAMPLE, expr: 'x*x + x', x: '3.0' },
  deep: {
    ...SAMPLE,
    expr: `${chain.join(' ')} (h${CELLS} - y)^2`,
    ...weights,
    y: '0.0',
    lr: '1.0',
  },
  dead: { ...SAMPLE, expr: '(relu(w*x + b) - y)^2', w: '-1.0', b: '0.5' },
};

/** @param {string} text */
const tidy = (text) => text.replace(/\s/g, '');

/** Which of the models an expression is. @param {string} expr */
export const modelOf = (expr) =>
  Object.keys(MODELS).find((name) => tidy(MODELS[name].expr) === tidy(expr)) ?? 'own';

/** The fields that a model fills; none for one's own. @param {string} model @returns {Fields} */
export const modelFor = (model) => MODELS[model] ?? {};

/**
 * The fields that a choice of data fills; data of one's own begins with the lesson's rows.
 * @param {string} choice
 * @param {string} data   what stands in the field now
 * @param {string} model  whose own sample is the single one
 * @returns {Fields}
 */
export function dataFor(choice, data, model) {
  const { x, y, lr } = modelFor(model === 'own' ? 'lesson' : model);
  if (choice === 'single') return { ...SAMPLE, x, y, lr };
  if (choice === 'own' && data.trim()) return {};
  return { data: ROWS, lr: '0.01', epochs: '100', x: '4.0', y: '8.0' };
}

/**
 * @param {string} data
 * @param {boolean} own  whether the reader asked for a data set of their own
 * @returns {'single' | 'lesson' | 'own'}
 */
export function choiceOf(data, own) {
  if (own) return 'own';
  if (tidy(data) === '') return 'single';
  return tidy(data) === tidy(ROWS) ? 'lesson' : 'own';
}
