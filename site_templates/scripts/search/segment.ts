/** One segment of an index, read piece by piece and kept while the page is open. */
import { Integers, compare, fromUtf8, inflate } from "./bytes";
import { POSITION_BLOCK, type Postings, decodeDocuments, decodeHead, eachPosition } from "./postings";
import { type Store, Volume } from "./store";
import { type Family, Root, Shard, type Term, familyOf, keyOf } from "./terms";

type Place = readonly [address: number, length: number];

interface ColumnEntry {
  values: number;
  width: number;
  names: Place;
  counts: Place;
  span: Place;
}

/** What the entry file says about a segment. */
export interface SegmentEntry {
  documents: number;
  root: string;
  cards: readonly [perPage: number, size: number];
  facets: {
    kind: ColumnEntry;
    department: ColumnEntry;
    date: { dated: number; years: readonly (readonly [string, number])[]; span: Place };
  };
  volumes: Readonly<Record<"terms" | "postings" | "cards" | "columns" | "text", readonly (readonly [string, number])[]>>;
}

/** One result as stored. */
export type Card = readonly [
  id: string,
  title: string,
  titles: Readonly<Record<string, string>>,
  url: string,
  date: string,
  kind: string,
  department: string,
  lead: string,
  text: readonly number[],
];

const GAP = 4096;
const ELSEWHERE = 0xffff;

export class Segment {
  private readonly kept = new Map<string, Promise<unknown>>();
  private readonly volumes: Readonly<Record<"terms" | "postings" | "cards" | "columns" | "text", Volume>>;

  constructor(
    store: Store,
    private readonly entry: SegmentEntry,
  ) {
    const volume = (name: keyof SegmentEntry["volumes"]): Volume => new Volume(store, entry.volumes[name]);
    this.volumes = {
      terms: volume("terms"),
      postings: volume("postings"),
      cards: volume("cards"),
      columns: volume("columns"),
      text: volume("text"),
    };
  }

  get documents(): number {
    return this.entry.documents;
  }

  get years(): readonly (readonly [string, number])[] {
    return this.entry.facets.date.years;
  }

  /** Bytes that counting facets reads for a first time, postings aside. */
  get facetBytes(): number {
    const { kind, department } = this.entry.facets;
    return kind.span[1] + kind.names[1] + department.span[1] + department.names[1];
  }

