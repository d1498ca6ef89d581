// The room that the graph stands in: how much of it can be seen at a time, and how that is moved: by pointer, wheel and
// keys, and by the steps themselves. Only what is in sight, and a room around it, is drawn.
import { still } from './motion.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').Box} Box */
/** @typedef {import('./layout.js').Point} Point */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Part  of the picture, in its own units */
/** @typedef {{ scale: number, far: boolean, part: Part, crowded: boolean }} Sight */

/** What can just be read, what is read without effort where one has to scroll anyway, and what would only be large. */
const SCALE = { least: 0.68, scrolled: 0.85, most: 1.2 };
/** How far the reader may go; what is smaller than `far` is drawn without its numbers. */
const LIMIT = { least: 0.01, far: 0.4, most: 2.5 };
const NOTCH = 1.25;
/** A wheel's notch is some 100 pixels, a pinch comes in many small ones. */
const WHEEL = 400;
/** A pointer that moved less has clicked. */
const CLICK = 4;
/** How much of a room one key press moves. */
const STRIDE = 0.25;

/** So few cards are always drawn. */
const FEW = 40;
/** @type {Part} */
const ALL = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** A room, and one more at each of its sides. @param {Part} room @returns {Part} */
function around({ left, top, right, bottom }) {
  const [width, height] = [right - left, bottom - top];
  return { left: left - width, top: top - height, right: right + width, bottom: bottom + height };
}

/** Whether all that a room shows of a picture lies in a part of it. @param {Part} room @param {Part} part @param {Layout} picture */
const within = (room, part, { width, height }) =>
  Math.max(0, room.left) >= part.left &&
  Math.max(0, room.top) >= part.top &&
  Math.min(width, room.right) <= part.right &&
  Math.min(height, room.bottom) <= part.bottom;

export class Room {
  /** @type {HTMLElement | null} */
  #stage = null;
  #size = { width: 0, height: 0 };
  #at = { left: 0, top: 0 };
  /** @type {'read' | 'all' | number} large enough to be read, all of it, or as the reader likes it */
  #zoom = 'read';
  /** @type {{ layout: Layout, sight: Sight } | null} what is drawn */
  #drawn = null;
  /** @type {{ of: Point, at: Point } | null} a point of the picture that is to stay where it is in the room */
  #pin = null;
  /** In the next frame: to draw in this one would change the size again, which browsers report as an error. */
  #sizes = new ResizeObserver(() => requestAnimationFrame(() => this.#measure()));

  /** @param {() => void} onChange  it must be drawn anew */
  constructor(onChange) {
    this.onChange = onChange;
  }

