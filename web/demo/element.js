// <backprop-demo>: an element that shows back-propagation one op at a time. This class is glue: attributes and
// gestures go into the session, the session's picture goes into the views.
import { jumpPass } from './cursor.js';
import { changeDetail, checkDetail, stepDetail } from './detail.js';
import { Entry } from './entry.js';
import { focusOf } from './focus.js';
import { Given } from './given.js';
import { moveFor } from './keys.js';
import { layoutGraph } from './layout.js';
import { ledgerPart } from './ledger.js';
import { readLink, writeLink } from './link.js';
import { speak, wordsFor } from './locale/index.js';
import { sendTravellers } from './motion.js';
import { addPart, Parts } from './parts.js';
import { Permalink } from './permalink.js';
import { PACE, Player } from './player.js';
import { Room } from './room.js';
import { sentenceFor } from './sentence.js';
import { Session } from './session.js';
import { sharingPart } from './sharing.js';
import { keepInSight } from './sight.js';
import { flowsDown, roomIn } from './sizes.js';
import { styles } from './styles/index.js';
import { problemText } from './views/fields.js';
import { frameView } from './views/frame.js';
import { ROW_HEIGHT, ROWS_IN_SIGHT, rowCount } from './views/table.js';

/** Runs with more updates than this play update by update unless told otherwise. */
const MANY_UPDATES = 10;

addPart(sharingPart);
addPart(ledgerPart);

/**
 * @fires backprop-step    the cursor moved
 * @fires backprop-change  a field changed and the run was made anew
 * @fires backprop-error   a field holds what cannot be used
 */
export class BackpropDemo extends Given {
  static styles = styles;

  #session = new Session();
  #parts = new Parts(this.#host());
  #entry = new Entry(this, this.#session, () => this.#read());
  /** @type {boolean | null} null: nobody has chosen */
  #byUpdate = null;
  #player = new Player(() => this.#tick());
  #width = 0;
  /** In the next frame: to draw in this one would change the size again, which browsers report as an error. */
  #sizes = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));
  #permalink = new Permalink(
    (fragment) => this.open(fragment),
    () => (this.link === this.#home ? '' : this.link),
    (event) => this.#onPageKey(event),
  );
  /** The link to what the tag says. */
  #home = '';
  /** The language is part of the link when the reader, or a link, has chosen it. */
  #ownLanguage = false;
  #room = new Room(() => this.requestUpdate());
  #tableFrom = 0;
  /** The cursor that is drawn, and since when. */
  #drawn = 0;
  #drawnAt = -Infinity;
  /** @type {{ plan: unknown, down: boolean, layout: import('./layout.js').Layout } | null} */
  #laidOut = null;

  connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
    this.#parts.connect();
    this.addEventListener('keydown', this.#onKey);
    if (!this.#home) this.#begin();
    if (this.hasAttribute('permalink')) this.#permalink.connect();
    // Back on a page: the room is attached, and the button says Play, when it is drawn.
    this.requestUpdate();
  }

  /** As the tag says it, which may name a step. */
  #begin() {
    const step = readLink(this.getAttribute('link') ?? `k=${this.getAttribute('cursor') ?? 0}`);
    this.takeNews();
    if (step) this.#session.open(this.given, step);
    // Whoever makes the element can still listen.
    queueMicrotask(() => this.#tellProblems());
    this.#home = this.link;
  }

  #measure() {
    if (this.#width === this.clientWidth) return;
    this.#width = this.clientWidth;
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#permalink.disconnect();
    this.#player.pause();
    this.#sizes.disconnect();
    this.#room.attach(null);
    this.#parts.disconnect();
    this.removeEventListener('keydown', this.#onKey);
  }

  /** One op forward. */
  step() {
    this.cursor += 1;
  }

  /** One op back. */
  back() {
    this.cursor -= 1;
  }

  /** Everything as the tag says it, at the start. */
  reset() {
    this.#player.pause();
    this.#entry.forget();
    this.giveAttributes();
    this.cursor = 0;
  }

  /** The other language; a choice that is part of the link from now on. */
  switchLanguage() {
    this.#ownLanguage = true;
    this.lang = this.words.switchLang;
  }

  /** What is shown, as the fragment of a link that opens at this very step: expr=...&x=2&w=1&k=17 */
  get link() {
    this.#read();
    const lang = this.#ownLanguage ? this.lang : null;
    return writeLink(this.#session.texts, this.#session.cursor, lang);
  }

  /**
   * Shows what a link says, on top of what the tag says. A link that is wrong in parts is explained.
   * @param {string} fragment  without its #; an empty one leads back to what the tag says
   */
  open(fragment) {
    const link = readLink(fragment);
    if (fragment && !link) return;
    this.reset();
    if (!link) return;
    this.#read();
    for (const [name, text] of link.texts) this.give(name, text);
    if (link.lang) this.lang = wordsFor([link.lang]).tag;
    this.#ownLanguage ||= link.lang !== null;
    this.takeNews();
    this.#session.open(this.given, link);
    this.#tellProblems();
  }

  /** The index of the event that is shown; 0 is the start. */
  get cursor() {
    this.#read();
    return this.#session.cursor;
  }

  set cursor(cursor) {
    this.#read();
    if (!this.#session.seek(cursor)) return;
    const { timeline, state } = this.#session;
    this.requestUpdate();
    if (!timeline || !state) return;
    this.#tableFrom = Math.max(0, rowCount(timeline, state) - ROWS_IN_SIGHT);
    const sentence = speak(sentenceFor(timeline, state, this.words));
    this.#tell('step', stepDetail(timeline, state, sentence));
  }

  /** Every update of the run, as the table shows them, at full precision. */
  get updates() {
    this.#read();
    const { timeline } = this.#session;
    return timeline ? timeline.passes.map((_, pass) => timeline.update(pass)) : [];
  }

  /** What the final check brought: the sample in x and y, seen with the trained parameters. */
  get check() {
    this.#read();
    const { timeline } = this.#session;
    return timeline && checkDetail(timeline);
  }

  /** What is wrong with the fields, each with its sentence; empty when all is well. */
  get problems() {
    this.#read();
    return this.#session.problems.map((problem) => ({
      field: problem.field,
      code: problem.code,
      message: problemText(problem, this.words),
    }));
  }

  /** The language: the tag's own, else the page's around it, else the browser's. */
  get words() {
    const around = this.parentElement?.closest('[lang]')?.getAttribute('lang');
    return wordsFor([this.lang, around, ...globalThis.navigator.languages]);
  }

  /** Makes the run that the fields describe, if they changed. */
  #read() {
    if (!this.takeNews()) return;
    const before = this.#session.timeline;
    const problems = JSON.stringify(this.#session.problems);
    this.#session.read(this.given);
    const { timeline } = this.#session;
    if (before && timeline && timeline !== before)
      this.#tell('change', changeDetail(timeline.config));
    if (JSON.stringify(this.#session.problems) !== problems) this.#tellProblems();
  }

  #tellProblems() {
    if (this.#session.problems.length) this.#tell('error', { problems: this.problems });
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(
      new CustomEvent(`backprop-${name}`, { detail, bubbles: true, composed: true }),
    );
  }

  /** What parts may see. @returns {import('./parts.js').Host} */
  #host() {
    const session = () => this.#session;
    return {
      demo: this,
      get timeline() {
        return session().timeline;
      },
      get state() {
        return session().state;
      },
      tell: (name, detail) => this.#tell(name, detail),
    };
  }

  // --- gestures -----------------------------------------------------------------------------------------

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    const move = moveFor(event);
    if (!move) return;
    event.preventDefault();
    this.#move(move);
  };

  /** Keys that would scroll the page do that. @param {KeyboardEvent} event */
  #onPageKey(event) {
    const nowhere = event.target === document.body;
    if (nowhere && /^Arrow(Left|Right)$/.test(event.key)) this.#onKey(event);
  }

