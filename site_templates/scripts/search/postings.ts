/** Posting lists: which documents have a term, how strongly, and where. See docs/search-format.md. */
import { Integers, inflate } from "./bytes";

const DOCUMENT_BLOCK = 4096;
export const POSITION_BLOCK = 1024;
export const HEAD = 128;
const RAW_LIMIT = 32;
export const BODY = 8192;
export const TITLE = 8;
export const FOLDED = 16;

type Bytes = Uint8Array<ArrayBuffer>;

/** Ids in order, a byte of impact and flags for each, and the lengths of the blocks of positions (null: one). */
export interface Postings {
  documents: Int32Array;
  flags: Uint8Array;
  places: readonly number[] | null;
}

/** Undo the documents part of a list. */
export async function decodeDocuments(data: Bytes, count: number): Promise<Postings> {
  const documents = new Int32Array(count);
  const flags = new Uint8Array(count);
  if (count <= POSITION_BLOCK) {
    await fillBlock(data, documents, flags, -1);
    return { documents, flags, places: null };
  }
  const numbers = new Integers(data);
  const end = numbers.next() + numbers.at;
  const blocks = Math.ceil(count / DOCUMENT_BLOCK);
  const sizes = numbers.take(blocks);
  const steps = numbers.take(blocks);
  const places: number[] = [];
  while (numbers.at < end) places.push(numbers.next());
  let at = end;
  let last = -1;
  const filled = sizes.map((size, block) => {
    const from = block * DOCUMENT_BLOCK;
    const to = Math.min(count, from + DOCUMENT_BLOCK);
    const part = data.subarray(at, at + size);
    const before = last;
    at += size;
    last = (block === 0 ? 0 : last) + (steps[block] ?? 0);
    return fillBlock(part, documents.subarray(from, to), flags.subarray(from, to), before);
  });
  await Promise.all(filled);
  return { documents, flags, places };
}

/** Undo the head of a list: its best postings, in order of id. */
export async function decodeHead(data: Bytes): Promise<Postings> {
  const documents = new Int32Array(HEAD);
  const flags = new Uint8Array(HEAD);
  await fillBlock(data, documents, flags, -1);
  return { documents, flags, places: null };
}

/** Decode a block in place; `before` is the last id of the block before it. */
async function fillBlock(data: Bytes, documents: Int32Array, flags: Uint8Array, before: number): Promise<void> {
  const count = documents.length;
  const raw = count >= RAW_LIMIT ? await inflate(data) : data;
  const gaps = new Integers(raw);
  let last = before;
  for (let at = 0; at < count; at++) {
    last += gaps.next() + 1;
    documents[at] = last;
  }
  flags.set(raw.subarray(raw.length - count));
}

/** Calls `visit` with each posting of a block and each of its positions. */
export async function eachPosition(
  data: Bytes,
  flags: Uint8Array,
  visit: (posting: number, position: number) => void,
): Promise<void> {
  const count = flags.length;
  if (count < RAW_LIMIT) {
    const steps = new Integers(data);
    for (let posting = 0; posting < count; posting++) {
      let position = start(flags[posting] ?? 0);
      for (let step = steps.next(); ; step = steps.next()) {
        position += Math.floor(step / 2);
        visit(posting, position);
        if (step % 2 === 0) break;
      }
    }
    return;
  }
  const raw = await inflate(data);
  const numbers = new Integers(raw);
  const counts = numbers.take(count).map((more) => more + 1);
  const total = counts.reduce((sum, times) => sum + times, 0);
  const low = raw.subarray(numbers.at, numbers.at + total);
  numbers.at += total;
  let at = 0;
  for (let posting = 0; posting < count; posting++) {
    let position = start(flags[posting] ?? 0);
    for (let left = counts[posting] ?? 0; left > 0; left--) {
      position += numbers.next() * 256 + (low[at++] ?? 0);
      visit(posting, position);
    }
  }
}

/** Positions are counted from the title where the term is in it, else from the body. */
function start(flags: number): number {
  return (flags & TITLE) !== 0 ? 0 : BODY;
}
