// Makes everything in dist/ that is JavaScript or HTML: the package's modules, the embed files and the site.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { withEngine } from './with-engine.js';

const house = fileURLToPath(new URL('..', import.meta.url));
const lib = `${house}web/lib/`;

/** Modules that another bundle imports as its neighbour in dist/ instead of holding a second copy. */
const neighbours = new Map([
  [`${lib}index.js`, './chainrule.js'],
  [`${house}web/demo/element.js`, './element.js'],
  [`${house}web/demo/parts.js`, './element.js'],
]);

/**
 * A second engine in a page would not know the first one's tensors, so the package's module is shared, never copied.
 * @param {string} own  the file that is being made
 * @returns {import('vite').Plugin}
 */
function shareNeighbours(own) {
  return {
    name: 'share-neighbours',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const neighbour = found && neighbours.get(found.id);
      if (neighbour === `./${own}`) return found;
      if (neighbour) return { id: neighbour, external: true };
      if (found?.id.startsWith(lib))
        this.error(`${importer} reaches past web/lib/index.js to ${source}`);
      return found;
    },
  };
}

/**
 * Scripts for pages hold the elementwise engine alone, and of the package what does not need more than that.
 * @returns {import('vite').Plugin[]}
 */
function scalarsOnly() {
  const small = {
    name: 'scalars-only',
    enforce: /** @type {const} */ ('pre'),
    resolveId: (/** @type {string} */ source) =>
      source.endsWith('/lib/index.js') ? `${lib}core.js` : null,
  };
  return [withEngine('elementwise'), small];
}

/**
 * lit's build for servers, with the three lines it needs of a DOM: the element can be imported where there is none.
 * @returns {import('vite').Plugin}
 */
function bareDom() {
  const id = '\0bare-dom';
  return {
    name: 'bare-dom',
    enforce: 'pre',
    resolveId: (source) => (source === '@lit-labs/ssr-dom-shim' ? id : null),
    load: (wanted) =>
      wanted === id
        ? 'export const HTMLElement = globalThis.HTMLElement ?? class {}; export const customElements = undefined;'
        : null,
  };
}

/**
 * The minifier leaves strings alone; styles are strings whose white space means nothing.
 * @returns {import('vite').Plugin}
 */
function squeezeStyles() {
  /** @param {string} css */
  const squeeze = (css) =>
    css
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?/g, '$1')
      .replace(/: /g, ':');
  return {
    name: 'squeeze-styles',
    enforce: 'pre',
    transform: (code, id) =>
      id.startsWith(`${house}web/demo/`)
        ? code.replace(/\bcss`([^`]*)`/g, (_, css) => `css\`${squeeze(css)}\``)
        : null,
  };
}

/** A classic script is read in its page's encoding, and not every page says UTF-8; a mark at the start decides. */
const MARK = '\uFEFF';

/** Scripts of parts take the demo's own modules from the page, where its script leaves them. */
const KIT = `${house}web/demo/kit.js`;
const kitOfPage = { external: [KIT], globals: { [KIT]: 'backpropDemo' } };

/** @param {string} code */
const waiting = (code) =>
  `(run=>globalThis.backpropDemo?run():addEventListener('backprop-ready',run,{once:true}))(()=>{${code}});`;

/**
 * A script that comes before the demo's own waits for it.
 * @returns {import('vite').Plugin}
 */
function waitForDemo() {
  return {
    name: 'wait-for-demo',
    generateBundle(_options, files) {
      for (const file of Object.values(files))
        if (file.type === 'chunk') file.code = MARK + waiting(file.code.replace(MARK, ''));
    },
  };
}

/** Errors and modules are printed by the names of their classes. */
const keepNames = { class: true, function: false };
const minify = { compress: { keepNames }, mangle: { keepNames } };

/**
 * One entry in, one minified file out.
 * @typedef {object} Options
 * @property {'es' | 'iife'} [format]
 * @property {import('vite').Plugin[]} [plugins]
 * @property {string[]} [conditions]
 * @property {string[]} [external]                modules that are not put in
 * @property {Record<string, string>} [globals]  where in the page each of those stands
 */
/**
 * @param {string} entry
 * @param {string} file
 * @param {Options} [options]
 */
function bundle(entry, file, options = {}) {
  const { format = 'es', plugins = [], conditions, external, globals } = options;
  const postBanner = format === 'iife' ? MARK : undefined;
  return build({
    configFile: false,
    root: house,
    logLevel: 'warn',
    publicDir: false,
    plugins: [squeezeStyles(), ...plugins],
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: conditions && { conditions },
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: house + entry,
        external,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: file, codeSplitting: false, postBanner, globals, minify },
      },
    },
  });
}

/**
 * JavaScript as it may stand inside <script>: the three sequences that HTML's parser reacts to, written another way.
 * @param {string} code
 */
const asInline = (code) => code.replace(/<(?=!--|\/?script)/gi, '\\x3C');

/** One page that needs no other file: the whole script put where the template loads its module. */
async function selfContainedPage() {
  const template = await readFile(`${house}web/demo/backprop-demo.html`, 'utf8');
  const code = asInline(await readFile(`${house}dist/backprop-full.js`, 'utf8'));
  const tag = /<script\b[^>]*\bsrc="\.\/full\.js"[^>]*><\/script>/;
  if (!tag.test(template)) throw new Error('web/demo/backprop-demo.html loads no ./full.js');
  const page = template.replace(tag, () => `<script>${code}</script>`);
  await writeFile(`${house}dist/backprop-demo.html`, page);
}

/** @param {string} entry @param {string} file */
const bundleForPackage = (entry, file) =>
  bundle(entry, file, {
    plugins: [shareNeighbours(file), bareDom()],
    conditions: ['node', 'module'],
  });

await bundle('web/lib/index.js', 'chainrule.js');
await bundle('web/lib/index.js', 'f64.js', { plugins: [withEngine('f64')] });
await bundle('web/lib/core.js', 'core.js', { plugins: [withEngine('core')] });
await bundleForPackage('web/demo/element.js', 'element.js');
await bundleForPackage('web/demo/define.js', 'define.js');
await bundleForPackage('web/demo/lab/define.js', 'lab.js');
/** @type {Options} */
const inPage = { format: 'iife', plugins: scalarsOnly() };
await bundle('web/demo/embed.js', 'backprop-demo.js', inPage);
await bundle('web/demo/full.js', 'backprop-full.js', inPage);
await bundle('web/demo/lab/index.js', 'backprop-lab.js', {
  format: 'iife',
  plugins: [waitForDemo()],
  ...kitOfPage,
});
await selfContainedPage();
await build({ configFile: `${house}web/vite.config.js`, logLevel: 'warn' });
for (const file of [
  'backprop-demo.js',
  'backprop-lab.js',
  'backprop-full.js',
  'backprop-demo.html',
])
  await copyFile(`${house}dist/${file}`, `${house}dist/site/${file}`);
