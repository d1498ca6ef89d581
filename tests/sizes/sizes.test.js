// What a reader of the page downloads: each file's gzip size against its budget.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const budgets = { 'chainrule.wasm': 12, 'chainrule.js': 20, 'backprop-demo.js': 70 };

for (const [file, budget] of Object.entries(budgets)) {
  const bytes = readFileSync(new URL(`../../dist/${file}`, import.meta.url));
  const size = gzipSync(bytes, { level: 9 }).length / KB;
  test(`${file}: ${size.toFixed(2)} of ${budget} KB gzip`, () => {
    assert.ok(size <= budget, `${file} is ${size.toFixed(2)} KB, the budget ${budget} KB`);
  });
}
