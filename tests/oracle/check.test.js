// generate.py itself: what it takes for a difference, what stands, and what it says. Needs PyTorch (./build.sh oracle).
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const python = process.env.ORACLE_PYTHON ?? 'python3';
const house = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {(text: string) => string} Change  of a file */

/**
 * Runs generate.py on a copy in which some ops' files are changed.
 * @param {Record<string, Change>} changes
 * @param {string[]} args
 */
function generate(changes, ...args) {
  const copy = mkdtempSync(join(tmpdir(), 'oracle-'));
  const read = (/** @type {string} */ op) =>
    readFileSync(join(copy, `tests/oracle/ops/${op}.json`), 'utf8');
  try {
    for (const folder of ['tests/oracle', 'src/ops'])
      cpSync(join(house, folder), join(copy, folder), { recursive: true });
    for (const [op, change] of Object.entries(changes))
      writeFileSync(join(copy, `tests/oracle/ops/${op}.json`), change(read(op)));
    const script = join(copy, 'tests/oracle/generate.py');
    const { status, stdout, stderr } = spawnSync(python, [script, ...args], { encoding: 'utf8' });
    const after = Object.fromEntries(Object.keys(changes).map((op) => [op, read(op)]));
    return { status, said: stdout + stderr, after };
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** @param {string} op */
const committed = (op) => readFileSync(join(house, `tests/oracle/ops/${op}.json`), 'utf8');

/**
 * Moves the first value by some floats.
 * @param {number} floats
 * @returns {Change}
 */
const shifted = (floats) => (text) => {
  const bits = new Int32Array(1);
  const float = new Float32Array(bits.buffer);
  return text.replace(/("value": \[*)([\d.]+)/, (_, before, number) => {
    float[0] = Number(number);
    bits[0] += floats;
    return before + float[0];
  });
};

/** Only what one writes. @type {Change} */
const inputsOnly = (text) =>
  text.replaceAll(/\n +"(value|grads)": .*/g, '').replaceAll(/,(\n +\})/g, '$1');

test("a bit is a difference, but not the vendor's", () => {
  const bit = shifted(1);
  const { status, said } = generate({ add: bit, exp: bit, sqrt: bit, matmul: bit }, '--check');
  assert.equal(status, 1, said);
  const where = String.raw`ops/add\.json: 1 differ\n {4}\.cases\[.+\]\.value\S* is \S+, but PyTorch has \S+\n`;
  assert.match(said, new RegExp(String.raw`^${where}PyTorch \S+: 1 of \d+ files differ\n$`));
});

test("what differs is written; the vendor's bits stand; cases of inputs only are filled in", () => {
  const { status, said, after } = generate({
    add: shifted(1),
    exp: shifted(1),
    sqrt: shifted(10),
    mul: inputsOnly,
  });
  assert.equal(status, 0, said);
  assert.match(said, /: 3 of \d+ files written\n$/);
  assert(after.add === committed('add'));
  assert(after.mul === committed('mul'));
  assert(after.exp === shifted(1)(committed('exp')));
  assert(after.sqrt !== shifted(10)(committed('sqrt')));
});
