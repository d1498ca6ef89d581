// What PyTorch warns of is warned of here, in its words: a program for each of tests/oracle/warned.py.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { F, ones } from '../../web/lib/index.js';
import { readOracle } from './expected.js';

/** @type {Record<string, string>} */
const sentences = readOracle('warned.json');

/** @type {Record<string, () => unknown>} */
const programs = {
  mse_loss_of_other_size: () => F.mse_loss(ones(2, 1), ones(2)),
  huber_loss_of_other_size: () => F.huber_loss(ones(2), ones(2, 2)),
  kl_div_mean: () => F.kl_div(ones(2), ones(2)),
  std_of_one: () => ones(1).std(),
  var_of_columns: () => ones(1, 2).var(0),
};

for (const [name, program] of Object.entries(programs)) {
  test(`${name.replaceAll('_', ' ')}: PyTorch's warning, once`, (t) => {
    const { mock } = t.mock.method(console, 'warn', () => {});
    program();
    program();
    const said = mock.calls.map(({ arguments: [sentence] }) => sentence);
    assert.deepEqual(said, [`UserWarning: ${sentences[name]}`]);
  });
}

test('every program that PyTorch warns of has one here', () => {
  assert.deepEqual(Object.keys(sentences), Object.keys(programs));
});
