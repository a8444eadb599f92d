/** Bytes of the index: variable-length integers, and deflate as every browser can undo it. */

/** Reads integers of seven-bit groups, lowest first, one after the other. */
export class Integers {
  at: number;
  constructor(
    private readonly bytes: Uint8Array,
    start = 0,
  ) {
    this.at = start;
  }

  next(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error("the index is damaged");
      value += (byte & 127) * weight;
      if (byte < 128) return value;
      weight *= 128;
    }
  }

  take(count: number): number[] {
    const values: number[] = [];
    for (let left = count; left > 0; left--) values.push(this.next());
    return values;
  }
}

/** Undo raw deflate. */
export async function inflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Bytes of base64 text. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

const decoder = new TextDecoder();

/** Text of UTF-8 bytes. */
export function fromUtf8(data: Uint8Array): string {
  return decoder.decode(data);
}

/** Order of two texts by code point, as the index is sorted. */
export function compare(first: string, second: string): number {
  const length = Math.min(first.length, second.length);
  for (let at = 0; at < length; at++) {
    const a = first.charCodeAt(at);
    const b = second.charCodeAt(at);
    if (a !== b) return place(a) - place(b);
  }
  return first.length - second.length;
}

/** Surrogates stand for code points above all others, though their own codes are not the highest. */
function place(code: number): number {
  if (code < 0xd800) return code;
  return code < 0xe000 ? code + 0x2000 : code - 0x800;
}
