// Makes build/doubles.js: what the demo's lab needs of web/lib, around the demo's engine in double precision. A copy of
// its own, because one engine is all that web/lib can hold; in a function, so that it is made when it is asked for.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { withEngine } from './with-engine.js';

const house = fileURLToPath(new URL('..', import.meta.url));
const ENTRY = '\0doubles';

/** @returns {import('vite').Plugin} */
const entry = () => ({
  name: 'entry',
  resolveId: (source) => (source === ENTRY ? ENTRY : null),
  load: (id) => (id === ENTRY ? `export { tensor } from '${house}web/lib/core.js';` : null),
});

/**
 * The script as a function that returns what it makes.
 * @returns {import('vite').Plugin}
 */
const whenAsked = () => ({
  name: 'when-asked',
  generateBundle(_options, files) {
    for (const file of Object.values(files))
      if (file.type === 'chunk')
        file.code = `export default () => {\n${file.code}\nreturn doubles;\n};\n`;
  },
});

await build({
  configFile: false,
  root: house,
  logLevel: 'warn',
  publicDir: false,
  plugins: [entry(), withEngine('doubles'), whenAsked()],
  build: {
    outDir: 'build',
    emptyOutDir: false,
    modulePreload: false,
    minify: false,
    rolldownOptions: {
      input: ENTRY,
      preserveEntrySignatures: 'strict',
      output: { format: 'iife', name: 'doubles', entryFileNames: 'doubles.js' },
    },
  },
});
