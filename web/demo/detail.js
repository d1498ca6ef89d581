// What the element's events carry: plain JSON, in which a number that is not finite stands as its name.
import { plainNumber } from './format.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */

/**
 * @param {Timeline} timeline
 * @param {import('./state.js').State} state
 * @param {string} sentence
 */
export function stepDetail({ plan, length }, { event, nodes, edges }, sentence) {
  const { type, phase, pass, index } = event;
  const at = event.node ?? plan.nodes.findIndex((node) => node.symbol === event.name);
  const edge = event.edge === undefined ? null : plan.edges[event.edge];
  const numbers = event.edge === undefined ? null : edges[event.edge].numbers;
  return {
    cursor: index,
    last: length - 1,
    type,
    phase,
    update: pass + 1,
    node: at < 0 ? null : plan.nodes[at].symbol,
    value: at < 0 ? null : plainNumber(nodes[at].value),
    gradient: at < 0 ? null : plainNumber(nodes[at].gradient),
    edge: edge &&
      numbers && {
        from: plan.nodes[edge.node].symbol,
        to: plan.nodes[edge.input].symbol,
        upstream: plainNumber(numbers.upstream),
        local: plainNumber(numbers.local),
        contribution: plainNumber(numbers.contribution),
        accumulated: plainNumber(numbers.accumulated),
      },
    sentence,
  };
}

/**
 * The last look: the sample in x and y, seen with the trained parameters.
 * @param {Timeline} timeline
 */
export function checkDetail({ plan, passes, graph, sample }) {
  const { nodes } = graph(passes.length);
  const prediction = plan.prediction === null ? null : Number(nodes[plan.prediction].value);
  return { sample: sample(passes.length), prediction, loss: Number(nodes[plan.loss].value) };
}

/** @param {import('./config.js').Config} config */
export const changeDetail = ({ expr, values, lr, rows, epochs }) => ({
  expr,
  values,
  lr,
  data: rows,
  epochs,
});
