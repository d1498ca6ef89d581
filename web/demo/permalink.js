// Keeps a demo's state in the fragment of its page's address, and in a frame also where it outlives the frame. Only a
// demo with the attribute `permalink` does so, and of several in a page the first; the others leave the address alone.
// Such a page is about its demo: keys that nothing else has the focus for are the demo's.

/** Browsers refuse to change an address more often than some hundred times in half a minute. */
const REST = 400;

/** @type {Permalink | null} */
let owner = null;

/** Whether the page stands in a frame; frames that a course hides are loaded anew from their first address. */
const framed = globalThis.parent !== globalThis.window;

/** Its place among its page's frames, and the address that it was loaded from. */
function placeOfFrame() {
  let at = 0;
  while (at < parent.length && parent[at] !== window) at++;
  return `backprop ${at} ${location.href}`;
}

/** What a sandbox or a policy forbids is left undone. @template T @param {() => T} act @returns {T | undefined} */
function tried(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export class Permalink {
  #timer = 0;
  #place = '';
  /** What stands in the address, and what it shows. */
  #written = '';
  #shown = '';

  /**
   * @param {(fragment: string) => void} onOpen  a link was followed, or the browser went back or forward
   * @param {() => string} read                  the fragment for what is shown now
   * @param {(event: KeyboardEvent) => void} onKey  pressed anywhere in the page
   */
  constructor(onOpen, read, onKey) {
    this.onOpen = onOpen;
    this.read = read;
    this.onKey = onKey;
  }

  /** Takes the page's fragment, unless another demo has it. */
  connect() {
    if (owner) return;
    owner = this;
    addEventListener('keydown', this.onKey);
    addEventListener('hashchange', this.#onAddress);
    addEventListener('pagehide', this.#write);
    if (framed) this.#place = placeOfFrame();
    const kept = this.#place && tried(() => sessionStorage.getItem(this.#place));
    this.#written = fragmentNow();
    if (kept) this.onOpen(kept);
    else if (this.#written) this.onOpen(this.#written);
    this.#shown = this.read();
  }

  disconnect() {
    if (owner !== this) return;
    this.#write();
    owner = null;
    removeEventListener('keydown', this.onKey);
    removeEventListener('hashchange', this.#onAddress);
    removeEventListener('pagehide', this.#write);
  }

  /** What is shown changed; the address follows within the blink of an eye. */
  changed() {
    if (owner === this && !this.#timer) this.#timer = window.setTimeout(this.#write, REST);
  }

  #write = () => {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    const fragment = this.read();
    if (fragment === this.#shown) return;
    this.#shown = fragment;
    this.#written = fragment;
    const [page] = location.href.split('#');
    tried(() => history.replaceState(history.state, '', fragment ? `${page}#${fragment}` : page));
    if (this.#place) tried(() => sessionStorage.setItem(this.#place, fragment));
  };

  #onAddress = () => {
    const fragment = fragmentNow();
    if (fragment === this.#written) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#written = fragment;
    this.onOpen(fragment);
    this.#shown = this.read();
  };
}

const fragmentNow = () => location.hash.slice(1);
