// The engine's table of optimisers' rules, as each one's own C file describes it.
import { cr, readText } from '../engine.js';

/**
 * @typedef {object} Rule
 * @property {number} number   in the engine's table
 * @property {string} name
 * @property {{ name: string, kind: string, fallback: number }[]} hypers
 * @property {string[]} states  by PyTorch's names
 */

/**
 * What a function of an index answers until it answers no name.
 * @template T
 * @param {(k: number) => number} nameAt
 * @param {(name: string, k: number) => T} read
 */
function listed(nameAt, read) {
  const items = [];
  for (let k = 0; nameAt(k); k++) items.push(read(readText(nameAt(k)), k));
  return items;
}

/**
 * @param {number} number
 * @returns {Rule}
 */
function readRule(number) {
  const name = readText(cr.cr_rule_text(number, 0));
  const hypers = listed(
    (k) => cr.cr_rule_hyper_name(number, k),
    (name, k) => ({
      name,
      kind: readText(cr.cr_rule_hyper_kind(number, k)),
      fallback: cr.cr_rule_hyper_default(number, k),
    }),
  );
  const states = listed(
    (k) => cr.cr_rule_state_name(number, k),
    (name) => name,
  );
  return { number, name, hypers, states };
}

/** Every rule of the engine. */
export function rules() {
  return Array.from({ length: cr.cr_rule_count() }, (_, number) => readRule(number));
}
