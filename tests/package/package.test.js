// The package as its users get it: packed, installed offline in an empty folder, used from Node, tsc and a bundler.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { build } from 'vite';

const house = fileURLToPath(new URL('../..', import.meta.url));
const lesson = 'pow -8.0000 4.0000\npow -1.6000 0.1600\n1.9600\n';
const folder = mkdtempSync(join(tmpdir(), 'chainrule-package-'));
let tarball = '';

/**
 * What the program prints; when it fails, the end of what it complains of.
 * @param {string} cwd
 * @param {string} program
 * @param {string[]} args
 */
function run(cwd, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${program} ${args[0] ?? ''}: ${(stderr + stdout).slice(-1000)}`);
  return stdout;
}

before(() => {
  const [packed] = JSON.parse(
    run(house, 'npm', 'pack', '--json', '--silent', '--pack-destination', folder),
  );
  tarball = join(folder, packed.filename);
  cpSync(new URL('consumer', import.meta.url), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run(folder, 'npm', 'install', '--offline', '--no-audit', '--no-fund', tarball);
});
after(() => rmSync(folder, { recursive: true }));

test('it brings no other package, and nothing but dist without site and native', () => {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  assert.deepEqual(Object.keys(lock.packages), ['', 'node_modules/chainrule']);
  const files = run(folder, 'tar', '-tf', tarball).trim().split('\n');
  const allowed = /^package\/(dist\/|package\.json$|README\.md$|LICENSE$)/;
  assert.deepEqual(
    files.filter((file) => !allowed.test(file) || /dist\/(site|native)\//.test(file)),
    [],
  );
});

test('publint finds nothing', async () => {
  const { messages } = await publint({
    pkgDir: join(folder, 'node_modules/chainrule'),
    pack: false,
    strict: true,
  });
  assert.deepEqual(messages, []);
});

test('Node runs the lesson', () => {
  assert.equal(run(folder, process.execPath, 'use.js'), lesson);
});

test('Node requires it from CommonJS', () => {
  const code = "console.log(typeof require('chainrule').tensor(1).item())";
  assert.match(run(folder, process.execPath, '--input-type=commonjs', '-e', code), /number/);
});

test('errors and modules have the names of their classes', () => {
  const code =
    "import { nn, ShapeError } from 'chainrule'; console.log(new ShapeError().name, String(new nn.Softplus(1)))";
  const printed = run(folder, process.execPath, '--input-type=module', '-e', code);
  assert.equal(printed, 'ShapeError Softplus(beta=1.0, threshold=20.0)\n');
});

test('the element can be imported where there is no DOM', () => {
  const code =
    "import 'chainrule/define'; import { BackpropDemo } from 'chainrule/element'; console.log(BackpropDemo.name.length > 0)";
  assert.equal(run(folder, process.execPath, '--input-type=module', '-e', code), 'true\n');
});

for (const [resolution, module] of [
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])
  test(`tsc accepts the types with moduleResolution ${resolution}`, () => {
    const options = { strict: true, noEmit: true, types: [], target: 'es2022', module };
    const config = {
      compilerOptions: { ...options, moduleResolution: resolution },
      files: ['types.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    run(folder, join(house, 'node_modules/.bin/tsc'));
  });

test('a bundle made by Vite runs the lesson', async () => {
  await build({
    configFile: false,
    root: folder,
    logLevel: 'warn',
    build: {
      outDir: 'bundled',
      modulePreload: false,
      rolldownOptions: { input: 'use.js', output: { entryFileNames: 'use.js' } },
    },
  });
  rmSync(join(folder, 'node_modules'), { recursive: true });
  assert.equal(run(folder, process.execPath, 'bundled/use.js'), lesson);
});
