// WebKitGTK on a screen that nobody sees, driven by W3C WebDriver.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { SCREEN } from './page.js';

const CAPABILITIES = { alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation'] } } };
const ENVIRONMENT = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en_US',
};
/** How WebDriver writes the keys that are no characters. @type {Record<string, string>} */
const KEYS = {
  ArrowLeft: '\ue012',
  ArrowRight: '\ue014',
  Home: '\ue011',
  End: '\ue010',
  Enter: '\ue007',
};
/** The driver listens within so many tries, 50 ms apart. */
const TRIES = 200;

const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** A screen with a number that no other has. */
async function startScreen() {
  const options = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(
    /** @type {import('node:stream').Readable} */ (screen.stdio[3]),
    'data',
  );
  return { screen, display: `:${String(number).trim()}` };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 */
async function ask(method, url, body) {
  const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Asks until the driver listens. @param {string} base */
async function newSession(base) {
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${base}/status`).then(
      () => true,
      () => false,
    );
    if (ready) return ask('POST', `${base}/session`, { capabilities: CAPABILITIES });
    if (tries === TRIES) throw new Error('WebKitWebDriver does not answer.');
    await pause();
  }
}

/** @returns {Promise<import('./page.js').Driver>} */
export async function startWebKit() {
  const { screen, display } = await startScreen();
  const port = await freePort();
  const env = { ...process.env, ...ENVIRONMENT, DISPLAY: display };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' });
  const stop = () => {
    driver.kill();
    screen.kill();
  };
  const base = `http://127.0.0.1:${port}`;
  const { sessionId, capabilities } = await newSession(base).catch((error) => {
    stop();
    throw error;
  });
  const session = `${base}/session/${sessionId}`;
  /** @param {string} path @param {object} body */
  const post = (path, body) => ask('POST', `${session}/${path}`, body);
  /** @param {string} code @param {unknown[]} args */
  const run = (code, args) =>
    post('execute/sync', { script: `return (${code})(...arguments)`, args });
  /** @param {'key' | 'pointer'} type @param {object[]} actions */
  const act = (type, actions) => post('actions', { actions: [{ type, id: type, actions }] });
  await post('window/rect', SCREEN);
  return {
    name: `${capabilities.browserName} ${capabilities.browserVersion}`,
    open: async (address) => {
      await post('url', { url: 'about:blank' });
      await post('url', { url: address });
    },
    run,
    // As a pointer moves: the driver's own click takes a field's inside, in a shadow root, for something before the field.
    click: async (code, args) => {
      const origin = await run(code, args);
      if (origin === null) return false;
      await act('pointer', [
        { type: 'pointerMove', origin, x: 0, y: 0 },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]);
      return true;
    },
    press: (key) => {
      const value = KEYS[key] ?? key;
      return act(
        'key',
        ['keyDown', 'keyUp'].map((type) => ({ type, value })),
      );
    },
    close: async () => {
      await ask('DELETE', session);
      stop();
    },
  };
}
