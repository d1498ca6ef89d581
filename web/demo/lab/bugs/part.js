// The Bug Lab as a part of the demo: a view of its own, with its own program, cursor and transport. The keys that step the
// demo step the program while it is open.
import { flowsDown, html, Player, Room } from '../../kit.js';
import { labWords } from '../words.js';
import { bugs } from './programs.js';
import { stepsOf } from './run.js';
import { sceneOf } from './scene.js';
import { styles } from './styles.js';
import { bugsView } from './view.js';

/** Milliseconds that play rests on a line. */
const PACE = 1100;

/** What stands for the mended program among the ways to run it. */
export const MENDED = 'mended';

/** @type {import('../../parts.js').Maker} */
export function bugsPart(host) {
  const { demo } = host;
  let open = false;
  let bug = bugs[0];
  let way = Object.keys(bug.broken)[0];
  let cursor = 0;
  const program = () => (way === MENDED ? bug.mended : bug.broken[way]);
  const last = () => stepsOf(program()).length - 1;
  const room = new Room(() => demo.requestUpdate());
  /** The step that was drawn last: a new one is brought into sight. @type {import('./run.js').Step | null} */
  let drawn = null;
  const player = new Player(() => {
    // Taken out of its page, it rests.
    if (!demo.isConnected) return null;
    cursor = Math.min(last(), cursor + 1);
    demo.requestUpdate();
    return cursor < last() ? PACE : null;
  });

  /** @param {number} to */
  const seek = (to) => {
    player.pause();
    cursor = Math.max(0, Math.min(last(), to));
    demo.requestUpdate();
  };
  /** Runs to its end, where the bug shows. @param {string} wanted */
  const choose = (wanted) => {
    way = wanted;
    seek(last());
  };
  /** @param {string} id */
  const pick = (id) => {
    bug = bugs.find((other) => other.id === id) ?? bug;
    choose(Object.keys(bug.broken)[0]);
  };
  /** @param {boolean} wanted */
  const show = async (wanted) => {
    open = wanted;
    player.pause();
    if (open) choose(way);
    demo.requestUpdate();
    await demo.updateComplete;
    const focused = demo.renderRoot.querySelector(open ? '.bug[aria-pressed="true"]' : '.open-lab');
    /** @type {HTMLElement | null} */ (focused)?.focus();
  };
  /** The same line of the update before or after. @param {number} by */
  const jump = (by) => {
    const { before, loop } = program();
    const from = cursor < before.length && by > 0 ? before.length - 1 : cursor;
    seek(from + by * loop.length);
  };
  const play = () => {
    if (player.playing) return seek(cursor);
    if (cursor === last()) cursor = 0;
    player.play();
    demo.requestUpdate();
  };
  /** @type {Record<string, () => void>} */
  const moves = {
    step: () => seek(cursor + 1),
    back: () => seek(cursor - 1),
    first: () => seek(0),
    last: () => seek(last()),
    nextPass: () => jump(1),
    previousPass: () => jump(-1),
    play,
  };
  /** @param {string} name */
  const move = (name) => {
    if (open && !room.take(name)) moves[name]?.();
    return open;
  };

  const lastRowInSight = () => {
    const rows = demo.renderRoot.querySelector('.rows-scroll');
    if (rows) rows.scrollTop = rows.scrollHeight;
  };

  /** @param {import('./run.js').Step} step */
  const pictureOf = (step) => sceneOf(step, flowsDown(demo.clientWidth));

  /** @returns {import('./view.js').BugsScene} */
  const sceneNow = () => {
    const steps = stepsOf(program());
    const step = steps[cursor];
    const picture = pictureOf(step);
    const focus = step === drawn ? undefined : picture?.focus;
    return {
      bug,
      way,
      steps,
      other: stepsOf(way === MENDED ? Object.values(bug.broken)[0] : bug.mended),
      picture: picture && { ...picture, ...room.look(picture.layout, focus) },
      cursor,
      program: program(),
      playing: player.playing,
      words: demo.words,
      said: labWords(demo.words).bugs,
      onPick: pick,
      onWay: choose,
      onMove: move,
      onSeek: seek,
      onClose: () => show(false),
      onLanguage: () => demo.switchLanguage(),
    };
  };

  return {
    styles,
    tool: () =>
      html`<button class="quiet open-lab" type="button" @click=${() => show(true)}>${labWords(demo.words).bugs.tool}</button>`,
    move,
    settle: () => {
      const { renderRoot } = demo;
      room.attach(renderRoot.querySelector('.lab .stage:not(.bare)'));
      const step = open ? stepsOf(program())[cursor] : null;
      if (step) room.settle(step === drawn ? undefined : pictureOf(step)?.focus);
      if (step !== drawn) lastRowInSight();
      drawn = step;
    },
    whole: () => open && bugsView(sceneNow()),
  };
}
