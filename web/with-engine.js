// Which engine a bundle of web/lib holds.
import { fileURLToPath } from 'node:url';

const house = fileURLToPath(new URL('..', import.meta.url));

/**
 * Puts another of build/'s engines where web/lib imports the full one.
 * @param {'core' | 'elementwise' | 'f64' | 'doubles'} name
 * @returns {import('vite').Plugin}
 */
export function withEngine(name) {
  return {
    name: 'with-engine',
    enforce: 'pre',
    resolveId: (source) =>
      source.endsWith('build/chainrule.wasm.js') ? `${house}build/${name}.wasm.js` : null,
  };
}
