// W2 as scalar nodes: micrograd's model and loss for whatever has add and mul, written once for all that have.

/**
 * @typedef {object} Scalars
 * @property {(value: number) => any} parameter
 * @property {() => any} zero
 * @property {(x: any) => any} relu
 */

/**
 * The parameters as scalars, layer by layer, and all of them in a row.
 * @param {Scalars} scalars
 * @param {import('./data.js').Data['parameters']} parameters
 * @returns {{ layers: any[][], all: any[] }}
 */
export function scalarModel({ parameter }, parameters) {
  const layers = parameters.map((each) =>
    each.map((row) => (Array.isArray(row) ? row.map(parameter) : parameter(row))),
  );
  return { layers, all: layers.flat(2) };
}

/**
 * A neuron for each column: the sum of products, from the bias on.
 * @param {any[]} inputs
 * @param {any[][]} weights
 * @param {any[]} biases
 * @returns {any[]}
 */
function layer(inputs, weights, biases) {
  return biases.map((bias, j) => {
    let sum = bias;
    for (let i = 0; i < inputs.length; i++) sum = sum.add(weights[i][j].mul(inputs[i]));
    return sum;
  });
}

/**
 * The demo's loss: the mean of the margins and the squares of all parameters.
 * @param {Scalars} scalars
 * @param {ReturnType<typeof scalarModel>} model
 * @param {import('./data.js').Data} data
 */
export function scalarLoss({ zero, relu }, { layers, all }, { x, y }) {
  const [w1, b1, w2, b2, w3, b3] = layers;
  let margins = zero();
  for (const [i, row] of x.entries()) {
    const h1 = layer(row, w1, b1).map(relu);
    const h2 = layer(h1, w2, b2).map(relu);
    const [score] = layer(h2, w3, b3);
    margins = margins.add(relu(score.mul(-y[i]).add(1)));
  }
  let squares = zero();
  for (const each of all) squares = squares.add(each.mul(each));
  return margins.mul(1 / x.length).add(squares.mul(1e-4));
}
