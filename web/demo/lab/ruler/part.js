// The learning-rate ruler as a part of the demo: a tab beside the graph.
import { html } from '../../kit.js';
import { labWords } from '../words.js';
import { rulerAt } from './look.js';
import { marks } from './strip.js';
import { styles } from './styles.js';
import { rulerView } from './view.js';

/** A drag comes to stand on a mark that is this near, in parts of the ruler. */
const CATCH = 0.02;

/** @type {import('../../parts.js').Maker} */
export function rulerPart(host) {
  const { demo } = host;
  let dragged = false;
  const view = () => {
    const { timeline, state } = host;
    if (!timeline || !state) return html``;
    const { event } = state;
    const scene = {
      ruler: rulerAt(timeline, event.pass),
      taken: event.type === 'update' || event.type === 'zero',
      many: timeline.config.rows !== null,
      said: labWords(demo.words).ruler,
      onRate: (/** @type {number} */ rate, /** @type {boolean} */ exact) =>
        demo.give('lr', String(dragged && !exact ? caught(rate, scene) : rate)),
      onSeek: (/** @type {number} */ index) => {
        demo.cursor = index;
      },
      onDrag: (/** @type {boolean} */ on) => {
        dragged = on;
      },
    };
    return rulerView(scene);
  };
  return { styles, tabs: [{ name: 'ruler', title: (words) => labWords(words).ruler.tab, view }] };
}

/**
 * @param {number} rate
 * @param {import('./view.js').RulerScene} scene
 */
function caught(rate, scene) {
  const { most } = scene.ruler.here.zones;
  const near = marks(scene).find((mark) => Math.abs(mark.rate - rate) < CATCH * most);
  return near ? near.rate : rate;
}
