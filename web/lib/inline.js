// Prints a module like build/chainrule.wasm.js: its default export is a wasm as text. build.sh runs it.
import { readFileSync } from 'node:fs';
import { encode } from './bytes.js';
import { joinSegments } from './segments.js';

const wasm = joinSegments(readFileSync(process.argv[2]));
process.stdout.write(`export default '${encode(wasm)}';\n`);
