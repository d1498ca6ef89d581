// The site: how Vite serves it live, builds it into dist/site, and rebuilds the engine when the C changes.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const house = fileURLToPath(new URL('..', import.meta.url));
const site = `${house}web/site`;

/**
 * Reruns the wasm step when a C file changes; the new module, being imported, makes Vite reload the page.
 * @returns {import('vite').Plugin}
 */
function engine() {
  const floors = [`${house}src`, `${house}include`];
  return {
    name: 'engine',
    configureServer(server) {
      server.watcher.add(floors);
      server.watcher.on('all', (_event, file) => {
        if (!floors.some((floor) => file.startsWith(floor))) return;
        execFile(`${house}build.sh`, ['wasm'], (error, stdout, stderr) => {
          server.config.logger.info(stdout + stderr, { timestamp: true });
          if (error)
            server.ws.send({ type: 'error', err: { message: stdout + stderr, stack: '' } });
        });
      });
    },
  };
}

export default defineConfig({
  root: site,
  base: './',
  plugins: [engine()],
  // A page's ../demo is /demo to a browser that sees the page at the root of the server.
  resolve: { alias: [{ find: /^\/demo\//, replacement: `${house}web/demo/` }] },
  server: { fs: { allow: [house] } },
  build: {
    outDir: `${house}dist/site`,
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: readdirSync(site)
        .filter((name) => name.endsWith('.html'))
        .map((name) => `${site}/${name}`),
    },
  },
});
