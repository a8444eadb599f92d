/** Where the row of a key stands, by the key file (publisher/release/keys_file.py): eight bytes a row, sorted. */
import type { Source } from "../parquet/source";

const ENTRY = 8;
const BETWEEN = "\u001f";
const MANY = 64; // steps; each at least doubles the window

/** The rows whose key has this sum, ascending: the one that is wanted, if there is one, and rarely others. */
export async function rowsOf(source: Source, parts: readonly string[]): Promise<number[]> {
  const sum = crc32(new TextEncoder().encode(parts.join(BETWEEN)));
  const entries = Math.floor(source.byteLength / ENTRY);
  // Sums are spread evenly: the place is known up to some standard deviations of the binomial distribution.
  const share = sum / 2 ** 32;
  const place = share * entries;
  let spread = 4 * Math.sqrt(entries * share * (1 - share)) + 16;
  for (let step = 0; step < MANY; step++) {
    const first = Math.max(0, Math.floor(place - spread));
    const last = Math.min(entries, Math.ceil(place + spread));
    const found = inside(await source.slice(first * ENTRY, last * ENTRY), sum);
    if ((found.lower || first === 0) && (found.higher || last === entries)) return found.rows;
    spread *= 2;
  }
  throw new Error("the key file is damaged");
}

/** The rows of a sum in a part of the file, and whether lower and higher sums stand around them. */
function inside(data: ArrayBuffer, sum: number): { rows: number[]; lower: boolean; higher: boolean } {
  const view = new DataView(data);
  const rows: number[] = [];
  for (let at = 0; at < view.byteLength; at += ENTRY) {
    if (view.getUint32(at, true) === sum) rows.push(view.getUint32(at + 4, true));
  }
  const least = view.byteLength > 0 ? view.getUint32(0, true) : sum;
  const most = view.byteLength > 0 ? view.getUint32(view.byteLength - ENTRY, true) : sum;
  return { rows, lower: least < sum, higher: most > sum };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 as zip has it (ISO-HDLC). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
