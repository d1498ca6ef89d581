// What can be taken away: the link, tags for a course page, the graph as SVG and PNG, the updates as CSV.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { violations } from './axe.js';
import { all, click, DEEP, find, mount, node, PROGRAM, press, settle, textOf } from './page.js';

/** @typedef {import('./page.js').BackpropDemo} BackpropDemo */
/** @type {{ name: string, blob: Blob }[]} */
let saved;

beforeEach(() => {
  saved = [];
  sessionStorage.clear();
  /** @type {Blob} */
  let last;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    last = /** @type {Blob} */ (blob);
    return '#';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(
    /** @this {HTMLAnchorElement} */ function () {
      saved.push({ name: this.download, blob: last });
    },
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  document.body.replaceChildren();
  sessionStorage.clear();
  history.replaceState(null, '', location.href.split('#')[0]);
});

/** @param {Record<string, string>} [attributes] @param {number} [cursor] */
async function opened(attributes = {}, cursor = 7) {
  const demo = await mount({ permalink: '', ...attributes });
  demo.cursor = cursor;
  await settle(demo);
  await click(demo, '[popovertarget]');
  return demo;
}

/** @param {BackpropDemo} demo @param {string} kind */
const text = (demo, kind) =>
  /** @type {HTMLTextAreaElement} */ (find(demo, `#share-${kind}`)).value;
/** @param {BackpropDemo} demo */
const status = (demo) => textOf(find(demo, '.share [role="status"]'));

/** @param {BackpropDemo} demo @param {string} label */
async function saves(demo, label) {
  const button = all(demo, '.files button').find((found) => textOf(found) === label);
  await userEvent.click(/** @type {Element} */ (button));
  await vi.waitFor(() => expect(saved.length).toBe(1), 9000);
  await settle(demo);
  return saved[0];
}

describe('copied', () => {
  test('each text can be read whole', async () => {
    const demo = await opened();
    for (const kind of ['link', 'tag', 'frame']) {
      const { scrollHeight, clientHeight } = find(demo, `#share-${kind}`);
      expect(scrollHeight).toBeLessThanOrEqual(clientHeight);
    }
  });

  test('the link opens at the same step', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const demo = await opened({ w: '3' });
    expect(text(demo, 'link')).toBe(`${location.href.split('#')[0]}#${demo.link}`);
    await click(demo, '#share-link + button');
    expect(write).toHaveBeenCalledWith(text(demo, 'link'));
    expect(status(demo)).toBe('Copied.');
    const other = await mount();
    other.open(new URL(write.mock.calls[0][0]).hash.slice(1));
    await settle(other);
    expect([other.cursor, node(other, 'w')]).toEqual([7, { value: '3.0', gradient: '8.0' }]);
  });

  test.each([
    'expr=h = tanh(w*x %2B b); (h*k - y)^2&.k=-2.5&b=0.5&lr=1e-2&k=9',
    'expr=h = tanh(w*x %2B B); (h*W - y)^2&W=-2.5&B=0.5&data=1,2;2,4&k=9',
    'expr=(hidden*x %2B inert - y)^2&hidden=3&inert=0.5&k=9',
  ])('the tag and the frame show the same step: %s', async (fragment) => {
    const demo = await opened();
    demo.open(fragment);
    await settle(demo);
    expect(demo.problems).toEqual([]);
    const before = textOf(find(demo, '.stage'));
    const tag = new DOMParser().parseFromString(text(demo, 'tag'), 'text/html');
    const made = /** @type {BackpropDemo} */ (
      document.importNode(/** @type {Element} */ (tag.querySelector('backprop-demo')), true)
    );
    document.body.replaceChildren(made);
    await settle(made);
    expect(made.cursor).toBe(9);
    expect(textOf(find(made, '.stage'))).toBe(before);
    expect([made.hidden, made.inert]).toEqual([false, false]);
    const frame = new DOMParser().parseFromString(text(demo, 'frame'), 'text/html');
    const source = String(frame.querySelector('iframe')?.getAttribute('src'));
    expect(source).toBe(`backprop-demo.html#${demo.link}`);
    expect(frame.querySelector('iframe')?.title).toBe('Back-propagation, step by step');
  });

  test('a demo without an address of its own has no link to copy', async () => {
    const demo = await mount();
    await click(demo, '[popovertarget]');
    expect(all(demo, '.share textarea').map(({ id }) => id)).toEqual(['share-tag', 'share-frame']);
  });

  test('without a clipboard the text is selected and copied the old way, or by the reader', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no'));
    const old = vi.spyOn(document, 'execCommand').mockReturnValue(false);
    const demo = await opened();
    await click(demo, '#share-tag + button');
    expect(old).toHaveBeenCalledWith('copy');
    expect(status(demo)).toBe('It is selected: press Ctrl+C, or ⌘C, to copy it.');
    const field = /** @type {HTMLTextAreaElement} */ (demo.shadowRoot?.activeElement);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(text(demo, 'tag'));
  });
});

