// Prints build/ops.d.ts: the types of the Tensor methods that are put in place when the package is loaded. build.sh runs it.
import { ops } from './ops.js';

/** @typedef {import('./ops.js').Op} Op */

const KINDS = {
  int: 'number',
  float: 'number',
  bool: 'boolean',
  ints: 'number | readonly number[]',
};

/** @param {import('./ops.js').Attribute} attr */
function typeOf({ kind }) {
  const words = kind.split('|');
  return words.length > 1
    ? words.map((word) => `'${word}'`).join(' | ')
    : KINDS[/** @type {keyof typeof KINDS} */ (kind)];
}

/** @param {Op} op */
function parameters(op) {
  if (op.kind === 'ternary') return ['condition: Tensor, other: Operand'];
  const operand = op.kind === 'binary' ? 'Operand' : 'Tensor';
  const others = ['other', 'third', 'fourth', 'fifth'].slice(0, op.inputs - 1).map((name, k) => {
    return k + 1 < op.least ? `${name}: ${operand}` : `${name}?: ${operand} | null`;
  });
  const attrs = op.attrs.map((attr) => `${attr.name}?: ${typeOf(attr)}`);
  const plain = [...others, ...attrs].join(', ');
  if (!op.attrs.length) return [plain];
  return [plain, [...others, `options: { ${attrs.join('; ')} }`].join(', ')];
}

/** @param {Op} op */
function methods(op) {
  const lines = [`    /** ${op.doc} As ${op.torch}. */`];
  for (const list of parameters(op)) lines.push(`    ${op.name}(${list}): Tensor;`);
  if (!op.vjp.length || (op.kind !== 'unary' && op.kind !== 'binary')) return lines;
  lines.push(`    /** The same in place. */`);
  for (const list of parameters(op)) lines.push(`    ${op.name}_(${list}): this;`);
  return lines;
}

const text = `// The ops of the engine's table, and those in place, as methods of Tensor; generated from the files of src/ops.
import type { Tensor } from '../web/lib/tensor.js';

export type Operand = Tensor | number;

declare module '../web/lib/tensor.js' {
  interface Tensor {
    /** Sets every element, as torch.Tensor.fill_. */
    fill_(value: number): this;
    /** Sets every element to 0, as torch.Tensor.zero_. */
    zero_(): this;
${ops
  .filter(({ inputs }) => inputs > 0 && Number.isFinite(inputs))
  .flatMap(methods)
  .join('\n')}
  }
}
`;
process.stdout.write(text);
