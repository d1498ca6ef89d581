// Random programs in floats and in doubles, values and gradients, against a reference of the tests' own that knows how
// far rounding can lead away from it (programs/arithmetic.js).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as floats from '../../web/lib/index.js';
import { Undecided } from './programs/arithmetic.js';
import { runEngine } from './programs/engine.js';
import { programs, upstreamOf } from './programs/generate.js';
import { compare, runReference } from './programs/run.js';

/** The entry of doubles is a bundle, whose types are those of the other. @type {typeof floats} */
const doubles = await import(new URL('../../dist/f64.js', import.meta.url).href);

/** @type {[string, typeof floats, number, number][]} */
const ENGINES = [
  ['floats', floats, 2 ** -24, 1],
  // The reference's own roundings are as large.
  ['doubles', doubles, 2 ** -53, 2],
];

for (const [name, lib, unit, slack] of ENGINES) {
  test(`random programs in ${name}: within the bounds of rounding`, (t) => {
    let [decided, all, worst] = [0, 0, 0];
    const property = fc.property(programs, (program) => {
      all++;
      let want;
      try {
        want = runReference(program, unit);
      } catch (error) {
        if (error instanceof Undecided) return;
        throw error;
      }
      decided++;
      const got = runEngine(lib, program, upstreamOf(program));
      worst = Math.max(worst, compare(got, want, program, slack));
    });
    fc.assert(property, { seed: 3, numRuns: 1000, includeErrorInReport: true });
    t.diagnostic(`${decided} of ${all} decided; at worst ${worst.toFixed(2)} of the bound`);
    assert(decided > all / 2);
  });
}

test('compiled, random programs give the same to the bit', () => {
  const property = fc.property(programs, (program) => {
    const [eager, compiled] = [undefined, floats.compile].map((wrap) =>
      runEngine(floats, program, upstreamOf(program), /** @type {any} */ (wrap)),
    );
    assert.deepEqual(compiled, eager);
  });
  fc.assert(property, { seed: 4, numRuns: 500, includeErrorInReport: true });
});
