// The nudge proof as a part of the demo: a tab beside the graph. The engine of doubles is made when it is asked for.
import makeDoubles from '../../../../build/doubles.js';
import { engine, html } from '../../kit.js';
import { placeAt } from '../place.js';
import { labWords } from '../words.js';
import { errorsOf, nudgeAt, nudgeBy } from './look.js';
import { styles } from './styles.js';
import { UNIT, verdictOf } from './verdict.js';
import { nudgeView } from './view.js';

/** @typedef {'float32' | 'float64'} Real */

/** @type {import('../place.js').Engine | null} */
let doubles = null;

/** @type {import('../../parts.js').Maker} */
export function nudgePart(host) {
  const { demo } = host;
  let exponent = -1;
  let chosen = '';
  /** @type {Real} */
  let real = 'float32';
  const set = (/** @type {() => void} */ change) => {
    change();
    demo.requestUpdate();
  };
  /** @param {Real} wanted */
  const onReal = (wanted) => {
    if (wanted === 'float64') doubles ??= makeDoubles();
    set(() => {
      real = wanted;
    });
  };
  const view = () => {
    const { timeline, state } = host;
    if (!timeline || !state) return html``;
    const place = placeAt(timeline, state.event.pass);
    const names = Object.keys(place.params);
    const name = names.includes(chosen) ? chosen : names[0];
    const h = nudgeBy(exponent);
    const by = real === 'float64' && doubles ? doubles : engine;
    const nudge = nudgeAt(place, name, h, by);
    return nudgeView({
      nudge,
      h,
      exponent,
      names,
      name,
      real,
      verdict: verdictOf(nudge, h, UNIT[real]),
      errors: {
        float32: errorsOf(place, name),
        float64: doubles && errorsOf(place, name, doubles),
      },
      said: labWords(demo.words).nudge,
      onExponent: (value) =>
        set(() => {
          exponent = value;
        }),
      onName: (value) =>
        set(() => {
          chosen = value;
        }),
      onReal,
    });
  };
  return { styles, tabs: [{ name: 'nudge', title: (words) => labWords(words).nudge.tab, view }] };
}
