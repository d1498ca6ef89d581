// ./build.sh bench page: how soon the demo answers, and what a step of a large graph takes. After the time on the clock
// comes, of a run of its own, the page's time on the processor, as Chromium's trace tells it: that does not depend on who
// else is busy, but a traced page is slower.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchOptions } from '../chromium.js';

const OPENED = 15;
const STEPS = 300;
/** A frame of a screen that shows 60 in a second. */
const FRAME = 1000 / 60;

const cells = Array.from({ length: 50 }, (_, i) => i + 1);
const GRAPHS = {
  'chain of 50 tanh cells': `${cells.map((i) => `h${i} = tanh(w${i}*${i > 1 ? `h${i - 1}` : 'x'} + b);`).join(' ')} (h50 - y)^2`,
  'sum of 33 squares': cells
    .slice(0, 33)
    .map((i) => `(w${i}*x - y)^2`)
    .join(' + '),
};

const server = createServer(async ({ url }, response) => {
  const script = url?.endsWith('.js');
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
  const file = fileURLToPath(new URL(`../../dist${url}`, import.meta.url));
  response.end(script ? await readFile(file) : '<!doctype html><meta charset="utf-8"><body>');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const browser = await chromium.launch(launchOptions);

/** @param {number[]} values @param {number} part */
const at = (values, part) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))];

/** @param {number[]} values */
const told = (values) =>
  `median ${at(values, 0.5).toFixed(1)} ms, 95 % ${at(values, 0.95).toFixed(1)} ms, worst ${at(values, 1).toFixed(1)} ms`;

/**
 * Milliseconds of the page's main thread on the processor, between the marks that the page sets.
 * @param {Buffer} trace
 */
function busy(trace) {
  /** @type {{ name: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number }[]} */
  const events = JSON.parse(trace.toString()).traceEvents;
  const marks = events.filter(({ name }) => name === 'measured').map(({ ts }) => ts);
  const page = events.find(({ name }) => name === 'measured');
  const spent = marks.slice(1).map(() => 0);
  for (const { name, ts, dur = 0, tdur = 0, pid, tid } of events) {
    if (name !== 'ThreadControllerImpl::RunTask' || pid !== page?.pid || tid !== page?.tid)
      continue;
    const span = marks.findLastIndex((mark) => mark <= ts + dur);
    if (span >= 0 && span < spent.length) spent[span] += tdur / 1000;
  }
  return spent;
}

/**
 * Milliseconds on the clock, of one page, and on the processor, of another.
 * @param {(page: import('playwright').Page) => Promise<unknown>} prepare
 * @param {(page: import('playwright').Page) => Promise<number[]>} act
 */
async function measured(prepare, act) {
  const found = { clock: /** @type {number[]} */ ([]), processor: /** @type {number[]} */ ([]) };
  for (const traced of [false, true]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`http://127.0.0.1:${port}/`);
    await prepare(page);
    if (traced) await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
    const clock = await act(page);
    if (traced) found.processor = busy(await browser.stopTracing());
    else found.clock = clock;
    await page.close();
  }
  return found;
}

/** From the script's start of loading to the end of the first frame with a button to press. @returns {Promise<number[]>} */
const open = () =>
  new Promise((resolve) => {
    const demo = document.body.appendChild(document.createElement('backprop-demo'));
    const { startTime } = performance.mark('measured');
    document.head.appendChild(document.createElement('script')).src = 'backprop-demo.js';
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve([performance.mark('measured').startTime - startTime]);
    const look = () =>
      demo.shadowRoot?.querySelector('.main[aria-disabled="false"]')
        ? port2.postMessage(null)
        : requestAnimationFrame(look);
    look();
  });

/** @param {string} expr */
async function show(expr) {
  const demo = document.createElement('backprop-demo');
  demo.setAttribute('expr', expr);
  document.body.append(demo);
  const script = document.createElement('script');
  script.src = 'backprop-full.js';
  document.head.append(script);
  await customElements.whenDefined('backprop-demo');
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

/** A step in each frame. @param {number} steps */
const walk = async (steps) => {
  const demo = /** @type {any} */ (document.querySelector('backprop-demo'));
  /** @type {number[]} */
  const began = [];
  for (let i = 0; i <= steps; i++) {
    await new Promise(requestAnimationFrame);
    began.push(performance.mark('measured').startTime);
    demo.step();
  }
  return began.slice(1).map((time, i) => time - began[i]);
};

// A page that has just been opened shares the machine with the browser, which is still starting what the page needs.
for (const [state, rest] of Object.entries({ 'at rest': 1000, 'just opened': 0 })) {
  const clock = [];
  const processor = [];
  for (let i = 0; i < OPENED; i++) {
    const found = await measured(
      (page) => page.waitForTimeout(rest),
      (page) => page.evaluate(open),
    );
    clock.push(...found.clock);
    processor.push(...found.processor);
  }
  console.log(
    `The first demo, from the start of its script to the first frame that can be used, in a page ${state}:`,
  );
  console.log(`  on the clock: ${told(clock)}`);
  console.log(`  on the processor: ${told(processor)}`);
}
for (const [name, expr] of Object.entries(GRAPHS)) {
  const { clock, processor } = await measured(
    (page) => page.evaluate(show, expr),
    (page) => page.evaluate(walk, STEPS),
  );
  const missed = clock.filter((time) => time > 1.5 * FRAME).length;
  const long = processor.filter((time) => time > FRAME).length;
  console.log(`A step of a ${name}, layout and paint included:`);
  console.log(`  on the clock: ${told(clock)}; ${missed} of ${STEPS} missed a frame`);
  console.log(`  on the processor: ${told(processor)}; ${long} of ${STEPS} longer than a frame`);
}
await browser.close();
server.close();
