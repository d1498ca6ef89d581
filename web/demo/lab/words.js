// The words of the parts, in the language that the page speaks.
import en from '../locale/lab/en.js';
import zh from '../locale/lab/zh.js';

/** @type {Record<string, any>} */
export const languages = { en, zh };

/** @param {import('../locale/index.js').Words} words */
export const labWords = ({ code }) => languages[code];
