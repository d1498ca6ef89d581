// The watch itself: whatever a page may do wrong is seen, so that a page about which nothing was said was right.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClean, visit } from './browser.js';
import { coursePage, strictPolicy, tagSnippet } from './material.js';
import { en, stepsThroughLesson } from './reader.js';
import { serve } from './server.js';

/** @type {[string, string, RegExp][]} */
const FAULTS = [
  ['an error in a script', '<script>nothing.at.all</script>', /ReferenceError/],
  ['a promise that nobody awaits', '<script>Promise.reject(Error("lost"))</script>', /lost/],
  ['a line on the console', '<script>console.error("broken")</script>', /broken/],
  ['a file that is missing', '<img src="missing.png" alt="">', /404.*missing\.png/],
  ['a host that does not answer', '<img src="http://127.0.0.1:9/x.png" alt="">', /127\.0\.0\.1:9/],
];

for (const [what, body, complaint] of FAULTS)
  test(`${what} is seen`, async (t) => {
    const { base } = await serve(t, { pages: { 'lesson.html': coursePage(body) } });
    const { seen } = await visit(t, `${base}lesson.html`);
    assert.match(seen.complaints.join('\n'), complaint);
  });

test('one request too many is seen', async (t) => {
  const pages = { 'lesson.html': coursePage('<script src="more.js"></script>'), 'more.js': '' };
  const { base } = await serve(t, { pages });
  const { seen } = await visit(t, `${base}lesson.html`);
  assertClean(seen, [`${base}lesson.html`, `${base}more.js`]);
  assert.throws(() => assertClean(seen, [`${base}lesson.html`]), assert.AssertionError);
});

test('what the policy forbids is seen, in a frame, too', async (t) => {
  const pages = {
    'frame.html': coursePage('<iframe src="lesson.html" sandbox="allow-scripts"></iframe>'),
    'lesson.html': coursePage('<p style="color: red">red</p><style>p { color: red }</style>'),
  };
  const headers = { 'content-security-policy': strictPolicy };
  const { base } = await serve(t, { pages, headers });
  const { page, seen } = await visit(t, `${base}frame.html`);
  await page.frameLocator('iframe').getByText('red').waitFor();
  const told = seen.complaints.filter((text) => text.startsWith('CSP: '));
  assert.match(told.join('\n'), /style-src-attr inline/);
  assert.match(told.join('\n'), /style-src-elem inline/);
});

test('without leave for wasm the engine is refused, and that is seen', async (t) => {
  const headers = { 'content-security-policy': "default-src 'self'" };
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(tagSnippet) }, headers });
  const { seen } = await visit(t, `${base}lesson.html`);
  assert.match(seen.complaints.join('\n'), /CSP: script-src wasm-eval/);
});

test('a lesson with other numbers is not taken for the lesson', async (t) => {
  const wrong = tagSnippet.replace('y="4"', 'y="5"');
  assert.notEqual(wrong, tagSnippet);
  const { base } = await serve(t, { pages: { 'lesson.html': coursePage(wrong) } });
  const { page } = await visit(t, `${base}lesson.html`);
  const lesson = stepsThroughLesson(page.locator('backprop-demo'), en);
  await assert.rejects(lesson, /no −8\.0 in/);
});
