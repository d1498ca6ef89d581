// ./build.sh bench: measures the workloads that are named (all without a name) and writes what was found.
import { execFileSync } from 'node:child_process';
import { bundle } from './bundle.js';
import { contestants } from './contestants.js';
import { measureFirst } from './first.js';
import { contestant } from './process.js';
import { readResults, report } from './report.js';
import { workloads } from './workloads.js';

/** @typedef {import('./workloads.js').Workload} Workload */
/** @typedef {ReturnType<typeof contestant>} Contestant */
/** @typedef {import('./report.js').Row} Row */

const [ROUNDS, MILLISECONDS] = [5, 200];

/** @param {number[]} values */
function quartiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  /** @param {number} part */
  const at = (part) => {
    const place = part * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low + (high - low) * (place % 1);
  };
  return { median: at(0.5), spread: at(0.75) - at(0.25) };
}

/**
 * Whether a contestant computes what ours does.
 * @param {number[]} losses
 * @param {number[]} ours
 * @param {Workload} workload
 */
function checkLosses(losses, ours, { tolerance }) {
  const scale = Math.max(...ours.map(Math.abs));
  const off = Math.max(...ours.map((loss, k) => Math.abs(loss - losses[k]) / scale));
  if (!(off <= tolerance)) throw new Error(`its losses are ${off.toExponential(1)} off ours`);
}

/**
 * Starts those who run the workload, one after the other, and checks what they compute.
 * @param {Workload} workload
 * @param {Record<string, Row>} rows
 */
async function assemble(workload, rows) {
  const field = /** @type {Contestant[]} */ ([]);
  const order = contestants.toSorted((a, b) => +(b.id === 'chainrule') - +(a.id === 'chainrule'));
  let ours = /** @type {number[] | null} */ (null);
  for (const entry of order.filter(({ runs }) => runs.includes(workload.id))) {
    try {
      const each = contestant(entry, workload);
      const { losses, bytes } = await each.ready();
      if (entry.id === 'chainrule') ours = losses;
      if (ours) checkLosses(losses, ours, workload);
      await each.round(MILLISECONDS);
      rows[entry.id] = bytes ? { ...bytes } : {};
      field.push(each);
    } catch (error) {
      rows[entry.id] = { failure: /** @type {Error} */ (error).message };
    }
  }
  return field;
}

/** @param {Workload} workload */
async function measure(workload) {
  const rows = /** @type {Record<string, Row>} */ ({});
  const field = await assemble(workload, rows);
  const times = new Map(field.map((each) => [each.entry.id, /** @type {number[]} */ ([])]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const each of field) times.get(each.entry.id)?.push(await each.round(MILLISECONDS));
  }
  for (const each of field) each.close();
  const limits = times.get('limit') ?? [];
  for (const [id, own] of times) {
    const { median, spread } = quartiles(own);
    const ratio = quartiles(own.map((time, k) => time / limits[k])).median;
    Object.assign(rows[id], { time: median, ratio, spread: spread / median });
  }
  return rows;
}

const wanted = process.argv.slice(2);
for (const each of wanted.filter((name) => !/^W[1-6]$/.test(name))) {
  process.stderr.write(`build.sh bench: there is no workload "${each}": they are W1 to W6.\n`);
  process.exit(2);
}
const results = readResults();
const date = new Date().toISOString().slice(0, 10);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
/** @param {string} id */
const isWanted = (id) => wanted.length === 0 || wanted.includes(id.slice(0, 2));
await bundle('contestants/tfjs.js', 'tfjs.cjs', false);
for (const workload of workloads.filter(({ id }) => isWanted(id))) {
  process.stderr.write(`• ${workload.id}: ${workload.title}\n`);
  results[workload.id] = { date, commit, rows: await measure(workload) };
}
if (isWanted('W6')) {
  process.stderr.write('• W6: import to first gradient\n');
  results.W6 = { date, commit, rows: await measureFirst(ROUNDS) };
}
report(results);
