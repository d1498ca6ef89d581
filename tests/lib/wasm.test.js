// The bare module serves without our JS: the lesson's first step through its exported functions alone. And it is what
// the package carries as text.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import text from '../../build/chainrule.wasm.js';
import { decode } from '../../web/lib/bytes.js';
import { joinSegments } from '../../web/lib/segments.js';

/** @param {string} file */
const dist = (file) => readFile(new URL(`../../dist/${file}`, import.meta.url));

test('dist/chainrule.wasm computes the gradient of the lesson by hand', async () => {
  const bytes = await dist('chainrule.wasm');
  const { instance } = await WebAssembly.instantiate(bytes);
  const cr = /** @type {any} */ (instance.exports);
  cr._initialize();
  const e = cr.cr_open();
  const heap = () => new Uint8Array(cr.memory.buffer);
  const text = (/** @type {number} */ at) =>
    Buffer.from(heap().subarray(at, heap().indexOf(0, at))).toString();
  const ops = Array.from({ length: cr.cr_op_count() }, (_, k) => text(cr.cr_op_text(k, 0)));
  const [mul, sub, pow] = ['mul', 'sub', 'pow'].map((name) => ops.indexOf(name));
  const w = cr.cr_param(e, 0, 0, 0, 1);
  new Float32Array(cr.memory.buffer, cr.cr_data(e, w), 1)[0] = 1;
  const difference = cr.cr_binary_number(e, sub, cr.cr_binary_number(e, mul, w, 2), 4);
  const loss = cr.cr_binary_number(e, pow, difference, 2);
  assert.equal(cr.cr_item(e, loss), 4);
  assert.equal(cr.cr_backward(e, loss, 0, 0), 0);
  assert.equal(cr.cr_item(e, cr.cr_grad(e, w)), -8);
  assert.equal(cr.cr_backward(e, loss, 0, 0), -1);
  assert.match(text(cr.cr_message(e)), /^Trying to backward through the graph a second time/);
  cr.cr_close(e);
});

test('the package carries dist/chainrule.wasm, with its data in one segment', async () => {
  const whole = await dist('chainrule.wasm');
  const joined = joinSegments(whole);
  assert.deepEqual(decode(text), joined);
  assert.notDeepEqual(joined, new Uint8Array(whole));
  const [one, other] = [whole, joined].map((bytes) => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const { memory } = /** @type {{ memory: WebAssembly.Memory }} */ (
      /** @type {unknown} */ (exports)
    );
    return Buffer.from(memory.buffer);
  });
  assert.equal(Buffer.compare(one, other), 0);
});
