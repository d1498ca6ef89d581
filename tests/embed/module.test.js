// npm's `chainrule/define` without a bundler: a module script, its neighbours, and the tensors beside the demo.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import test from 'node:test';
import { assertClean, visit } from './browser.js';
import { coursePage } from './material.js';
import { button, en, tour } from './reader.js';
import { serve } from './server.js';

const resolve = createRequire(import.meta.url).resolve;
const [define, element, entry] = ['/define', '/element', ''].map((path) =>
  basename(resolve(`chainrule${path}`)),
);

test('the module that defines the element, and its neighbours', async (t) => {
  const tag = `<script type="module" src="${define}"></script>
    <backprop-demo lang="en"></backprop-demo>`;
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tag) } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  await tour(page.locator('backprop-demo'));
  const files = ['lesson.html', define, element, entry];
  assertClean(
    seen,
    files.map((name) => base + name),
  );
});

test('one engine serves the demo and the tensors of the page', async (t) => {
  const map = JSON.stringify({
    imports: { chainrule: `./${entry}`, 'chainrule/define': `./${define}` },
  });
  const tag = `<script type="importmap">${map}</script>
    <script type="module">
      import 'chainrule/define';
      import { tensor } from 'chainrule';
      const w = tensor(1, { requiresGrad: true });
      w.mul(2).sub(4).pow(2).backward();
      document.querySelector('output').value = w.grad.item();
    </script>
    <output aria-label="by hand"></output>
    <backprop-demo lang="en"></backprop-demo>`;
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tag) } });
  const { page, seen } = await visit(t, `${base}lesson.html`);
  const demo = page.locator('backprop-demo');
  await button(demo, en).click();
  assert.equal(await page.getByRole('status', { name: 'by hand' }).textContent(), '-8');
  assert.deepEqual(seen.complaints, []);
  const entries = seen.requests.filter((request) => new URL(request).pathname === `/${entry}`);
  assert.equal(entries.length, 1, String(seen.requests));
});

test('the tensors in a worker', async (t) => {
  const page = coursePage(`<output aria-label="by hand"></output>
    <script type="module">
      const worker = new Worker('worker.js', { type: 'module' });
      worker.onmessage = ({ data }) => (document.querySelector('output').value = data);
    </script>`);
  const worker = `import { tensor } from './${entry}';
    const w = tensor(1, { requiresGrad: true });
    w.mul(2).sub(4).pow(2).backward();
    postMessage(w.grad.item());`;
  const { base } = await serve(t, { pages: { 'lesson.html': page, 'worker.js': worker } });
  const { page: open, seen } = await visit(t, `${base}lesson.html`);
  await open.getByText('-8', { exact: true }).waitFor();
  assert.deepEqual(seen.complaints, []);
});
