// Says in place of each demo why it stays empty where a page's policy forbids WebAssembly. The engine would throw as it
// is loaded, so this stands before it.
import { wordsFor } from './locale/index.js';

/** The smallest module there is: its magic number and version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

function explain() {
  for (const demo of document.querySelectorAll('backprop-demo')) {
    const around = demo.closest('[lang]')?.getAttribute('lang');
    demo.textContent = wordsFor([around, ...navigator.languages]).forbidden;
  }
}

try {
  new WebAssembly.Module(EMPTY);
} catch {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', explain);
  else explain();
}
