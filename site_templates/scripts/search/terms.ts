/** The dictionary: sorted terms in compressed shards, and a root that says which shard to read. */
import { Integers, compare, fromBase64, fromUtf8, inflate } from "./bytes";
import { stem } from "./stem";

export type Place = readonly [address: number, length: number];

/** One term: how many documents have it, and where its head, documents and positions lie. */
export interface Term {
  key: string;
  count: number;
  head: Place;
  documents: Place;
  positions: Place;
}

/** The key of a term: a word is filed under its stem, with what to take off and what to add. */
export function keyOf(word: string): string {
  const root = stem(word);
  if (root === word) return word;
  let shared = 0;
  while (shared < root.length && root[shared] === word[shared]) shared++;
  return root + String.fromCharCode(1 + root.length - shared) + word.slice(shared);
}

function control(key: string): number {
  for (let at = 0; at < key.length; at++) if (key.charCodeAt(at) < 32) return at;
  return -1;
}

/** The stem a key is filed under. */
export function familyOf(key: string): string {
  const at = control(key);
  return at < 0 ? key : key.slice(0, at);
}

/** The term that has a key. */
export function wordOf(key: string): string {
  const at = control(key);
  return at < 0 ? key : key.slice(0, at - key.charCodeAt(at) + 1) + key.slice(at + 1);
}

function decodeKeys(shared: readonly number[], sizes: readonly number[], data: Uint8Array): string[] {
  const longest = sizes.reduce((most, size, at) => Math.max(most, size + (shared[at] ?? 0)), 0);
  const spelled = new Uint8Array(longest);
  let from = 0;
  return sizes.map((size, at) => {
    const begin = shared[at] ?? 0;
    spelled.set(data.subarray(from, from + size), begin);
    from += size;
    return fromUtf8(spelled.subarray(0, begin + size));
  });
}

/** The first place in sorted texts that is not before `wanted`. */
function lowerBound(sorted: readonly string[], wanted: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] ?? "", wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Family {
  terms: Term[];
  /** How many documents have any of the terms, where that was counted. */
  union: number | null;
}

export class Shard {
  private constructor(
    private readonly keys: readonly string[],
    private readonly terms: readonly Term[],
    private readonly unions: ReadonlyMap<number, number>,
  ) {}

  static async decode(data: Uint8Array<ArrayBuffer>): Promise<Shard> {
    const raw = await inflate(data);
    const numbers = new Integers(raw);
    const count = numbers.next();
    const base = numbers.next();
    const shared = numbers.take(count);
    const sizes = numbers.take(count);
    const counts = numbers.take(count);
    const documents = numbers.take(count);
    const positions = numbers.take(count);
    const heads = numbers.take(count);
    const pairs = numbers.take(2 * numbers.next());
    const unions = new Map<number, number>();
    for (let at = 0; at < pairs.length; at += 2) unions.set(pairs[at] ?? 0, pairs[at + 1] ?? 0);
    const keys = decodeKeys(shared, sizes, raw.subarray(numbers.at));
    return new Shard(keys, layOut(keys, counts, base, [heads, documents, positions]), unions);
  }

  family(root: string): Family {
    const first = lowerBound(this.keys, root);
    const terms: Term[] = [];
    for (let at = first; at < this.keys.length && familyOf(this.keys[at] ?? "") === root; at++) {
      const term = this.terms[at];
      if (term !== undefined && term.count > 0) terms.push(term);
    }
    const held = first < this.keys.length && familyOf(this.keys[first] ?? "") === root;
    return { terms, union: held ? (this.unions.get(first) ?? null) : null };
  }

  /** Words whose key begins with a prefix. */
  wordsFrom(prefix: string): string[] {
    const words: string[] = [];
    for (let at = lowerBound(this.keys, prefix); this.keys[at]?.startsWith(prefix) === true; at++) {
      words.push(wordOf(this.keys[at] ?? ""));
    }
    return words;
  }
}

/** Terms with their addresses: family by family, all heads, then all documents, then all positions. */
function layOut(
  keys: readonly string[],
  counts: readonly number[],
  base: number,
  sizes: readonly [number[], number[], number[]],
): Term[] {
  const terms: Term[] = [];
  let address = base;
  let first = 0;
  while (first < keys.length) {
    const family = familyOf(keys[first] ?? "");
    let last = first + 1;
    while (last < keys.length && familyOf(keys[last] ?? "") === family) last++;
    const places = sizes.map((column) => {
      const part: Place[] = [];
      for (let at = first; at < last; at++) {
        const size = column[at] ?? 0;
        part.push([address, size]);
        address += size;
      }
      return part;
    });
    const none: Place = [0, 0];
    for (let at = first; at < last; at++) {
      const [head = none, documents = none, positions = none] = places.map((part) => part[at - first]);
      terms.push({ key: keys[at] ?? "", count: counts[at] ?? 0, head, documents, positions });
    }
    first = last;
  }
  return terms;
}

/** First family and place of every shard. */
export class Root {
  private constructor(
    readonly firsts: readonly string[],
    readonly places: readonly Place[],
  ) {}

  static async decode(text: string): Promise<Root> {
    const raw = await inflate(fromBase64(text));
    const numbers = new Integers(raw);
    const count = numbers.next();
    const shared = numbers.take(count);
    const suffixes = numbers.take(count);
    const sizes = numbers.take(count);
    let address = 0;
    const places = sizes.map((size): Place => {
      address += size;
      return [address - size, size];
    });
    return new Root(decodeKeys(shared, suffixes, raw.subarray(numbers.at)), places);
  }

  /** The shard that holds a family, if any does; -1 if not. */
  shard(root: string): number {
    const at = lowerBound(this.firsts, root);
    return this.firsts[at] === root ? at : at - 1;
  }
}
