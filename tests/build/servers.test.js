// build.sh's two servers: `serve` answers with the built site, `dev` rebuilds the engine when the C changes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const house = fileURLToPath(new URL('../..', import.meta.url));
const patience = { timeout: 60_000 };

/**
 * Starts a server and gives what it has printed once that matches.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {string} command
 */
function start(t, folder, command) {
  const server = spawn('/bin/bash', [join(folder, 'build.sh'), command], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  t.after(() => server.kill() && ended);
  let printed = '';
  /** @type {() => void} */
  let look = () => {};
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      printed += text;
      look();
    });
  /** @param {RegExp} pattern */
  return (pattern) =>
    new Promise((resolve) => {
      look = () => {
        const found = pattern.exec(printed);
        if (found) resolve(found[1] ?? found[0]);
      };
      look();
    });
}

const address = /(http:\/\/localhost:\d+\/)/;

test('serve prints the address at which the site answers', patience, async (t) => {
  const printed = start(t, house, 'serve');
  const page = await fetch(await printed(address));
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<backprop-demo/);
});

test(
  'dev serves the page, its modules, and a new engine after a change of the C',
  patience,
  async (t) => {
    const copy = mkdtempSync(join(tmpdir(), 'chainrule-dev-'));
    t.after(() => rmSync(copy, { recursive: true }));
    for (const name of [
      'build.sh',
      'package.json',
      'package-lock.json',
      'include',
      'src',
      'web',
      'build',
    ])
      cpSync(join(house, name), join(copy, name), { recursive: true, preserveTimestamps: true });
    symlinkSync(join(house, 'node_modules'), join(copy, 'node_modules'));

    const printed = start(t, copy, 'dev');
    const base = await printed(address);
    const page = await (await fetch(base)).text();
    assert.match(page, /<backprop-demo/);
    for (const [, source] of page.matchAll(/<script[^>]* src="([^"]+)"/g)) {
      const script = await fetch(new URL(source, base));
      assert.match(String(script.headers.get('content-type')), /javascript/, source);
    }

    const built = join(copy, 'build/chainrule.wasm');
    const before = statSync(built).mtimeMs;
    appendFileSync(join(copy, 'src/engine.c'), '// changed\n');
    await printed(/• wasm/);
    await printed(/page reload/);
    assert.ok(statSync(built).mtimeMs > before);
  },
);