  /** @param {string} move */
  #move(move) {
    if (this.#parts.take(move) || this.#room.take(move)) return;
    const { cursor } = this;
    const { timeline } = this.#session;
    if (!timeline) return;
    this.requestUpdate();
    if (move === 'play' && !this.#player.playing) return this.#play(timeline.length - 1);
    this.#player.pause();
    if (move === 'speed') this.#byUpdate = !this.#playsByUpdate();
    if (move === 'more') this.give('epochs', timeline.config.epochs + 1);
    const target = {
      step: cursor + 1,
      back: cursor - 1,
      first: 0,
      last: timeline.length - 1,
      more: cursor + 1,
      nextPass: jumpPass(timeline, cursor, 1),
      previousPass: jumpPass(timeline, cursor, -1),
    }[move];
    if (target !== undefined) this.cursor = target;
    // The button for more is gone once there is a next step; focus must not go with it.
    if (move === 'more')
      /** @type {HTMLElement} */ (this.renderRoot.querySelector('.main')).focus();
  }

  /** @param {number} last */
  #play(last) {
    if (this.cursor === last) this.cursor = 0;
    this.#player.play();
  }

  #playsByUpdate() {
    return this.#byUpdate ?? (this.#session.timeline?.passes.length ?? 0) > MANY_UPDATES;
  }

  #tick() {
    const { timeline } = this.#session;
    if (!timeline) return null;
    const byUpdate = this.#playsByUpdate();
    this.cursor = byUpdate ? jumpPass(timeline, this.cursor, 1) : this.cursor + 1;
    this.requestUpdate();
    if (this.cursor >= timeline.length - 1) return null;
    return byUpdate ? PACE.update : PACE.op;
  }

  // --- drawing ------------------------------------------------------------------------------------------

  willUpdate() {
    this.#read();
  }

  render() {
    const { timeline, state } = this.#session;
    const { words } = this;
    return frameView({
      run: timeline && state && { timeline, state, ...this.#scene(timeline) },
      words,
      parts: this.#parts,
      fields: this.#fields(words),
      playing: this.#player.playing,
      byUpdate: this.#playsByUpdate(),
      tableFrom: this.#tableFrom,
      onMove: (move) => this.#move(move),
      onSeek: (cursor) => {
        this.#player.pause();
        this.cursor = cursor;
      },
      onLeaf: (name) => this.#entry.focus(name),
      onTableScroll: (top) => {
        this.#tableFrom = Math.max(0, Math.floor(top / ROW_HEIGHT) - 6);
        this.requestUpdate();
      },
    });
  }

  /**
   * @param {import('./locale/index.js').Words} words
   * @returns {import('./views/fields.js').FieldsScene}
   */
  #fields(words) {
    return {
      ...this.#entry.scene,
      words,
      tools: this.#parts.tools,
      onReset: () => this.reset(),
      onLanguage: () => this.switchLanguage(),
    };
  }

  /** @param {import('./timeline.js').Timeline} timeline its graph, as it fits the room */
  #scene(timeline) {
    const { plan } = timeline;
    this.#width ||= this.clientWidth;
    this.#room.expect(roomIn(this.#width));
    const down = flowsDown(this.#width);
    if (this.#laidOut?.plan !== plan || this.#laidOut.down !== down)
      this.#laidOut = { plan, down, layout: layoutGraph(plan, down) };
    const { layout } = this.#laidOut;
    const { state } = this.#session;
    const focus = state
      ? focusOf(timeline, state, layout, (box) => this.#room.holds(layout, box))
      : undefined;
    const moved = this.#session.cursor !== this.#drawn;
    return { layout, focus, ...this.#room.look(layout, moved ? focus : undefined) };
  }

  updated() {
    const { cursor, timeline } = this.#session;
    this.#room.attach(this.renderRoot.querySelector('.frame > .picture > .stage'));
    const scene = timeline && this.#scene(timeline);
    const moved = cursor !== this.#drawn;
    if (scene) this.#room.settle(moved ? scene.focus : undefined);
    if (scene && moved) keepInSight(this.renderRoot, scene);
    const now = performance.now();
    if (cursor === this.#drawn + 1) sendTravellers(this.renderRoot, now - this.#drawnAt);
    if (moved) this.#drawnAt = now;
    this.#drawn = cursor;
    this.#parts.settle();
    this.#permalink.changed();
  }
}

export { addPart };
