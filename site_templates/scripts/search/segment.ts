/** One segment of an index, read piece by piece and kept while the page is open. */
import { Integers, compare, fromUtf8, inflate } from "./bytes";
import { POSITION_BLOCK, type Postings, decodeDocuments, decodeHead, eachPosition } from "./postings";
import { type Store, Volume, requestsFor } from "./store";
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

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of positions that are read along with their list. */
const ALONG = 24_576;
/** Bytes of a body that are read at once. */
const TEXT = 32_768;
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

  /** The lists of a family's terms. */
  lists(terms: readonly Term[]): Promise<Postings[]> {
    return Promise.all(terms.map((term) => this.postings(term)));
  }

  /** One list. */
  postings(term: Term): Promise<Postings> {
    return this.once(`list ${term.key}`, async () => {
      return decodeDocuments(await this.volumes.postings.read(...term.documents), term.count);
    });
  }

  /** The best of each list: its head, or all of a list too short to have one. */
  heads(terms: readonly Term[]): Promise<Postings[]> {
    return Promise.all(
      terms.map((term) => {
        if (term.head[1] === 0) return this.postings(term);
        return this.once(`head ${term.key}`, async () => decodeHead(await this.volumes.postings.read(...term.head)));
      }),
    );
  }

  /** Begin to read a term's list and its positions, which lie beside it, unless they are many. */
  ahead(term: Term): void {
    const read: Promise<unknown>[] = [this.postings(term)];
    if (term.positions[1] <= ALONG) read.push(this.allPositions(term));
    Promise.all(read).catch(() => undefined); // whoever needs them reads them again, and is told
  }

  /** Begin to read what filters and their counts need. */
  columnsAhead(fields: readonly ("kind" | "department")[]): void {
    const read = fields.flatMap((field): Promise<unknown>[] => [this.names(field), this.column(field)]);
    Promise.all(read).catch(() => undefined);
  }

  private allPositions(term: Term): Promise<Bytes> {
    return this.once(`positions ${term.key}`, () => this.volumes.postings.read(...term.positions));
  }

  /** Visit the positions of the postings at some places (sorted) of a term's list. */
  async positions(term: Term, rows: readonly number[], visit: (row: number, position: number) => void): Promise<void> {
    const postings = await this.postings(term);
    const [address, length] = term.positions;
    const sizes = postings.places ?? [length];
    const starts = [0];
    for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
    const wanted = new Set(rows);
    const blocks = new Set(rows.map((row) => Math.floor(row / POSITION_BLOCK)));
    const read = async (block: number): Promise<void> => {
      const begin = starts[block] ?? 0;
      const size = sizes[block] ?? 0;
      const one = (): Promise<Bytes> => this.volumes.postings.read(address + begin, size);
      const data =
        length <= ALONG
          ? (await this.allPositions(term)).subarray(begin, begin + size)
          : await this.once(`positions ${term.key} ${block}`, one);
      const from = block * POSITION_BLOCK;
      await eachPosition(data, postings.flags.subarray(from, from + POSITION_BLOCK), (posting, position) => {
        if (wanted.has(from + posting)) visit(from + posting, position);
      });
    };
    await Promise.all([...blocks].map((block) => read(block)));
  }

  /** How many of the first of some documents have cards that so many requests read, none less than `least`. */
  within(documents: readonly number[], requests: number, least: number): number {
    const [perPage, size] = this.entry.cards;
    let count = documents.length;
    for (; count > least; count--) {
      const pages = new Set(documents.slice(0, count).map((document) => Math.floor(document / perPage)));
      const unread = [...pages].filter((at) => !this.kept.has(`page ${at}`));
      if (requestsFor(unread.map((at) => ({ start: at * size, length: size }))) <= requests) break;
    }
    return count;
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

  /** The pieces of a body that is kept elsewhere than in its card, one after the other. */
  async *texts(place: readonly number[]): AsyncGenerator<string> {
    let [address = 0] = place;
    const pieces: Place[] = place.slice(1).map((size) => [(address += size) - size, size]);
    while (pieces.length > 0) {
      let size = 0;
      const many = pieces.findIndex((piece) => (size += piece[1]) > TEXT);
      const group = pieces.splice(0, many < 0 ? pieces.length : Math.max(1, many));
      const texts = group.map((piece) => this.piece(piece));
      for (const text of await Promise.all(texts)) yield text;
    }
  }

  private piece(place: Place): Promise<string> {
    return this.once(`text ${place[0]}`, async () => fromUtf8(await inflate(await this.volumes.text.read(...place))));
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