  /** Do something once, and give the same answer ever after; a failure may be tried again. */
  private once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const before = this.kept.get(key) as Promise<T> | undefined;
    if (before !== undefined) return before;
    const made = make();
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    return made;
  }

  private root(): Promise<Root> {
    return this.once("root", () => Root.decode(this.entry.root));
  }

  private async shard(at: number): Promise<Shard> {
    const place = (await this.root()).places[at] ?? [0, 0];
    return this.once(`shard ${at}`, async () => Shard.decode(await this.volumes.terms.read(...place)));
  }

  /** The terms filed under a stem. */
  async family(stem: string): Promise<Family> {
    const at = (await this.root()).shard(stem);
    return at < 0 ? { terms: [], union: null } : (await this.shard(at)).family(stem);
  }

  /** One term exactly. */
  async term(token: string): Promise<Term | null> {
    const key = keyOf(token);
    const { terms } = await this.family(familyOf(key));
    return terms.find((term) => term.key === key) ?? null;
  }

  /** Words that begin with a prefix, at most `limit`, and whether there were more. */
  async beginning(prefix: string, limit: number): Promise<{ terms: Term[]; more: boolean }> {
    const root = await this.root();
    const wanted: number[] = [];
    const first = Math.max(0, root.shard(prefix));
    for (let at = first; at < root.firsts.length; at++) {
      if (at > first && root.firsts[at]?.startsWith(prefix) !== true) break;
      wanted.push(at);
    }
    const shards = await Promise.all(wanted.map((at) => this.shard(at)));
    const words = new Set(shards.flatMap((shard) => shard.wordsFrom(prefix)).filter((word) => word.startsWith(prefix)));
    const chosen = [...words].sort(compare);
    const terms = await Promise.all(chosen.slice(0, limit).map((word) => this.term(word)));
    return { terms: terms.filter((term) => term !== null), more: chosen.length > limit };
  }

  /** The lists of a family's terms: they lie side by side, and are read at once. */
  async lists(terms: readonly Term[]): Promise<Postings[]> {
    const [first, last] = [terms[0], terms.at(-1)];
    if (first === undefined || last === undefined) return [];
    const begin = first.documents[0];
    const end = last.documents[0] + last.documents[1];
    const size = terms.reduce((sum, term) => sum + term.documents[1], 0);
    if (terms.length === 1 || end - begin > size) return Promise.all(terms.map((term) => this.postings(term)));
    const data = this.once(`lists ${begin}`, () => this.volumes.postings.read(begin, end - begin));
    return Promise.all(terms.map((term) => this.postings(term, data.then((bytes) => slice(bytes, term.documents, begin)))));
  }

  /** One list. */
  postings(term: Term, data?: Promise<Uint8Array<ArrayBuffer>>): Promise<Postings> {
    return this.once(`list ${term.key}`, async () => {
      return decodeDocuments(await (data ?? this.volumes.postings.read(...term.documents)), term.count);
    });
  }

  /** The best of each list: its head, or all of a list too short to have one. */
  async heads(terms: readonly Term[]): Promise<Postings[]> {
    const withHead = terms.filter((term) => term.head[1] > 0);
    const [first, last] = [withHead[0], withHead.at(-1)];
    if (first === undefined || last === undefined) return this.lists(terms);
    const begin = first.head[0];
    const end = last.head[0] + last.head[1];
    const data = this.once(`heads ${begin}`, () => this.volumes.postings.read(begin, end - begin));
    return Promise.all(
      terms.map(async (term) => {
        return term.head[1] > 0 ? decodeHead(slice(await data, term.head, begin)) : this.postings(term);
      }),
    );
  }

  /** Visit the positions of the postings at some places (sorted) of a term's list. */
  async positions(term: Term, rows: readonly number[], visit: (row: number, position: number) => void): Promise<void> {
    const postings = await this.postings(term);
    const [address, length] = term.positions;
    const sizes = postings.places ?? [length];
    const starts = [0];
    for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
    const wanted = new Set(rows);
    const needed = [...new Set(rows.map((row) => Math.floor(row / POSITION_BLOCK)))].sort((a, b) => a - b);
    const read = runs(needed, starts).map(async ([first, last]) => {
      const begin = starts[first] ?? 0;
      const size = (starts[last + 1] ?? 0) - begin;
      const key = `positions ${term.key} ${first} ${last}`;
      const data = await this.once(key, () => this.volumes.postings.read(address + begin, size));
      for (let block = first; block <= last; block++) {
        const from = block * POSITION_BLOCK;
        const flags = postings.flags.subarray(from, from + POSITION_BLOCK);
        const place: Place = [starts[block] ?? 0, sizes[block] ?? 0];
        await eachPosition(slice(data, place, begin), flags, (posting, position) => {
          if (wanted.has(from + posting)) visit(from + posting, position);
        });
      }
    });
    await Promise.all(read);
  }

  /** What a result shows. */
  async card(document: number): Promise<Card> {
    const [perPage, size] = this.entry.cards;
    const at = Math.floor(document / perPage);
    const page = await this.once(`page ${at}`, async () => {
      const data = await this.volumes.cards.read(at * size, size);
      const held = (data[0] ?? 0) + 256 * (data[1] ?? 0);
      if (held !== ELSEWHERE) return JSON.parse(fromUtf8(await inflate(data.subarray(2, 2 + held)))) as Card[];
      const numbers = new Integers(data, 2);
      const elsewhere = await this.volumes.cards.read(numbers.next(), numbers.next());
      return JSON.parse(fromUtf8(await inflate(elsewhere))) as Card[];
    });
    const card = page[document % perPage];
    if (card === undefined) throw new Error("the index is damaged");
    return card;
  }

  /** The pieces of a body, one after the other. */
  async *texts(place: readonly number[]): AsyncGenerator<string> {
    let [address = 0] = place;
    const at = place[1] ?? 0;
    for (const size of place.slice(2)) {
      const from = address;
      const pieces = await this.once(`text ${from}`, async () => {
        return fromUtf8(await inflate(await this.volumes.text.read(from, size))).split("\0");
      });
      yield pieces[at] ?? "";
      address += size;
    }
  }

  /** The code of each document's kind or department. */
  column(field: "kind" | "department"): Promise<Uint8Array | Uint16Array | Uint32Array> {
    return this.once(`column ${field}`, async () => {
      const { span, width } = this.entry.facets[field];
      const raw = await inflate(await this.volumes.columns.read(...span));
      if (width === 1) return raw;
      return width === 2 ? new Uint16Array(raw.buffer) : new Uint32Array(raw.buffer);
    });
  }

  /** The values of kind or department, most frequent first. */
  names(field: "kind" | "department"): Promise<string[]> {
    return this.once(`names ${field}`, async () => {
      const { names, values } = this.entry.facets[field];
      return fromUtf8(await inflate(await this.volumes.columns.read(...names)))
        .split("\n")
        .slice(0, values);
    });
  }

  /** The days of the dated documents, newest first; the others follow them. */
  days(): Promise<number[]> {
    return this.once("days", async () => {
      const { dated, span } = this.entry.facets.date;
      const numbers = new Integers(await inflate(await this.volumes.columns.read(...span)));
      let day = 0;
      return numbers.take(dated).map((step, at) => (day = at === 0 ? step : day - step));
    });
  }
}

function slice(data: Uint8Array<ArrayBuffer>, place: Place, begin: number): Uint8Array<ArrayBuffer> {
  return data.subarray(place[0] - begin, place[0] - begin + place[1]);
}

/** Blocks to be read together: first and last of each run. */
function runs(blocks: readonly number[], starts: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (last !== undefined && (starts[block] ?? 0) - (starts[last[1] + 1] ?? 0) <= GAP) last[1] = block;
    else found.push([block, block]);
  }
  return found;
}
