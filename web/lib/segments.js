// A wasm with its data in one segment: the optimiser leaves out runs of zeros, but the hundreds of segments that remain
// cost more than gzip needs for zeros (measured: 1.9 KB of 63).

const DATA = 11;
const DATA_COUNT = 12;
const CONST = 0x41;
const END = 0x0b;

/** Reads bytes one after the other. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @param {number} count */
  take(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** A number in LEB128; addresses are below 2 ** 31, so signed ones read the same. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
}

/** @param {number} value  @param {number} [last]  the largest last byte: 63 where a sign follows */
function leb(value, last = 127) {
  const bytes = [];
  for (; value > last; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

/** @param {number[]} expected  @param {Uint8Array} got */
function check(expected, got) {
  if (expected.some((byte, k) => byte !== got[k]))
    throw new Error('a data segment has another form');
}

/** The data section's bytes with one segment. @param {Uint8Array} section */
function oneSegment(section) {
  const from = new Reader(section);
  const segments = Array.from({ length: from.number() }, () => {
    check([0, CONST], from.take(2));
    const address = from.number();
    check([END], from.take(1));
    return { address, bytes: from.take(from.number()) };
  });
  const { address } = segments[0];
  const last = segments[segments.length - 1];
  const all = new Uint8Array(last.address + last.bytes.length - address);
  for (const each of segments) all.set(each.bytes, each.address - address);
  return [1, 0, CONST, ...leb(address, 63), END, ...leb(all.length), ...all];
}

/** @param {Uint8Array} wasm */
export function joinSegments(wasm) {
  const from = new Reader(wasm);
  const parts = [...from.take(8)];
  while (from.at < wasm.length) {
    const [id] = from.take(1);
    const section = from.take(from.number());
    const joined = id === DATA ? oneSegment(section) : id === DATA_COUNT ? [1] : [...section];
    parts.push(id, ...leb(joined.length), ...joined);
  }
  return new Uint8Array(parts);
}
