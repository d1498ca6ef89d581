// Bytes as text that can stand in a script of any encoding and still compresses: base64 would hide the repetitions of
// a wasm from gzip and costs a third more (measured: 74 KB against 57 KB for a wasm of 56 KB). LZMA in
// base64 would take 51 KB with its unpacker, but start more slowly.

/** Printable ASCII without quotes, backslash and "<": no JavaScript string and no HTML needs to escape it. */
const ALPHABET =
  '#$%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~';
const BASE = ALPHABET.length;
/** The most frequent bytes are one character each; the others take two, of which the first is one of the last two. */
const SINGLE = BASE - 2;

/**
 * The text of numbers below SINGLE + 2 * BASE.
 * @param {Iterable<number>} numbers
 */
function write(numbers) {
  let text = '';
  for (const number of numbers) {
    const rest = number - SINGLE;
    if (rest >= 0) text += ALPHABET[SINGLE + Math.floor(rest / BASE)];
    text += ALPHABET[rest < 0 ? number : rest % BASE];
  }
  return text;
}

/**
 * All bytes, those that are to be single characters first.
 * @param {Iterable<number>} frequent  the others follow in their own order
 */
function orderFrom(frequent) {
  return [...new Set([...frequent, ...Array(256).keys()])];
}

/** @param {Uint8Array} bytes */
export function encode(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const frequent = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, SINGLE);
  const places = new Uint8Array(256);
  const order = orderFrom(frequent.sort((a, b) => a - b));
  for (const [place, byte] of order.entries()) places[byte] = place;
  return write(frequent) + write(Array.from(bytes, (byte) => places[byte]));
}

/** @param {string} text  from encode */
export function decode(text) {
  const digits = new Uint8Array(128);
  for (let digit = 0; digit < BASE; digit++) digits[ALPHABET.charCodeAt(digit)] = digit;
  const bytes = new Uint8Array(text.length);
  let order = Uint8Array.from(Array(256).keys());
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    let number = digits[text.charCodeAt(at)];
    if (number >= SINGLE) {
      number = SINGLE + (number - SINGLE) * BASE + digits[text.charCodeAt(++at)];
    }
    bytes[count++] = order[number];
    if (count === SINGLE) order = Uint8Array.from(orderFrom(bytes.subarray(0, SINGLE)));
  }
  return bytes.subarray(SINGLE, count);
}
