// What must hold in every browser: the lesson by keyboard, links, both languages, the lab, a page from a memory stick.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { labWords } from '../../web/demo/lab/words.js';
import { say } from '../../web/demo/locale/index.js';
import { en, zh } from '../embed/reader.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {{ site: string, faults: string, file: string }} Addresses */

const said = labWords(en);
/** @type {{ name: string, steps: { error?: { type: string, message: string } }[] }[]} */
const oracle = JSON.parse(readFileSync(new URL('../oracle/lab.json', import.meta.url), 'utf8'));

/** The lesson's first update: which node shows which number after each step. @type {[string, string][]} */
const LESSON = [
  ['ŷ', '2.0'],
  ['e', '−2.0'],
  ['L', '4.0'],
  ['L', '1.0'],
  ['e', '−4.0'],
  ['ŷ', '−4.0'],
  ['w', '−8.0'],
  ['w', '1.8'],
];
/** The end of the second update. */
const LINK = '#expr=(w*x-y)%5E2&x=2&y=4&w=1&lr=.1&k=17';

/** Forward by keyboard, and all the way back. @param {Page} page */
async function lesson(page) {
  await page.seesOn('w', '1.0');
  await page.click(en.transport.step);
  for (const [i, [symbol, number]] of LESSON.entries()) {
    if (i > 0) await page.press('ArrowRight');
    await page.standsAt(i + 1);
    await page.seesOn(symbol, number);
  }
  for (let step = LESSON.length - 1; step >= 0; step--) {
    await page.press('ArrowLeft');
    await page.standsAt(step);
    if (step > 0) await page.seesOn(...LESSON[step - 1]);
  }
  await page.seesOn('w', '1.0');
  await page.seesOn('w', en.graph.notYet);
}

/** @param {Page} page @param {string} language */
const speaks = (page, language) =>
  page.until(
    `page in ${language}`,
    () => page.run(() => document.documentElement.lang),
    (lang) => lang === language,
  );

/** @type {Record<string, (page: Page, at: Addresses) => Promise<unknown>>} */
export const checks = {
  'whatever a page does wrong is seen': async (page, { faults }) => {
    await page.open(faults);
    const seen = (await page.complaints()).join('\n');
    for (const fault of [/nothing/, /rejected: Error: lost/, /console: broken/, /failed: <img/])
      assert.match(seen, fault);
  },

  'the lesson, forward and back by keyboard': async (page, { site }) => {
    await page.open(site);
    await lesson(page);
  },

  'a link opens at its step, and the address follows the reader': async (page, { site }) => {
    await page.open(site + LINK);
    await page.standsAt(17);
    await page.seesOn('w', '1.96');
    await page.click(en.transport.back);
    await page.standsAt(16);
    await page.until(
      'k=16 in the address',
      () => page.run(() => location.hash),
      (hash) => hash.endsWith('&k=16'),
    );
  },

  'Chinese and back': async (page, { site }) => {
    await page.open(site);
    await page.click(en.switchTo);
    await speaks(page, zh.tag);
    await page.click(zh.transport.step);
    await page.sees(zh.graph.notYet);
    await page.seesOn('ŷ', '2.0');
    await page.click(en.name);
    await speaks(page, en.tag);
    await page.sees(en.graph.notYet);
  },

  'the learning-rate ruler': async (page, { site }) => {
    await page.open(site);
    await page.click(said.ruler.tab);
    await page.click(say(said.ruler.set, { rate: '0.125', name: said.ruler.once }));
    await page.sees('0.125, one over the curvature');
  },

  'the nudge, in float64': async (page, { site }) => {
    await page.open(site);
    await page.click(said.nudge.tab);
    await page.click('float64');
    await page.sees('−7.6');
  },

  'a wrong prediction': async (page, { site }) => {
    await page.open(site);
    await page.click(said.quiz.tool);
    await page.click(said.quiz.answer);
    await page.press('3', 'Enter');
    await page.sees(say(said.quiz.wrong, { given: '3' }).trim());
  },

  'a bug ends as PyTorch ends it': async (page, { site }) => {
    const error = oracle.find(({ name }) => name === 'twice')?.steps.at(-1)?.error;
    await page.open(site);
    await page.click(said.bugs.tool);
    await page.click(said.bugs.bug.twice.name);
    await page.sees(`${error?.type}: ${error?.message}`);
    await page.click(said.bugs.close);
    await page.seesOn('w', '1.0');
  },

  'the tag of README.md in a page from a memory stick': async (page, { file }) => {
    await page.open(file);
    await lesson(page);
  },
};
