// The hand-written limit: fused C kernels (../limit), of which only the exports are called.
import { readFileSync } from 'node:fs';
import { moonsRate, RATE } from '../workloads.js';

/** @typedef {import('../worker.js').Contestant} Contestant */
/** @typedef {Record<string, (...args: number[]) => number>} Kernels */

const bytes = readFileSync(new URL('../../../build/limit.wasm', import.meta.url));
const { instance } = await WebAssembly.instantiate(bytes, {
  env: { emscripten_notify_memory_growth() {} },
});
const kernels = /** @type {Kernels} */ (/** @type {unknown} */ (instance.exports));
const memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
kernels._initialize();

/**
 * @param {number} at
 * @param {readonly (number | number[])[]} values
 */
const write = (at, values) => new Float32Array(memory.buffer).set(values.flat(), at / 4);

/** @type {Contestant} */
export function W1() {
  return { start() {}, step: () => kernels.w1_program() };
}

/** Memory behind what the kernels use. @param {number} count */
function room(count) {
  const pages = Math.ceil((count * 4) / 65536);
  return memory.grow(pages) * 65536;
}

/** @type {Contestant} */
export function W2({ x, y, parameters }) {
  write(kernels.w2_x(), x);
  write(kernels.w2_y(), y);
  const start = () => write(kernels.w2_parameters(), parameters.flat());
  return { start, step: (k) => kernels.w2_epoch(moonsRate(k)) };
}

export { W2 as 'W2-tensors' };

/** @type {Contestant} */
export function W3({ x, y, parameters }) {
  write(kernels.w3_x(), x);
  write(kernels.w3_y(), y);
  const start = () => write(kernels.w3_parameters(), parameters.flat());
  return { start, step: () => kernels.w3_epoch(RATE.spiral) };
}

/** @type {Contestant} */
export function W4({ x, y, parameters }) {
  write(kernels.w4_x(), x);
  new Int32Array(memory.buffer).set(y, kernels.w4_labels() / 4);
  const [w1, b1, w2, b2] = parameters;
  const padded = /** @type {number[][]} */ (w2).map((row) => [...row, 0, 0]);
  const start = () => {
    write(kernels.w4_w1(), w1);
    write(kernels.w4_b1(), b1);
    write(kernels.w4_w2(), padded);
    write(kernels.w4_b2(), b2);
  };
  return { start, step: () => kernels.w4_step(RATE.pictures) };
}

/** @type {Contestant} */
export function W5(_data, _variant, count) {
  const values = room(count + 1);
  const step = () => {
    kernels.w5_chain(values, count, -1, 0.25);
    const [dw, db] = new Float32Array(memory.buffer, kernels.w5_gradients(), 2);
    return dw + db;
  };
  return { start() {}, step, hold: () => () => 4 * count };
}

export { W5 as 'W5-1e7' };
