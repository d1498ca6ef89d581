// A part of every demo: the ledger of paths, in a tab beside the step.
import { countPaths, listPaths, multiplyOut } from './paths.js';
import { ledgerView } from './views/paths.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('./state.js').State} State */

/** So many paths fit into the room. */
const MOST = 6;

/** @type {import('./parts.js').Maker} */
export function ledgerPart(host) {
  let chosen = '';
  let marked = -1;
  /** @type {{ plan: unknown, name: string, paths: import('./paths.js').Path[] } | null} */
  let known = null;

  /** @param {Timeline} timeline */
  const nameIn = ({ config: { params } }) => (params.includes(chosen) ? chosen : params[0]);
  /** @param {Timeline} timeline */
  const pathsIn = (timeline) => {
    const { plan } = timeline;
    const name = nameIn(timeline);
    if (known?.plan !== plan || known.name !== name) {
      const from = plan.nodes.findIndex(({ symbol }) => symbol === name);
      known = { plan, name, paths: listPaths(plan, from, MOST) };
      marked = -1;
    }
    return known.paths;
  };
  const view = () => {
    const { timeline, state, demo } = host;
    if (!timeline || !state) return '';
    return ledgerView({
      words: demo.words,
      marked,
      ...ledgerAt(timeline, state, nameIn(timeline), pathsIn(timeline)),
      onName: (name) => {
        chosen = name;
        demo.requestUpdate();
      },
      onMark: (entry) => {
        marked = marked === entry ? -1 : entry;
        demo.requestUpdate();
      },
    });
  };
  return {
    tabs: [{ name: 'paths', title: (words) => words.paths.tab, view }],
    marked: () => (host.timeline && pathsIn(host.timeline)[marked]) || [],
  };
}

/**
 * @param {Timeline} timeline
 * @param {State} state
 * @param {string} name
 * @param {import('./paths.js').Path[]} paths
 */
function ledgerAt({ plan, config }, { nodes, edges }, name, paths) {
  const { params: names } = config;
  const at = (/** @type {string} */ wanted) =>
    plan.nodes.findIndex(({ symbol }) => symbol === wanted);
  const counts = countPaths(plan);
  const locals = paths.map((path) => path.map((edge) => edges[edge].numbers?.local ?? null));
  const known = locals.map((list) => list.every((local) => local !== null));
  const whole = known.every(Boolean) && BigInt(paths.length) === counts[at(name)].paths;
  const { products, sum } = multiplyOut(locals.map((list) => list.map((local) => Number(local))));
  const entries = paths.map((path, i) => ({
    symbols: [name, ...path.map((edge) => plan.nodes[plan.edges[edge].node].symbol)],
    locals: locals[i],
    product: known[i] ? products[i] : null,
  }));
  const total = names.map((param) => counts[at(param)]);
  return {
    name,
    names,
    entries,
    paths: counts[at(name)].paths,
    sum: whole ? sum : null,
    gradient: nodes[at(name)].gradient,
    cost: {
      paths: total.reduce((sum, { paths }) => sum + paths, 0n),
      factors: total.reduce((sum, { factors }) => sum + factors, 0n),
      edges: plan.edges.length,
    },
  };
}
