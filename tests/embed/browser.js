// One Chromium for a test file, and pages in it whose every complaint and every request is written down.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { chromium } from 'playwright';
import { launchOptions } from '../chromium.js';

/** A page that works answers within this many milliseconds, even on a busy machine. */
const PATIENCE = 10_000;

/** @type {import('playwright').Browser} */
let browser;
before(async () => {
  browser = await chromium.launch(launchOptions);
});
after(() => browser.close());

/**
 * What went wrong in the page or in its frames, and what they asked for.
 * @typedef {{ complaints: string[], requests: string[] }} Seen
 */

/**
 * @param {import('node:test').TestContext} t
 * @param {string | URL} address
 * @param {import('playwright').BrowserContextOptions} [options]
 */
export async function visit(t, address, options = {}) {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  t.after(() => context.close());
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const seen = await watch(page);
  await page.goto(String(address));
  return { page, seen };
}

/**
 * Chromium's own question for a page's icon, given up because the address changed meanwhile.
 * @param {import('playwright').Request} request
 */
const droppedIcon = (request) =>
  request.resourceType() === 'other' && request.failure()?.errorText === 'net::ERR_ABORTED';

/**
 * @param {import('playwright').Page} page
 * @returns {Promise<Seen>}
 */
async function watch(page) {
  /** @type {Seen} */
  const seen = { complaints: [], requests: [] };
  const complain = (/** @type {string} */ text) => seen.complaints.push(text);
  page.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      complain(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complain(String(error)));
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('requestfailed', (request) => {
    if (!droppedIcon(request)) complain(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complain(`${response.status()}: ${response.url()}`);
  });
  await page.exposeBinding('tellViolation', (_, text) => complain(`CSP: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI, sample } = event;
      Reflect.get(globalThis, 'tellViolation')(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  return seen;
}

/**
 * No complaint, and exactly these requests, in whatever order.
 * @param {Seen} seen
 * @param {(string | URL)[]} files
 */
export function assertClean(seen, files) {
  assert.deepEqual(seen.complaints, []);
  assert.deepEqual(seen.requests.toSorted(), files.map(String).toSorted());
}
