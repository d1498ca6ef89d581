// One contestant in a process of its own: says what it computes, then runs a round whenever it is told to.
import { createInterface } from 'node:readline';
import { data } from './data.js';
import { workloads } from './workloads.js';

/**
 * @typedef {object} Race
 * @property {() => void} start  sets the first parameters
 * @property {(k: number) => number | Promise<number>} step  one step, and its loss
 * @property {() => () => number} [hold]  builds W5's graph; the returned function keeps it and tells its bytes
 *   outside of JavaScript's heap
 */
/** @typedef {(data: import('./data.js').Data, variant: string, count: number) => Race | Promise<Race>} Contestant */

const [file, variant, id] = process.argv.slice(2);
const workload = /** @type {import('./workloads.js').Workload} */ (
  workloads.find((each) => each.id === id)
);

/** @param {unknown} message */
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/**
 * Runs steps; the sum of their losses keeps them from being left out.
 * @param {Race} race
 * @param {number} from
 * @param {number} count
 */
async function run(race, from, count) {
  for (let i = from; i < from + count; i++) {
    const k = i % workload.period;
    if (k === 0) race.start();
    const loss = race.step(k);
    if (typeof loss !== 'number') await loss;
  }
}

/** @param {Race} race */
async function losses(race) {
  const seen = [];
  race.start();
  for (let k = 0; k < workload.checked; k++) seen.push(await race.step(k));
  return seen;
}

/**
 * Nanoseconds for a unit, over at least the given time. The clock is looked at once in about a millisecond.
 * @param {Race} race
 * @param {number} milliseconds
 */
async function round(race, milliseconds) {
  const began = performance.now();
  let [steps, chunk, elapsed] = [0, 1, 0];
  while (elapsed < milliseconds) {
    await run(race, steps, chunk);
    steps += chunk;
    elapsed = performance.now() - began;
    if (elapsed < steps / chunk) chunk *= 2;
  }
  return (elapsed * 1e6) / (steps * workload.units);
}

/** Bytes for a unit of a graph that is kept, with what JavaScript keeps of it. @param {Race} race */
function bytes(race) {
  const collect = globalThis.gc;
  if (!race.hold || !collect) return null;
  race.start();
  collect();
  const before = process.memoryUsage().heapUsed;
  const outside = race.hold();
  collect();
  const heap = process.memoryUsage().heapUsed - before;
  return { heap: heap / workload.units, outside: outside() / workload.units };
}

try {
  const contestant = /** @type {Contestant} */ ((await import(`./contestants/${file}`))[id]);
  const race = await contestant(data[id.slice(0, 2)](), variant, workload.units);
  say({ losses: await losses(race), bytes: bytes(race) });
  for await (const line of createInterface({ input: process.stdin })) {
    say({ time: await round(race, Number(line)) });
  }
} catch (error) {
  say({ failure: error instanceof Error ? error.message.split('\n')[0] : String(error) });
}
process.exit();
