// The graph for those who listen: its nodes and edges in words.
import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { formatNumber, formatOperand } from '../format.js';
import { lineText } from '../formula.js';
import { say } from '../locale/index.js';
import { definition } from '../plan.js';

/**
 * The graph in words, in the order of computation.
 * @param {import('./graph.js').Scene} scene
 */
export function spokenView({ timeline: { plan }, state, words }) {
  const nodes = plan.nodes.map((node, i) => {
    if (node.kind === 'constant') return nothing;
    const { value, gradient } = state.nodes[i];
    return guard([plan, value, gradient, words], () =>
      item(say(words.graph[spokenAs(node)], told(plan, i, words, value, gradient))),
    );
  });
  const edges = state.edges.map(({ numbers }, i) => {
    if (!numbers) return nothing;
    const { upstream, local, contribution } = numbers;
    return guard([plan, upstream, local, contribution, words], () => {
      const { node, input } = plan.edges[i];
      return item(
        say(words.graph.edge, {
          node: plan.nodes[node].symbol,
          input: plan.nodes[input].symbol,
          upstream: formatNumber(upstream),
          local: formatOperand(local),
          contribution: formatNumber(contribution),
        }),
      );
    });
  });
  return [...nodes, ...edges];
}

/** @param {string} line */
const item = (line) => html`<li>${line}</li>`;

/** @param {import('../plan.js').PlanNode} node which sentence tells it */
const spokenAs = ({ kind, differentiable }) =>
  kind === 'parameter' ? 'parameter' : kind === 'data' ? 'leaf' : differentiable ? 'op' : 'plain';

/**
 * @param {import('../plan.js').Plan} plan
 * @param {number} index
 * @param {import('../locale/index.js').Words} words
 * @param {...(number | null)} held
 */
function told(plan, index, words, ...held) {
  const formula = definition(plan, index);
  const [value, gradient] = held.map((number) =>
    number === null ? words.graph.notYet : formatNumber(number),
  );
  return {
    name: plan.nodes[index].symbol,
    formula: formula ? lineText(formula) : '',
    value,
    gradient,
  };
}
