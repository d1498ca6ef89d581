// What can be taken away: tags for a course page, the graph as a picture, the updates as a table.
import { columns } from './columns.js';
import { readLink } from './link.js';

/** @param {string} text */
const quoted = (text) =>
  text.replace(/[&<>"]/g, (c) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[c]};`);

/**
 * The tag that shows the same step, and the script that it needs. A leaf may be called as no attribute can be, W, or as
 * one that would do something else: hidden.
 * @param {string} link
 * @param {string} lang
 */
export function tagFor(link, lang) {
  const { texts = new Map(), cursor = 0 } = readLink(link) ?? {};
  const plain = [...texts.keys()].every(
    (name) => name === name.toLowerCase() && !(name in HTMLElement.prototype),
  );
  const step = cursor ? [['cursor', String(cursor)]] : [];
  const given = [...(plain ? [...texts, ...step] : [['link', link]]), ['lang', lang]];
  const attributes = given.map(([name, text]) => `${name}="${quoted(text)}"`).join(' ');
  return `<script src="backprop-demo.js"></script>\n<backprop-demo ${attributes}></backprop-demo>`;
}

/** @param {string} fragment @param {string} title */
export const frameFor = (fragment, title) =>
  `<iframe src="backprop-demo.html#${quoted(fragment)}" title="${quoted(title)}" width="100%" height="900" sandbox="allow-scripts allow-downloads" allow="clipboard-write"></iframe>`;

/**
 * Every update as a line of numbers at full precision, after a mark by which spreadsheets know the letters.
 * @param {import('./timeline.js').Timeline} timeline
 */
export function csvFor(timeline) {
  const list = columns(timeline, true);
  const head = ['update', 'epoch', ...list.map(({ name }) => name)];
  const lines = timeline.passes.map((_, pass) => {
    const row = timeline.update(pass);
    return [row.update, row.epoch, ...list.map(({ value }) => value(row) ?? '')];
  });
  return `\uFEFF${[head, ...lines].map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** What makes the look of a picture; SVG's own defaults are left out. @type {Record<string, string>} */
const LOOKS = {
  fill: 'rgb(0, 0, 0)',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'font-family': '',
  'font-size': '',
  'font-style': 'normal',
  'font-weight': '400',
  'font-variant-numeric': 'normal',
};

/**
 * A picture that stands in the page as a file of its own: each look becomes a class.
 * @param {SVGSVGElement} picture
 * @param {string} paper  the colour under it
 */
export function svgFor(picture, paper) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  /** @type {Map<string, string>} */
  const classes = new Map();
  const [originals, copies] = [picture, copy].map((root) => [...root.querySelectorAll('*')]);
  for (const [i, original] of originals.entries()) {
    const look = lookOf(original);
    if (!classes.has(look)) classes.set(look, `l${classes.size}`);
    copies[i].setAttribute('class', String(classes.get(look)));
  }
  for (const gone of copy.querySelectorAll('[data-path]')) gone.remove();
  copy.removeAttribute('aria-hidden');
  copy.setAttribute('class', 'graph');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const rules = [...classes].map(([look, name]) => `.${name}{${look}}`).join('');
  const text = new XMLSerializer().serializeToString(copy).replace(/<!--.*?-->/g, '');
  const back = `<style>${rules}</style><rect width="100%" height="100%" fill="${paper}"/>`;
  return text.replace(/(<svg[^>]*>)/, `$1${back}`);
}

/** @param {Element} element */
function lookOf(element) {
  const style = getComputedStyle(element);
  return Object.entries(LOOKS)
    .flatMap(([name, fallback]) => {
      const value = style.getPropertyValue(name);
      return value === fallback ? [] : [`${name}:${value}`];
    })
    .join(';');
}

/** So many pixels for each unit, and no canvas longer or larger than browsers have. */
const DENSITY = 2;
const LONGEST = 32767;
const LARGEST = 4096 ** 2;

/**
 * @param {string} svg
 * @param {{ width: number, height: number }} size
 * @returns {Promise<Blob>}  refused where a policy forbids the image
 */
export async function pngFor(svg, { width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(
    DENSITY,
    LONGEST / Math.max(width, height),
    Math.sqrt(LARGEST / (width * height)),
  );
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture')))),
  );
}

/** @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A frame that is shut off from its page may not save: the browser would say nothing. */
export const maySave = () => globalThis.origin !== 'null' || location.protocol === 'file:';

/**
 * Into the clipboard; where that is closed to pages, what is selected is copied the old way.
 * @param {HTMLTextAreaElement} field  that holds the text
 * @returns {Promise<boolean>}
 */
export async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
