// Writes what was measured: results.json, results.md and the table in README.md; and to stdout.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { contestants } from './contestants.js';
import { targets } from './targets.js';
import { workloads } from './workloads.js';

/**
 * Times are nanoseconds for a unit, sizes bytes; what is missing was not measured.
 * @typedef {{ time?: number, ratio?: number, spread?: number, heap?: number, outside?: number, shipped?: number,
 *   entry?: number, failure?: string }} Row
 */
/** @typedef {Record<string, { date: string, commit: string, rows: Record<string, Row> }>} Results */

const here = new URL('./', import.meta.url);
const files = {
  json: new URL('results.json', here),
  markdown: new URL('results.md', here),
  readme: new URL('../../README.md', here),
};
const SCALES = { ns: 1, us: 1e3, ms: 1e6 };

/** @returns {Results} */
export const readResults = () =>
  existsSync(files.json) ? JSON.parse(readFileSync(files.json, 'utf8')) : {};

/** @param {number | undefined} value */
const show = (value) =>
  value === undefined ? '—' : Number(value.toPrecision(3)).toLocaleString('en');

/** @param {string[][]} rows  the head first */
const table = ([head, ...rows]) =>
  [head, head.map((_, k) => (k ? '--:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

/**
 * @param {import('./workloads.js').Workload} workload
 * @param {Record<string, Row>} rows
 */
function timesTable({ id, unit, scale }, rows) {
  const ours = rows.chainrule?.time;
  const withBytes = Object.values(rows).some(({ heap }) => heap !== undefined);
  const lines = contestants
    .filter(({ id: name }) => rows[name]?.time !== undefined)
    .sort((a, b) => (rows[a.id].time ?? 0) - (rows[b.id].time ?? 0))
    .map(({ id: name, label }) => {
      const { time = 0, ratio, spread = 0, heap = 0, outside = 0 } = rows[name];
      const common = [label, `${show(ratio)}x`, ours ? `${show(time / ours)}x` : '—'];
      const figures = [show(time / SCALES[scale]), `${Math.round(100 * spread)}%`];
      return [...common, ...figures, ...(withBytes ? [show(heap + outside)] : [])];
    });
  const head = ['', 'of the limit', 'of ours', `${scale} per ${unit}`, 'spread'];
  const absences = contestants.flatMap(({ id: name, label, absent: why }) => {
    const reason = rows[name]?.failure ?? why?.[id];
    return reason ? [`- ${label}: — (${reason})`] : [];
  });
  return [
    table([[...head, ...(withBytes ? [`B per ${unit}`] : [])], ...lines]),
    ...(absences.length ? ['', ...absences] : []),
  ].join('\n');
}

/** @param {Record<string, Row>} rows */
function firstTable(rows) {
  const lines = contestants
    .filter(({ id }) => rows[id]?.time !== undefined)
    .map(({ id, label }) => {
      const { time = 0, shipped } = rows[id];
      const size = shipped === undefined ? '—' : show(shipped / 1000);
      return [label, size, show(time / 1e6), `${show(time / (rows.chainrule.time ?? 0))}x`];
    });
  return table([['', 'KB shipped, gzip', 'ms to the first gradient', 'of ours'], ...lines]);
}

/** The targets of the issue, and what was reached. @param {Results} results */
function targetsTable(results) {
  const lines = targets.map(({ id, wanted, value, met, text }) => {
    const reached = value(results);
    const rows = results[id]?.rows ?? {};
    const failure = rows.chainrule?.failure;
    const why = failure ? `missed: ${failure}` : 'not measured';
    if (!Number.isFinite(reached)) {
      return [id.slice(0, 2), wanted, '—', why];
    }
    return [id.slice(0, 2), wanted, text(reached), met(reached) ? 'met' : 'missed'];
  });
  return table([['', 'wanted', 'reached', ''], ...lines]).replace(
    '| --: | --: | --: |',
    '| --- | --: | --- |',
  );
}

const notes = readFileSync(new URL('notes.md', here), 'utf8');

/** @param {Results} results */
function markdown(results) {
  const sections = workloads
    .filter(({ id }) => results[id])
    .map((workload) => {
      const { date, commit, rows } = results[workload.id];
      const title = `## ${workload.id}: ${workload.title}`;
      return `${title}\n\n${timesTable(workload, rows)}\n\nMeasured ${date} at ${commit}.\n`;
    });
  const { W6 } = results;
  if (W6) {
    const title = '## W6: import to first gradient in a fresh process';
    sections.push(`${title}\n\n${firstTable(W6.rows)}\n\nMeasured ${W6.date} at ${W6.commit}.\n`);
  }
  const top = `# What was measured\n\nWritten by \`./build.sh bench\`.\n\n## Targets\n\n`;
  return `${top}${targetsTable(results)}\n\n${sections.join('\n')}\n${notes}`;
}

/**
 * Puts the table of targets between README's markers.
 * @param {Results} results
 */
function writeReadme(results) {
  const text = readFileSync(files.readme, 'utf8');
  const between = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;
  if (!between.test(text)) throw new Error('README.md has no <!-- bench --> … <!-- /bench -->');
  const made = text.replace(
    between,
    (_, open, close) => `${open}${targetsTable(results)}\n${close}`,
  );
  writeFileSync(files.readme, made);
}

/** @param {Results} results */
export function report(results) {
  writeFileSync(files.json, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(files.markdown, markdown(results));
  writeReadme(results);
  process.stdout.write(markdown(results));
}
