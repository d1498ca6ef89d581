// The data and the first parameters of each workload, the same for every contestant.

/** @typedef {{ x: number[][], y: number[], parameters: (number[] | number[][])[] }} Data */

/** A small generator of random numbers in [0, 1). @param {number} seed */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @param {number} count
 * @param {() => number} next
 */
const row = (count, next) => Array.from({ length: count }, () => Math.fround(next()));

/**
 * Weights and biases of an MLP, a weight's matrix as [inputs][outputs].
 * @param {number[]} sizes
 * @param {(inputs: number) => number} weight
 * @param {(inputs: number) => number} bias
 */
function layers(sizes, weight, bias) {
  return sizes.slice(1).flatMap((outputs, k) => {
    const inputs = sizes[k];
    const rows = Array.from({ length: inputs }, () => row(outputs, () => weight(inputs)));
    return [rows, row(outputs, () => bias(inputs))];
  });
}

/** Two half circles with noise, as scikit-learn's make_moons; labels are 1 and -1. @returns {Data} */
function moons() {
  const next = random(1337);
  const noise = () => 0.1 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const [x, y] = [/** @type {number[][]} */ ([]), /** @type {number[]} */ ([])];
  for (let i = 0; i < 100; i++) {
    const [angle, inner] = [(Math.PI * (i >> 1)) / 49, i % 2];
    const [across, up] = [Math.cos(angle), Math.sin(angle)];
    const point = inner ? [1 - across, 0.5 - up] : [across, up];
    x.push(point.map((value) => Math.fround(value + noise())));
    y.push(inner ? 1 : -1);
  }
  const parameters = layers(
    [2, 16, 16, 1],
    () => next() * 2 - 1,
    () => 0,
  );
  return { x, y, parameters };
}

/** TF Playground's spiral without noise: the 250 of 500 points that it trains on. @returns {Data} */
function spiral() {
  const next = random(7);
  const points = Array.from({ length: 500 }, (_, i) => {
    const [k, turn, label] = i < 250 ? [i, 0, 1] : [i - 250, Math.PI, -1];
    const [radius, angle] = [(k / 250) * 5, ((1.75 * k) / 250) * 2 * Math.PI + turn];
    return { at: [radius * Math.sin(angle), radius * Math.cos(angle)].map(Math.fround), label };
  });
  for (let i = points.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [points[i], points[j]] = [points[j], points[i]];
  }
  const used = points.slice(0, 250);
  const parameters = layers(
    [2, 8, 8, 1],
    () => next() - 0.5,
    () => 0.1,
  );
  return { x: used.map(({ at }) => at), y: used.map(({ label }) => label), parameters };
}

/** A batch of 64 random pictures in 10 classes; parameters as PyTorch's Linear spreads them. @returns {Data} */
function pictures() {
  const next = random(64);
  /** @param {number} inputs */
  const spread = (inputs) => (next() * 2 - 1) / Math.sqrt(inputs);
  const x = Array.from({ length: 64 }, () => row(784, next));
  const y = x.map(() => Math.floor(next() * 10));
  return { x, y, parameters: layers([784, 128, 10], spread, spread) };
}

const none = () => ({ x: [], y: [], parameters: [] });

/** By the first two characters of a workload's id. @type {Record<string, () => Data>} */
export const data = { W1: none, W2: moons, W3: spiral, W4: pictures, W5: none };
