// The whole in other browsers than the one of the other floors: the same checks in Firefox and in WebKitGTK.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { coursePage, dist, strictPolicy, tagSnippet } from '../embed/material.js';
import { serve } from '../embed/server.js';
import { checks } from './checks.js';
import { startFirefox } from './firefox.js';
import { Page } from './page.js';
import { startWebKit } from './webkit.js';

const watcher = fileURLToPath(new URL('watch.js', import.meta.url));
/** @param {string} html */
const watched = (html) => html.replace('<head>', '<head><script src="watch.js"></script>');

const folder = join(dist, 'site');
const pages = {
  'watch.js': readFileSync(watcher, 'utf8'),
  'index.html': watched(readFileSync(join(folder, 'index.html'), 'utf8')),
  'faults.html': watched(
    coursePage('<script src="faults.js"></script><img src="none.png" alt="">'),
  ),
  'faults.js': 'Promise.reject(Error("lost")); console.error("broken"); nothing.at.all;',
};

/** A course page with the tag of README.md, its script beside it. @param {import('node:test').TestContext} t */
function courseFile(t) {
  const course = mkdtempSync(join(tmpdir(), 'chainrule-course-'));
  t.after(() => rmSync(course, { recursive: true }));
  copyFileSync(join(dist, 'backprop-demo.js'), join(course, 'backprop-demo.js'));
  copyFileSync(watcher, join(course, 'watch.js'));
  writeFileSync(join(course, 'lesson.html'), watched(coursePage(tagSnippet)));
  return String(pathToFileURL(join(course, 'lesson.html')));
}

for (const [name, start] of Object.entries({ Firefox: startFirefox, WebKitGTK: startWebKit }))
  test(name, async (t) => {
    const headers = { 'content-security-policy': strictPolicy };
    const { base } = await serve(t, { folder, pages, headers });
    const at = { site: `${base}?lang=en`, faults: `${base}faults.html`, file: courseFile(t) };
    const driver = await start();
    t.after(() => driver.close());
    t.diagnostic(driver.name);
    for (const [what, check] of Object.entries(checks))
      await t.test(what, async () => {
        const page = new Page(driver);
        await check(page, at);
        assert.deepEqual(await page.complaints(), []);
      });
  });
