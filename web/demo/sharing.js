// A part of every demo: the button that shares what is shown.
import { render } from 'lit';
import { layoutGraph } from './layout.js';
import { copyFrom, csvFor, frameFor, maySave, pngFor, save, svgFor, tagFor } from './share.js';
import { graphView } from './views/graph.js';
import { shareView } from './views/share.js';

/** @typedef {import('./parts.js').Host} Host */

/** @type {import('./parts.js').Maker} */
export function sharingPart(host) {
  const { demo } = host;
  let open = false;
  let said = '';
  let file = '';
  /** @param {string} what @param {string} [name] */
  const tell = (what, name = '') => {
    said = what;
    file = name;
    demo.requestUpdate();
  };
  const tool = () =>
    shareView({
      words: demo.words,
      texts: open ? textsOf(host) : null,
      said,
      file,
      onToggle: (now) => {
        open = now;
        tell('');
      },
      onCopy: async (field) => tell((await copyFrom(field)) ? 'copied' : 'selected'),
      onSave: async (kind) => {
        if (!maySave()) return tell('shut');
        try {
          tell('saved', await saveAs(host, kind));
        } catch {
          tell('noPicture');
        }
      },
    });
  return { tool };
}

/** @param {Host} host @returns {Record<string, string>} */
function textsOf({ demo }) {
  const { link, words } = demo;
  const [page] = location.href.split('#');
  const own = demo.hasAttribute('permalink') && !page.startsWith('about:');
  return {
    ...(own ? { link: `${page}#${link}` } : {}),
    tag: tagFor(link, words.tag),
    frame: frameFor(link, words.demo),
  };
}

/**
 * @param {Host} host
 * @param {string} kind
 * @returns {Promise<string>} the file's name
 */
async function saveAs(host, kind) {
  const { timeline, state } = host;
  if (!timeline || !state) throw new Error('nothing to save');
  const name = kind === 'csv' ? 'backprop.csv' : `backprop-${state.event.index}.${kind}`;
  if (kind === 'csv') {
    save(name, new Blob([csvFor(timeline)], { type: 'text/csv' }));
    return name;
  }
  const layout = layoutGraph(timeline.plan, false);
  const svg = pictureOf(host, layout);
  save(
    name,
    kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngFor(svg, layout),
  );
  return name;
}

/**
 * The whole graph, also where only a part of it is drawn on the page.
 * @param {Host} host
 * @param {import('./layout.js').Layout} layout
 */
function pictureOf({ demo, timeline, state }, layout) {
  const stage = /** @type {HTMLElement} */ (demo.renderRoot.querySelector('.stage'));
  const room = document.createElement('div');
  stage.append(room);
  const scene = { timeline, state, words: demo.words, layout, scale: 1, onLeaf() {} };
  render(graphView(/** @type {import('./views/graph.js').Scene} */ (scene)), room);
  const picture = /** @type {SVGSVGElement} */ (room.querySelector('svg'));
  const paper = getComputedStyle(/** @type {Element} */ (demo.renderRoot.querySelector('.frame')));
  const svg = svgFor(picture, paper.backgroundColor);
  room.remove();
  return svg;
}