describe('saved', () => {
  test('the graph as an SVG that needs nothing but itself', async () => {
    const demo = await opened({ theme: 'dark' });
    const { name, blob } = await saves(demo, 'Graph as SVG');
    expect([name, blob.type]).toEqual(['backprop-7.svg', 'image/svg+xml']);
    expect(status(demo)).toBe('backprop-7.svg goes to your downloads.');
    const source = await blob.text();
    expect(source).not.toMatch(/var\(|light-dark|lit\$|undefined|backprop-demo/);
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml');
    expect(svg.querySelector('parsererror')).toBeNull();
    const symbols = [...svg.querySelectorAll('[data-symbol]')].map((card) =>
      card.getAttribute('data-symbol'),
    );
    expect(symbols.toSorted()).toEqual(['L', 'e', 'w', 'x', 'y', 'ŷ']);
    expect(svg.documentElement.textContent).toContain('−4.0 × 2.0 = −8.0');
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
    await image.decode();
    expect(image.naturalWidth).toBeGreaterThan(600);
  });

  test('in the saved picture each number has the colour that it has on the page', async () => {
    const demo = await opened();
    const shown = getComputedStyle(find(demo, '.label .gradient')).fill;
    const { blob } = await saves(demo, 'Graph as SVG');
    const room = document.createElement('div');
    room.innerHTML = await blob.text();
    document.body.append(room);
    const result = [...room.querySelectorAll('tspan')].find((part) => part.textContent === '−8.0');
    expect(getComputedStyle(/** @type {Element} */ (result)).fill).toBe(shown);
  });

  test('a large graph is saved whole, and the page is as before', async () => {
    const demo = await opened({ expr: DEEP });
    const drawn = all(demo, '.node').length;
    const { blob } = await saves(demo, 'Graph as SVG');
    const svg = new DOMParser().parseFromString(await blob.text(), 'image/svg+xml');
    expect(svg.querySelectorAll('[data-symbol]').length).toBe(206);
    expect(all(demo, '.node').length).toBe(drawn);
    expect(blob.size).toBeLessThan(400_000);
  });

  test('the graph as a PNG with twice the pixels', async () => {
    const demo = await opened();
    const { name, blob } = await saves(demo, 'Graph as PNG');
    expect([name, blob.type]).toEqual(['backprop-7.png', 'image/png']);
    const { width, height } = await createImageBitmap(blob);
    const [, , w, h] = String(find(demo, '.graph').getAttribute('viewBox')).split(' ').map(Number);
    expect([width, height]).toEqual([Math.floor(2 * w), Math.floor(2 * h)]);
  });

  test('a large graph as a PNG is as large as browsers can make it', async () => {
    const demo = await opened({ expr: DEEP });
    const { blob } = await saves(demo, 'Graph as PNG');
    const { width, height } = await createImageBitmap(blob);
    expect(width).toBeLessThanOrEqual(32767);
    expect(width * height).toBeLessThanOrEqual(4096 ** 2);
    expect(height).toBeGreaterThan(290);
  });

  test('all updates as CSV, to the last bit', async () => {
    const demo = await opened(PROGRAM);
    const { name, blob } = await saves(demo, 'Updates as CSV');
    expect([name, blob.type]).toEqual(['backprop.csv', 'text/csv']);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, ...lines] = (await blob.text()).trim().split('\r\n');
    expect(head.replace('\uFEFF', '')).toBe('update,epoch,x,y,w,ŷ,L,∂L/∂ŷ,∂ŷ/∂w,∂L/∂w,new w');
    expect(lines.length).toBe(300);
    const { updates } = demo;
    for (const at of [0, 150, 299]) {
      const { update, epoch, sample, params, prediction, loss, dPrediction, locals, grads, next } =
        updates[at];
      expect(lines[at].split(',').map(Number)).toEqual([
        update,
        epoch,
        sample.x,
        sample.y,
        params.w,
        prediction,
        loss,
        dPrediction,
        locals?.w,
        grads.w,
        next.w,
      ]);
    }
  });

  test('where a policy forbids images, a sentence says what to take instead', async () => {
    vi.spyOn(HTMLImageElement.prototype, 'decode').mockRejectedValue(new Error('blocked'));
    const demo = await opened();
    await userEvent.click(/** @type {Element} */ (all(demo, '.files button')[1]));
    await vi.waitFor(() => expect(status(demo)).toContain('policy forbids'));
    expect(saved).toEqual([]);
  });
});

test('by keyboard alone: opened, walked through, closed with Escape', async () => {
  const demo = await mount({ permalink: '' });
  find(demo, '[popovertarget]').focus();
  await press(demo, '{Enter}');
  expect(find(demo, '.share').matches(':popover-open')).toBe(true);
  await press(demo, '{Tab}');
  expect(demo.shadowRoot?.activeElement?.id).toBe('share-link');
  await press(demo, '{Tab}{Tab}');
  expect(demo.shadowRoot?.activeElement?.id).toBe('share-tag');
  await press(demo, '{ArrowRight}{End}');
  expect(demo.cursor).toBe(0);
  await press(demo, '{Escape}');
  expect(find(demo, '.share').matches(':popover-open')).toBe(false);
  expect(demo.shadowRoot?.activeElement).toBe(find(demo, '[popovertarget]'));
});

for (const theme of ['light', 'dark'])
  for (const lang of ['en', 'zh'])
    test(`axe finds nothing while it is open: ${theme}, ${lang}`, async () => {
      const demo = await opened({ theme, lang });
      expect(await violations(demo)).toEqual([]);
    });
