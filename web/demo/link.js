// Config and cursor as the fragment of an address: #expr=(w*x - y)^2&x=2&y=4&w=1&lr=0.1&k=17 opens at that very op.

/** @typedef {import('./config.js').Problem} Problem */
/**
 * @typedef {object} Link
 * @property {Map<string, string>} texts  of fields, by name
 * @property {number | null} cursor       null: it names no step
 * @property {string | null} lang
 * @property {Problem[]} problems         what in it cannot be read
 */

const CURSOR = 'k';
const LANGUAGE = 'lang';
/** A leaf may be called k, too; with a dot before it no leaf's name begins. */
const LEAF_K = '.k';

/** Signs that may stay as they are in a fragment; mail programs end an address at others. */
const KEPT = /%(?:2C|2F|3B|3A|40)/g;

/** @param {string} text */
const encode = (text) => encodeURIComponent(text).replace(KEPT, decodeURIComponent);

/** An address that was cut in the middle of a letter is read as it stands. @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {Map<string, string>} texts  of the fields
 * @param {number} cursor
 * @param {string | null} lang
 */
export function writeLink(texts, cursor, lang) {
  const parts = [...texts].map(([name, text]) => [name === CURSOR ? LEAF_K : name, text]);
  if (lang) parts.push([LANGUAGE, lang]);
  parts.push([CURSOR, String(cursor)]);
  return parts.map(([name, text]) => `${encode(name)}=${encode(text)}`).join('&');
}

/**
 * @param {string} fragment  with or without its #
 * @returns {Link | null} null: it is not one of ours
 */
export function readLink(fragment) {
  if (!fragment.includes('=')) return null;
  /** @type {Link} */
  const link = { texts: new Map(), cursor: null, lang: null, problems: [] };
  for (const part of fragment.replace(/^#/, '').split('&')) {
    if (!part) continue;
    const at = part.indexOf('=');
    const [name, text] =
      at < 0 ? [decode(part)] : [part.slice(0, at), part.slice(at + 1)].map(decode);
    if (text === undefined) link.problems.push(flaw('part', { near: name.slice(0, 20) }));
    else if (name === LANGUAGE) link.lang = text;
    else if (name !== CURSOR) link.texts.set(name === LEAF_K ? CURSOR : name, text);
    else if (/^\d+$/.test(text)) link.cursor = Number(text);
    else link.problems.push(flaw('step', { near: text.slice(0, 20) }));
  }
  return link;
}

/** @param {string} code @param {Problem['facts']} facts @returns {Problem} */
export const flaw = (code, facts) => ({ field: 'link', code, facts });
