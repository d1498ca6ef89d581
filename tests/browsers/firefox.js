// Firefox without a window, driven over WebDriver BiDi.
import puppeteer from 'puppeteer-core';
import { SCREEN } from './page.js';

/** A file's page may then read nothing beside it but scripts, as in a reader's Firefox. */
const PREFERENCES = { 'security.fileuri.strict_origin_policy': true };

/** @returns {Promise<import('./page.js').Driver>} */
export async function startFirefox() {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX,
    defaultViewport: SCREEN,
    extraPrefsFirefox: { ...PREFERENCES, 'intl.accept_languages': 'en-US' },
  });
  const page = await browser.newPage();
  return {
    name: `${await browser.version()}`,
    open: async (address) => {
      // A change of the fragment alone would not load the page anew.
      await page.goto('about:blank');
      await page.goto(address);
    },
    run: (code, args) => page.evaluate(`(${code})(...${JSON.stringify(args)})`),
    click: async (code, args) => {
      const found = await page.evaluateHandle(`(${code})(...${JSON.stringify(args)})`);
      const element = /** @type {import('puppeteer-core').ElementHandle<Element> | null} */ (
        found.asElement()
      );
      await element?.click();
      return element !== null;
    },
    press: (key) => page.keyboard.press(/** @type {any} */ (key)),
    close: () => browser.close(),
  };
}
