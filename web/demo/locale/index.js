// The languages of the page, which one to speak, and how values are put into a sentence.
import en from './en.js';
import zh from './zh.js';

/** @typedef {{ [key: string]: string | Tree }} Tree */
/** @typedef {any} Words  one language's words; English is the model, a test holds the others to its keys */
/** @typedef {{ text: string, tone?: import('../formula.js').Tone, symbol?: boolean, exact?: string }} Part */

/** @type {Words[]} */
export const languages = [en, zh];

/**
 * The words of the first tag that is spoken here; English if none is.
 * @param {(string | null | undefined)[]} tags  such as zh-CN
 * @returns {Words}
 */
export function wordsFor(tags) {
  for (const tag of tags) {
    const code = tag?.toLowerCase().split('-')[0];
    const found = languages.find((words) => words.code === code);
    if (found) return found;
  }
  return en;
}

/**
 * A sentence in parts: what stands in braces is replaced by its value, which keeps its meaning.
 * @param {string} template
 * @param {Record<string, string | number | Part | Part[]>} [values]
 * @returns {Part[]}
 */
export function fill(template, values = {}) {
  return template.split(/(\{\w+\})/).flatMap((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name === undefined) return piece ? [{ text: piece }] : [];
    const value = values[name];
    if (Array.isArray(value)) return value;
    return typeof value === 'object' ? [value] : [{ text: String(value ?? '') }];
  });
}

/**
 * The same, as plain text.
 * @param {string} template
 * @param {Parameters<typeof fill>[1]} [values]
 */
export const say = (template, values) => speak(fill(template, values));

/** @param {Part[]} parts */
export const speak = (parts) => parts.map(({ text }) => text).join('');
