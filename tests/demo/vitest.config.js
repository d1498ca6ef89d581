// How the demo's tests run: Vitest, inside of the Chromium that build.sh found.
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from '../chromium.js';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  // All dependencies are found before the first test: one found later would reload the page under it.
  optimizeDeps: { entries: ['web/demo/define.js', 'tests/demo/*.test.js'] },
  test: {
    include: ['tests/demo/*.test.js'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium', viewport: { width: 1200, height: 900 } }],
    },
  },
});
