// Prints build/ops.d.ts: the types of the Tensor methods that are put in place when the package is loaded. build.sh
// runs it with the files of the ops, whose sentences the engine does not carry.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ops } from './ops.js';
import { shapes } from './shapes.js';

/** @typedef {import('./ops.js').Op} Op */

const sources = new Map(
  process.argv.slice(2).map((file) => [basename(file, '.c'), readFileSync(file, 'utf8')]),
);

/**
 * What an op's file says as .doc = "..." or .torch = "...".
 * @param {string} name
 * @param {'doc' | 'torch'} field
 */
function said(name, field) {
  const literal = /"(?:[^"\\]|\\.)*"/.source;
  const found = sources.get(name)?.match(`\\.${field} =((\\s*${literal})+)`);
  if (!found) throw new Error(`the file of ${name} has no .${field}`);
  return found[1]
    .match(RegExp(literal, 'g'))
    ?.map((part) => JSON.parse(part))
    .join('');
}

const KINDS = {
  int: 'number',
  float: 'number',
  bool: 'boolean',
  pair: 'number | readonly [number, number]',
  ints: 'number | readonly number[]',
};

/** @param {import('./ops.js').Attribute} attr */
function typeOf({ kind }) {
  const words = kind.split('|');
  return words.length > 1
    ? words.map((word) => `'${word}'`).join(' | ')
    : KINDS[/** @type {keyof typeof KINDS} */ (kind)];
}

/** @param {import('./ops.js').Attribute} attr */
const isRequired = ({ fallback }) => fallback === Infinity;

/** @param {import('./ops.js').Attribute} attr */
const parameter = (attr) => `${attr.name}${isRequired(attr) ? '' : '?'}: ${typeOf(attr)}`;

/**
 * A parameter before one that must be given cannot be left out, either.
 * @param {string} one
 * @param {number} k
 * @param {string[]} way
 */
function settled(one, k, way) {
  return way.slice(k + 1).some((later) => /^\w+:/.test(later))
    ? one.replace(/^(\w+)\?:/, '$1:')
    : one;
}

/**
 * The ways to call it: all arguments in order; those without a default in order and names for the others; names only.
 * @param {Op} op
 */
function parameters(op) {
  if (op.kind === 'ternary') return ['condition: Tensor, other: Operand'];
  const operand = op.kind === 'binary' ? 'Operand' : 'Tensor';
  const others = ['other', 'third', 'fourth', 'fifth'].slice(0, op.inputs - 1).map((name, k) => {
    return k + 1 < op.least ? `${name}: ${operand}` : `${name}?: ${operand} | null`;
  });
  const required = op.attrs.filter(isRequired).map(parameter);
  const optional = op.attrs.filter((attr) => !isRequired(attr)).map(parameter);
  const all = op.attrs.map(parameter);
  // As in gather(dim, index).
  const first = op.attrs[0]?.name === 'dim' && isRequired(op.attrs[0]) ? all.splice(0, 1) : [];
  const ways = [[...first, ...others, ...all]];
  if (op.attrs.length === 1 && op.attrs[0].kind === 'ints') {
    ways.push([...others, `...${op.attrs[0].name}: number[]`]);
  }
  if (required.length && optional.length) {
    ways.push([...others, ...required, `options: { ${optional.join('; ')} }`]);
  }
  if (op.attrs.length) {
    ways.push([...others, `options: { ${[...required, ...optional].join('; ')} }`]);
  }
  return ways.map((way) => way.map(settled).join(', '));
}

/** @param {Op} op */
function methods(op) {
  const lines = [`    /** ${said(op.name, 'doc')} As ${said(op.name, 'torch')}. */`];
  for (const list of parameters(op)) lines.push(`    ${op.name}(${list}): Tensor;`);
  if (!op.vjp.length || (op.kind !== 'unary' && op.kind !== 'binary')) return lines;
  lines.push(`    /** The same in place. */`);
  for (const list of parameters(op)) lines.push(`    ${op.name}_(${list}): this;`);
  return lines;
}

const text = `// The ops of the engine's table, and those in place, as methods of Tensor; generated from the files of src/ops.
import type { Shapes } from '../web/lib/shapes.js';
import type { Tensor } from '../web/lib/tensor.js';

export type Operand = Tensor | number;

declare module '../web/lib/tensor.js' {
  interface Tensor extends Shapes {
    /** Sets every element, as torch.Tensor.fill_. */
    fill_(value: number): this;
    /** Sets every element to 0, as torch.Tensor.zero_. */
    zero_(): this;
${ops
  .filter(({ name, inputs }) => inputs > 0 && Number.isFinite(inputs) && !(name in shapes))
  .flatMap(methods)
  .join('\n')}
  }
}
`;
process.stdout.write(text);
