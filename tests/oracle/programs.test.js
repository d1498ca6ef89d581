// Random programs, other ones each time, through PyTorch and our engines: both within the bounds of rounding, and what
// is made of the four operations and of what only moves equal to the bit. Needs PyTorch (./build.sh oracle); SEED=n
// runs those of an earlier time again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import * as floats from '../../web/lib/index.js';
import { Undecided } from '../lib/programs/arithmetic.js';
import { runEngine } from '../lib/programs/engine.js';
import { programs, upstreamOf } from '../lib/programs/generate.js';
import { compare, runReference } from '../lib/programs/run.js';

/** @typedef {import('../lib/programs/generate.js').Program} Program */
/** @typedef {import('../lib/programs/engine.js').Round} Round */

/** @type {typeof floats} */
const doubles = await import(new URL('../../dist/f64.js', import.meta.url).href);

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const COUNT = 3000;

/**
 * Ops of which each element is one rounding, or none. Which of -0 and 0 is the minimum depends in PyTorch on where in the
 * tensor they stand.
 */
const EXACT =
  'add sub mul div where neg abs relu square reciprocal clamp add_number mul_number move'.split(
    ' ',
  );

/**
 * Whether each number is rounded in one way only: nothing is broadcast, whose gradients would be sums.
 * @param {Program} program
 */
function isExact({ leaves, steps }) {
  const shapes = [...leaves, ...steps].map(({ shape }) => String(shape));
  return steps.every(({ op, in: operands, attrs: { kind }, shape }) => {
    const same = op === 'move' || operands.every((k) => shapes[k] === String(shape));
    return EXACT.includes(op) && kind !== 'expand' && same;
  });
}

/**
 * Of each program what PyTorch computes in floats and in doubles.
 * @param {object[]} given
 * @returns {{ version: string, found: [Round[], Round[]][] }}
 */
function ask(given) {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  try {
    const files = ['programs.json', 'results.json'].map((name) => join(folder, name));
    writeFileSync(files[0], JSON.stringify(given));
    const script = fileURLToPath(new URL('programs.py', import.meta.url));
    const python = process.env.ORACLE_PYTHON ?? 'python3';
    const { status, stderr } = spawnSync(python, [script, ...files], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    // Python writes what JSON does not know as NaN and -Infinity; those programs are not decided.
    return JSON.parse(readFileSync(files[1], 'utf8').replaceAll(/NaN|-?Infinity/g, 'null'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {Program} program @param {number} unit */
function referenceOf(program, unit) {
  try {
    return runReference(program, unit);
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
}

test(`${COUNT} random programs of seed ${seed}`, (t) => {
  const all = fc.sample(programs, { seed, numRuns: COUNT });
  const { version, found } = ask(
    all.map((program) => ({ ...program, upstream: upstreamOf(program) })),
  );
  const counts = { floats: 0, doubles: 0, bits: 0 };
  const worst = { ours: 0, theirs: 0 };
  for (const [k, program] of all.entries()) {
    const upstream = upstreamOf(program);
    const ours = runEngine(floats, program, upstream);
    try {
      const want = referenceOf(program, 2 ** -24);
      if (want) {
        counts.floats++;
        worst.theirs = Math.max(worst.theirs, compare(found[k][0], want, program));
        worst.ours = Math.max(worst.ours, compare(ours, want, program));
      }
      const doubleWant = referenceOf(program, 2 ** -53);
      if (doubleWant) {
        counts.doubles++;
        compare(found[k][1], doubleWant, program, 2);
        compare(runEngine(doubles, program, upstream), doubleWant, program, 2);
      }
      if (isExact(program)) {
        counts.bits++;
        assert.deepEqual(ours, found[k][0]);
      }
    } catch (error) {
      /** @type {Error} */ (error).message += `\nin program ${k}: ${JSON.stringify(program)}`;
      throw error;
    }
  }
  t.diagnostic(
    `PyTorch ${version}: ${counts.floats} in floats (PyTorch at worst ${worst.theirs.toFixed(2)} of the bound, ours ` +
      `${worst.ours.toFixed(2)}), ${counts.doubles} in doubles, ${counts.bits} equal to the bit`,
  );
});
