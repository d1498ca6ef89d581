// The engine's table of optimisers' rules, as each one's own C file describes it.
import { cr, readText } from '../engine.js';

/**
 * @typedef {object} Rule
 * @property {number} number   in the engine's table
 * @property {string} name
 * @property {string} once     the C that runs once per parameter
 * @property {string} each     the C that runs for each element w and its gradient g
 * @property {string} doc      what it does, in one sentence
 * @property {string} torch    the PyTorch optimiser that it equals
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
  const [name, once, each, doc, torch] = [0, 1, 2, 3, 4].map((field) =>
    readText(cr.cr_rule_text(number, field)),
  );
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
  return { number, name, once, each, doc, torch, hypers, states };
}

/** Every rule of the engine. */
export function rules() {
  return Array.from({ length: cr.cr_rule_count() }, (_, number) => readRule(number));
}
