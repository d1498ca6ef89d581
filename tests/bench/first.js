// W6: what a page ships for its first gradient, and how long a fresh process takes from import to that gradient.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { bundle, path } from './bundle.js';

const wasmFile =
  'tests/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

/** The programs of first/, and the file that each loads beside its bundle. @type {Record<string, string[]>} */
const programs = { chainrule: [], core: [], jax: [], 'tfjs-cpu': [], 'tfjs-wasm': [wasmFile] };

const inNode = `
const began = performance.now();
Promise.resolve(require(process.argv[1]).gradient()).then((gradient) =>
  console.log(JSON.stringify({ gradient, time: performance.now() - began })));`;

const inPython = `
import json, time
began = time.perf_counter()
import torch
w = torch.tensor(1.0, requires_grad=True)
((w * 2 - 4) ** 2).backward()
print(json.dumps({'gradient': w.grad.item(), 'time': (time.perf_counter() - began) * 1000}))`;

/** @param {string} file  from the root of the house */
const zipped = (file) => gzipSync(readFileSync(path(file)), { level: 9 }).length;

/**
 * Milliseconds from import to gradient, in a process of its own.
 * @param {string} command
 * @param {string[]} args
 */
function once(command, args) {
  const options = /** @type {const} */ ({ cwd: path(''), encoding: 'utf8', stdio: 'pipe' });
  const told = execFileSync(command, args, options).trim().split('\n').at(-1) ?? '';
  const { gradient, time } = JSON.parse(told);
  if (gradient !== -8) throw new Error(`its gradient is ${gradient} and not -8`);
  return time;
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * @param {number} rounds
 * @returns {Promise<Record<string, import('./report.js').Row>>}
 */
export async function measureFirst(rounds) {
  const python = process.env.ORACLE_PYTHON;
  const times = new Map(Object.keys(programs).map((id) => [id, /** @type {number[]} */ ([])]));
  if (python) times.set('pytorch', []);
  for (const id of Object.keys(programs)) await bundle(`first/${id}.js`, `first/${id}.cjs`, true);
  for (let round = 0; round < 3 * rounds; round++) {
    for (const [id, own] of times) {
      const node = ['-e', inNode, path(`build/bench/first/${id}.cjs`)];
      const args = id === 'pytorch' ? ['-c', inPython] : node;
      own.push(once(id === 'pytorch' && python ? python : process.execPath, args));
    }
  }
  /** @type {Record<string, import('./report.js').Row>} */
  const rows = {};
  for (const [id, own] of times) rows[id] = { time: median(own) * 1e6 };
  for (const [id, beside] of Object.entries(programs)) {
    const files = [`build/bench/first/${id}.cjs`, ...beside];
    rows[id].shipped = files.reduce((sum, file) => sum + zipped(file), 0);
  }
  rows.chainrule.entry = zipped('dist/chainrule.js');
  rows.core.entry = zipped('dist/core.js');
  if (!python) rows.pytorch = { failure: 'ORACLE_PYTHON names no Python that has torch' };
  return rows;
}