  /**
   * Before there is a stage: how large it will be, so that what is drawn first need not be drawn again.
   * @param {{ width: number, height: number }} size
   */
  expect(size) {
    if (!this.#stage) this.#size = size;
  }

  /** @param {HTMLElement | null} stage  once it is on the page, or no longer there */
  attach(stage) {
    if (stage === this.#stage) return;
    this.#sizes.disconnect();
    this.#stage = stage;
    if (!stage) return;
    this.#sizes.observe(stage);
    stage.addEventListener('scroll', this.#onScroll);
    stage.addEventListener('wheel', this.#onWheel);
    stage.addEventListener('pointerdown', this.#onPointer);
    this.#measure();
  }

  #measure() {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.#stage ?? {};
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    this.#check();
  }

  /** Whether what is drawn still is what is to be seen. */
  #check() {
    if (!this.#drawn) return;
    const { layout, sight } = this.#drawn;
    const { scale, part, crowded } = this.#sight(layout, this.#at);
    if (scale !== sight.scale || part !== sight.part || crowded !== sight.crowded) this.onChange();
  }

  /** @param {Layout} layout @param {'read' | 'all' | number} zoom */
  #scale({ width, height }, zoom) {
    const room = this.#size;
    if (!room.width) return 1;
    if (zoom === 'all')
      return Math.max(LIMIT.least, Math.min(SCALE.most, room.width / width, room.height / height));
    if (zoom !== 'read') return zoom;
    const fit = room.width / width;
    return fit < SCALE.least ? SCALE.scrolled : Math.min(fit, SCALE.most);
  }

  /**
   * What of a picture is to be drawn, and how large.
   * @param {Layout} layout
   * @param {Box | undefined} focus  what the step is about
   * @returns {Sight}
   */
  look(layout, focus) {
    const scale = this.#scale(layout, this.#zoom);
    const sight = this.#sight(layout, this.#goal(scale, focus) ?? this.#at);
    this.#drawn = { layout, sight };
    return sight;
  }

  /** @param {Layout} layout @param {{ left: number, top: number }} at @returns {Sight} */
  #sight(layout, at) {
    const scale = this.#scale(layout, this.#zoom);
    const crowded = this.#zoom !== 'read' || this.#scale(layout, 'all') < SCALE.least;
    return { scale, far: scale < LIMIT.far, part: this.#part(layout, scale, at), crowded };
  }

  /**
   * As long as what is drawn will do, nothing comes or goes.
   * @param {Layout} layout
   * @param {number} scale
   * @param {{ left: number, top: number }} at
   * @returns {Part}
   */
  #part(layout, scale, { left, top }) {
    const { width, height } = this.#size;
    if (!width || layout.nodes.length <= FEW) return ALL;
    const { sight, layout: before } = this.#drawn ?? {};
    const room = {
      left: left / scale,
      top: top / scale,
      right: (left + width) / scale,
      bottom: (top + height) / scale,
    };
    if (sight && before === layout && sight.scale === scale && within(room, sight.part, layout))
      return sight.part;
    return around(room);
  }

  /** Whether all of a box can be seen at once. @param {Layout} layout @param {Box} box */
  holds(layout, { width, height }) {
    const scale = this.#scale(layout, this.#zoom);
    const room = this.#size;
    return !room.width || (width * scale <= room.width && height * scale <= room.height);
  }

  /** Where to scroll to, if what the step is about sticks out. @param {number} scale @param {Box | undefined} focus */
  #goal(scale, focus) {
    const { width, height } = this.#size;
    if (!focus || !width) return null;
    const goal = { ...this.#at };
    const [x, y] = [focus.x * scale - goal.left, focus.y * scale - goal.top];
    const [halfWidth, halfHeight] = [(focus.width / 2) * scale, (focus.height / 2) * scale];
    if (x < halfWidth || x > width - halfWidth) goal.left += x - width / 2;
    if (y < halfHeight || y > height - halfHeight) goal.top += y - height / 2;
    return goal;
  }

  /** After drawing: what was pinned stays where it is; what the step is about comes into sight. @param {Box} [focus] */
  settle(focus) {
    const stage = this.#stage;
    if (!stage || !this.#drawn) return;
    const { scale } = this.#drawn.sight;
    if (this.#pin) {
      const { of, at } = this.#pin;
      this.#pin = null;
      stage.scrollTo(of.x * scale - at.x, of.y * scale - at.y);
      this.#onScroll();
    }
    const goal = this.#goal(scale, focus);
    const way = goal && Math.hypot(goal.left - this.#at.left, goal.top - this.#at.top);
    if (way)
      stage.scrollTo({
        ...goal,
        behavior: way > this.#size.width || still() ? 'instant' : 'smooth',
      });
  }

  // --- moves --------------------------------------------------------------------------------------------

  /** Whether a move is about the room; then it is made. @param {string} move */
  take(move) {
    const { width, height } = this.#size;
    const [x, y] =
      { panLeft: [-1, 0], panRight: [1, 0], panUp: [0, -1], panDown: [0, 1] }[move] ?? [];
    if (x !== undefined && y !== undefined)
      this.#stage?.scrollBy({
        left: x * width * STRIDE,
        top: y * height * STRIDE,
        behavior: still() ? 'instant' : 'smooth',
      });
    else if (move === 'zoomIn') this.#zoomBy(NOTCH);
    else if (move === 'zoomOut') this.#zoomBy(1 / NOTCH);
    else if (move === 'zoomAll') this.#zoomTo(this.#zoom === 'all' ? 'read' : 'all');
    else return false;
    return true;
  }

  /** @param {number} factor @param {Point} [at]  the point of the room that stays, else its middle */
  #zoomBy(factor, at) {
    if (!this.#drawn) return;
    const { layout, sight } = this.#drawn;
    const least = Math.min(SCALE.least, this.#scale(layout, 'all'));
    this.#zoomTo(clamp(sight.scale * factor, least, LIMIT.most), at);
  }

  /** @param {'read' | 'all' | number} zoom @param {Point} [at] */
  #zoomTo(zoom, at = { x: this.#size.width / 2, y: this.#size.height / 2 }) {
    const { scale = 1 } = this.#drawn?.sight ?? {};
    const { left, top } = this.#at;
    this.#pin = { of: { x: (left + at.x) / scale, y: (top + at.y) / scale }, at };
    this.#zoom = zoom;
    this.onChange();
  }

  #onScroll = () => {
    const { scrollLeft = 0, scrollTop = 0 } = this.#stage ?? {};
    this.#at = { left: scrollLeft, top: scrollTop };
    this.#check();
  };

  /** @param {WheelEvent} event a pinch on a touch pad comes as a wheel with Ctrl, too */
  #onWheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = /** @type {HTMLElement} */ (this.#stage).getBoundingClientRect();
    const pixels = event.deltaY * (event.deltaMode ? 30 : 1);
    this.#zoomBy(2 ** (-pixels / WHEEL), { x: event.clientX - left, y: event.clientY - top });
  };

  /** @param {PointerEvent} event a mouse drags; fingers scroll without our help */
  #onPointer = (event) => {
    const stage = this.#stage;
    if (!stage || event.pointerType !== 'mouse' || event.button > 1) return;
    const from = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
    let dragging = false;
    /** @param {PointerEvent} moved */
    const move = (moved) => {
      if (!moved.buttons) return end();
      const [dx, dy] = [moved.clientX - event.clientX, moved.clientY - event.clientY];
      if (!dragging && Math.hypot(dx, dy) < CLICK) return;
      if (!dragging) stage.setPointerCapture(event.pointerId);
      dragging = true;
      stage.scrollTo(from.x - moved.clientX, from.y - moved.clientY);
    };
    const end = () => stage.removeEventListener('pointermove', move);
    stage.addEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel'])
      stage.addEventListener(name, end, { once: true });
  };
}

/** @param {number} value @param {number} least @param {number} most */
const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
