// Bundles what Node cannot load as it is (TensorFlow.js), and the programs of W6 as a page would ship them.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} name  from the root of the house */
export const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/**
 * @param {string} from  in tests/bench
 * @param {string} to    in build/bench
 * @param {boolean} minify
 */
export const bundle = (from, to, minify) =>
  build({
    entryPoints: [path(`tests/bench/${from}`)],
    outfile: path(`build/bench/${to}`),
    alias: { ours: path('dist/chainrule.js'), core: path('dist/core.js') },
    bundle: true,
    minify,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
