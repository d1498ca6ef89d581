// build.sh as a newcomer meets it: its help, its sentences where it cannot go on, and the quick second run.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const house = fileURLToPath(new URL('../..', import.meta.url));
const script = join(house, 'build.sh');

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function run(args, env = {}) {
  const { status, stdout, stderr } = spawnSync('/bin/bash', [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/**
 * A PATH with only these programs, and with scripts of ours in the place of others.
 * @param {import('node:test').TestContext} t
 * @param {string[]} names
 * @param {Record<string, string>} [scripts]
 */
function pathWith(t, names, scripts = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-path-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const name of names) {
    const found = ['/usr/local/bin', '/usr/bin', '/bin'].map((bin) => join(bin, name));
    symlinkSync(
      name === 'node' ? process.execPath : String(found.find(existsSync)),
      join(folder, name),
    );
  }
  for (const [name, body] of Object.entries(scripts))
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return folder;
}

test('help has one line for each command', () => {
  const { status, stdout } = run(['help']);
  assert.equal(status, 0);
  for (const command of ['build', 'serve', 'dev', 'native', 'check', 'test', 'help'])
    assert.match(stdout, new RegExp(`^  ${command} +\\S`, 'm'));
});

test('an unknown command: one sentence, exit 2', () => {
  const { status, stderr } = run(['bild']);
  assert.equal(status, 2);
  assert.match(stderr, /^build\.sh: there is no command "bild".*\n$/);
});

test('a second run with nothing changed makes nothing', () => {
  assert.equal(run([]).status, 0);
  const { status, stdout } = run([]);
  assert.equal(status, 0);
  assert.equal(stdout, '');
});

test('native makes the C library, and the example that uses it prints the lesson', () => {
  const { status, stdout } = run(['native']);
  assert.equal(status, 0);
  assert.match(
    stdout,
    /loss 4\.0000, dL\/dw -8\.0000, w 1\.8000\n.*loss 0\.1600, dL\/dw -1\.6000, w 1\.9600\n$/,
  );
  for (const file of ['libchainrule.a', 'chainrule.h', 'chainrule_ops.h'])
    assert.ok(existsSync(join(house, 'dist/native', file)), file);
});

test('without Node: one sentence', (t) => {
  const { status, stderr } = run([], { PATH: pathWith(t, ['dirname']) });
  assert.equal(status, 1);
  assert.match(stderr, /^build\.sh: Node\.js is missing: .*20\.19.*\n$/);
});

test('with an old Node: one sentence', (t) => {
  const PATH = pathWith(t, ['dirname', 'npm'], {
    node: '[ "$1" = --version ] && echo v18.20.4 && exit\nexit 1',
  });
  const { status, stderr } = run([], { PATH });
  assert.equal(status, 1);
  assert.match(stderr, /^build\.sh: Node\.js v18\.20\.4 is too old: .*20\.19.*\n$/);
});

test('without Emscripten and without a way to install it: one sentence', (t) => {
  const PATH = pathWith(t, ['dirname', 'node', 'npm']);
  const { status, stderr } = run([], { PATH, EMSDK: '', HOME: PATH });
  assert.equal(status, 1);
  assert.match(stderr, /^build\.sh: Emscripten's emcc is missing: .*EMSDK.*\n$/);
});

test('a CHROMIUM that is no program: one sentence', () => {
  const { status, stderr } = run(['test', 'sizes'], { CHROMIUM: '/nowhere/chromium' });
  assert.equal(status, 1);
  assert.match(stderr, /^build\.sh: CHROMIUM=\/nowhere\/chromium is not a program: .*\n$/);
});
