// A contestant's process: lines of JSON from it, one answer at a time.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { data } from './data.js';
import { RATE } from './workloads.js';

/** @typedef {import('./contestants.js').Entry} Entry */
/** @typedef {import('./workloads.js').Workload} Workload */
/** @typedef {{ losses: number[], bytes: { heap: number, outside: number } | null }} Ready */

/** How long an answer may take. */
const PATIENCE = 120_000;

/** @param {string} name */
const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * @param {Entry} entry
 * @param {Workload} workload
 */
function open(entry, workload) {
  const { file, variant = '-' } = entry;
  if (!file.endsWith('.py')) {
    const module = file.endsWith('.cjs') ? `../../../build/bench/${file}` : file;
    const args = ['--expose-gc', path('worker.js'), module, variant, workload.id];
    return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  }
  const python = process.env.ORACLE_PYTHON;
  if (!python) throw new Error('ORACLE_PYTHON names no Python that has torch');
  const child = spawn(python, [path(`contestants/${file}`)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const begin = { workload, rates: RATE, data: data[workload.id.slice(0, 2)]() };
  child.stdin.write(`${JSON.stringify(begin)}\n`);
  return child;
}

/** Why a process ended, from what it wrote. @param {string} text */
function reason(text) {
  if (/heap out of memory/.test(text)) return 'JavaScript heap out of memory';
  return text.trim().split('\n').at(-1) ?? '';
}

/**
 * @param {Entry} entry
 * @param {Workload} workload
 */
export function contestant(entry, workload) {
  const child = open(entry, workload);
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** The next answer. @returns {Promise<any>} */
  const answer = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    try {
      let line = await lines.next();
      while (!line.done && !line.value.startsWith('{')) line = await lines.next();
      if (line.done) throw new Error(reason(errors) || 'it took longer than two minutes');
      const told = JSON.parse(line.value);
      if (told.failure) throw new Error(told.failure);
      return told;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    entry,
    /** @returns {Promise<Ready>} */
    ready: answer,
    /** Nanoseconds for a unit. @param {number} milliseconds @returns {Promise<number>} */
    async round(milliseconds) {
      child.stdin.write(`${milliseconds}\n`);
      return (await answer()).time;
    },
    close: () => child.kill(),
  };
}
