// Warnings, as Python's: each sentence is said once.

/** @type {Set<string>} */
const said = new Set();

/** @param {string} sentence */
export function warn(sentence) {
  if (said.has(sentence)) return;
  said.add(sentence);
  console.warn(`UserWarning: ${sentence}`);
}
