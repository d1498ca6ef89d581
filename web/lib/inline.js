// Prints the module build/chainrule.wasm.js: the engine as text. build.sh runs it.
import { readFileSync } from 'node:fs';
import { encode } from './bytes.js';
import { joinSegments } from './segments.js';

process.stdout.write(`export default '${encode(joinSegments(readFileSync(process.argv[2])))}';\n`);
