/** Searches an index at an address: the same files and the same hits as search_index in Python. */
import { fromUtf8 } from "./bytes";
import { period } from "./dates";
import { FoldingTable, isAscii } from "./foldtable";
import { type Wanted, around, marks, wanted } from "./highlight";
import { AS_FOLDED, EXACT, type Match, best, keep, rarity, scaled, weighed } from "./matches";
import { Matcher } from "./matching";
import type { Counts, Facets, Hit, Marked, Note, Options, Results, Tier } from "./model";
import { FOLDED, HEAD } from "./postings";
import { type Query, parse } from "./query";
import { type Card, Segment, type SegmentEntry } from "./segment";
import { stem } from "./stem";
import { type Fetch, Store } from "./store";
import { type Family, wordOf } from "./terms";
import { termsOf } from "./tree";
import { units } from "./units";

const TIERS: readonly Tier[] = ["exact", "folded", "stem", "prefix"];
const SHOWN_FACETS = 100;
const FORMAT = "daylight-search";
const VERSION = 2;
const LIMIT = 20;
const STEM_TIER = 2;
/** Results that are shown however many requests they take. */
const LEAST = 3;

interface Entry {
  format: string;
  version: number;
  fold: readonly [name: string, size: number];
  /** Many documents have traditional characters: to show results for others than ASCII, the table is needed. */
  mixed: boolean;
  segments: readonly SegmentEntry[];
}

type Passes = (at: number) => boolean;
type Filters = Readonly<Record<"kind" | "department" | "dates", Passes | null>>;

export class SearchIndex {
  private constructor(
    private readonly store: Store,
    private readonly segment: Segment,
    private readonly table: FoldingTable,
    private readonly mixed: boolean,
  ) {}

  /** Open the index at an address that ends with a slash, to search for some text first. Throws when there is none. */
  static async open(base: string, text = "", get: Fetch = (address, init) => fetch(address, init)): Promise<SearchIndex> {
    const store = new Store(base, get);
    const folding = new FoldingTable(store);
    const [entry] = await Promise.all([store.whole("index.json"), folding.ahead(text)]);
    const { format, version, fold, mixed, segments } = JSON.parse(fromUtf8(entry)) as Entry;
    const [first] = segments;
    if (format !== FORMAT || version !== VERSION || first === undefined) throw new Error("another format");
    folding.use(fold[0]);
    return new SearchIndex(store, new Segment(store, first), folding, mixed);
  }

  /** How many requests were made. */
  get requests(): number {
    return this.store.requests;
  }

  get documents(): number {
    return this.segment.documents;
  }

  /** Bytes that counting facets reads for a first time, postings aside. */
  get facetBytes(): number {
    return this.segment.facetBytes;
  }

  /** Find documents. Any query is answered; notes say how it was understood where that is not plain. */
  async search(text: string, options: Options = {}): Promise<Results> {
    const { sort = "relevance", limit = LIMIT, offset = 0 } = options;
    const query = parse(text, await this.table.folding([text]));
    if (this.mixed && !isAscii(text)) this.tableAhead();
    const quick = await this.quick(query, options);
    if (quick !== null) {
      const hits = await this.hits(top(quick.match, offset, limit, false), query, text, options);
      return { total: quick.total, exact: true, hits, notes: query.notes, facets: null };
    }
    this.readAhead(options);
    const matcher = new Matcher(this.segment, (texts) => this.table.folding(texts));
    const found = await matcher.match(query);
    const notes = [...query.notes, ...matcher.notes.splice(0)];
    const filters = await this.filters(matcher, found, options, notes);
    const kept = keep(found, (at) => passesAll(filters, at));
    const byDate = sort === "date" || query.root === null;
    const chosen = top(kept, offset, limit, byDate);
    const hits = await this.hits(chosen, query, text, options);
    const facets = options.facets === true ? await this.facets(found, filters) : null;
    return { total: kept.documents.length, exact: true, hits, notes: distinct([...notes, ...matcher.notes]), facets };
  }

  /** Begin to read what counting facets needs, postings aside. */
  facetsAhead(): void {
    this.segment.columnsAhead(["kind", "department"]);
  }

  /** Begin to read what the filters need while the words are looked up. */
  private readAhead(options: Options): void {
    const fields = (["kind", "department"] as const).filter((field) => options.facets === true || options[field]?.length);
    this.segment.columnsAhead(fields);
    if (options.since || options.until) this.segment.days().catch(() => undefined);
  }

  /** The passage of a hit's body that matches, where bodies are kept; else what the hit shows already. */
  async passage(hit: Hit, text: string): Promise<Marked> {
    const lookedFor = wanted(parse(text, this.table.known).root);
    let beginning: string | null = null;
    for await (const piece of this.segment.texts(hit.text)) {
      if (!isAscii(text)) await this.table.folding([piece]);
      const spans = marks(piece, lookedFor, this.table.known);
      if (spans.length > 0) return around(piece, spans);
      beginning ??= piece;
    }
    return beginning === null ? hit.snippet : around(beginning, []);
  }

  /** One word, or two Han characters, and nothing else asked: answered from the heads of the lists alone. */
  private async quick(query: Query, options: Options): Promise<{ match: Match; total: number } | null> {
    const { sort = "relevance", limit = LIMIT, offset = 0 } = options;
    const { root } = query;
    const filtered = (options.kind ?? []).length + (options.department ?? []).length > 0;
    if (root === null || options.facets === true || filtered || options.since || options.until) return null;
    if (sort !== "relevance" || offset + limit > HEAD || root.is === "prefix") return null;
    if ((root.is !== "word" && root.is !== "phrase") || root.title || root.changed) return null;
    const family = root.is === "phrase" ? await this.single(termsOf(root)) : await this.segment.family(stem(root.text));
    const { terms, union } = family;
    const [only] = terms;
    if (only === undefined || !terms.some((term) => term.head[1] > 0)) return null;
    const heads = await this.segment.heads(terms);
    const parts = terms.map((term, at) => {
      const exact = root.is === "phrase" || wordOf(term.key) === root.text;
      return weighed(heads[at], exact ? EXACT : STEM_TIER, false, false);
    });
    const count = terms.reduce((sum, term) => sum + term.count, 0);
    const total = terms.length === 1 ? only.count : union;
    if (total === null) return null;
    const match = scaled(best(parts), rarity(this.documents, count));
    // A head has the best by title and impact. Where some are worth less, being written otherwise, the best are so only
    // if they are none of those: no other posting of their list is worth more then.
    const folded = heads.some((head) => head.flags.some((flag) => (flag & FOLDED) !== 0));
    if (folded && (terms.length > 1 || top(match, offset, limit, false).tiers.includes(AS_FOLDED))) return null;
    return { match, total };
  }

  private async single(tokens: readonly { token: string }[]): Promise<Family> {
    const [only] = tokens;
    const term = only !== undefined && tokens.length === 1 ? await this.segment.term(only.token) : null;
    return { terms: term === null ? [] : [term], union: null };
  }

  private async filters(matcher: Matcher, found: Match, options: Options, notes: Note[]): Promise<Filters> {
    const kind = await this.valueFilter(matcher, found, "kind", options.kind);
    const department = await this.valueFilter(matcher, found, "department", options.department);
    const since = day(options.since, 0, notes);
    const until = day(options.until, 1, notes);
    let dates: Passes | null = null;
    if (since !== null || until !== null) {
      const [first, last] = await matcher.days(since, until);
      dates = (at) => (found.documents[at] ?? -1) >= first && (found.documents[at] ?? last) < last;
    }
    return { kind, department, dates };
  }

  private async valueFilter(
    matcher: Matcher,
    found: Match,
    field: "kind" | "department",
    values: readonly string[] | undefined,
  ): Promise<Passes | null> {
    if (values === undefined || values.length === 0) return null;
    const codes = new Set((await Promise.all(values.map((value) => matcher.codes(field, value)))).flat());
    const column = await this.segment.column(field);
    return (at) => codes.has(column[found.documents[at] ?? -1] ?? -1);
  }

  private async hits(chosen: Match, query: Query, text: string, options: Options): Promise<Hit[]> {
    const { documents, tiers } = chosen;
    if (tiers.includes(AS_FOLDED)) this.tableAhead();
    const most = options.requests ?? Infinity;
    const shown = documents.slice(0, this.segment.within(documents, most - this.requests, LEAST));
    const cards = await Promise.all(shown.map((document) => this.segment.card(document)));
    // Without room for the table, what is written in traditional characters is shown, but not marked.
    if (!isAscii(text) && (this.requests < most || this.table.isAsked)) await this.table.folding(cards.flatMap(textsOf));
    const lookedFor = wanted(query.root);
    const hits = cards.map((card, at) => this.hit(card, at, chosen, lookedFor));
    const lift = (options.offset ?? 0) === 0 && options.sort !== "date" && query.whole !== null;
    return lift ? this.sameTitleFirst(hits, text) : hits;
  }

  private tableAhead(): void {
    this.table.load().catch(() => undefined); // whoever needs it is told
  }

  private hit(card: Card, at: number, chosen: Match, lookedFor: readonly Wanted[]): Hit {
    const [id, title, titles, url, date, kind, department, lead, text] = card;
    return {
      id,
      kind,
      title,
      titles,
      url,
      date: date === "" ? null : date,
      department,
      score: chosen.scores[at] ?? 0,
      tier: TIERS[chosen.tiers[at] ?? 0] ?? "exact",
      titleMarks: this.marked(title, lookedFor),
      snippet: around(lead, this.marked(lead, lookedFor)),
      text,
    };
  }

  private marked(text: string, lookedFor: readonly Wanted[]): Hit["titleMarks"] {
    return marks(text, lookedFor, this.table.known);
  }

  /** Where a query matches any text, such as a title in another language. */
  marks(text: string, query: string): Hit["titleMarks"] {
    return this.marked(text, wanted(parse(query, this.table.known).root));
  }

  /** Hits whose title is the query come first, with a score that says so. */
  private sameTitleFirst(hits: readonly Hit[], text: string): Hit[] {
    const asked = this.essence(text);
    const most = hits.reduce((score, hit) => Math.max(score, hit.score), 0);
    const lifted = hits.map((hit) => {
      const same = [hit.title, ...Object.values(hit.titles)].some((title) => this.essence(title) === asked);
      return same ? { ...hit, score: hit.score + most } : hit;
    });
    return lifted.sort((a, b) => b.score - a.score);
  }

  private essence(text: string): string {
    const spelled = units(text, this.table.known).filter((unit) => unit.kind !== "punctuation");
    return spelled.map((unit) => unit.text).join(" ");
  }

  private async facets(found: Match, filters: Filters): Promise<Facets> {
    const [kind, department] = await Promise.all([
      this.counts("kind", found, filters),
      this.counts("department", found, filters),
    ]);
    const documents = found.documents.filter((_, at) => passesAll(filters, at, "dates"));
    return { kind, department, year: this.years(documents) };
  }

  private async counts(field: "kind" | "department", found: Match, filters: Filters): Promise<Counts> {
    const [names, column] = await Promise.all([this.segment.names(field), this.segment.column(field)]);
    const counts = names.map(() => 0);
    found.documents.forEach((document, at) => {
      const code = column[document] ?? 0;
      if (passesAll(filters, at, field)) counts[code] = (counts[code] ?? 0) + 1;
    });
    const held = names.map((name, code): [string, number] => [name, counts[code] ?? 0]).filter(([, count]) => count > 0);
    return held.sort((a, b) => b[1] - a[1]).slice(0, SHOWN_FACETS);
  }

  private years(documents: readonly number[]): Counts {
    const counts: [string, number][] = [];
    let end = 0;
    let at = 0;
    for (const [year, held] of this.segment.years) {
      end += held;
      const before = at;
      while (at < documents.length && (documents[at] ?? 0) < end) at++;
      if (at > before) counts.push([year, at - before]);
    }
    return counts;
  }
}

function passesAll(filters: Filters, at: number, leftOut?: keyof Filters): boolean {
  const names = ["kind", "department", "dates"] as const;
  return names.every((name) => name === leftOut || (filters[name]?.(at) ?? true));
}

function textsOf([, title, titles, , , , , lead]: Card): string[] {
  return [title, ...Object.values(titles), lead];
}

function day(text: string | undefined, which: 0 | 1, notes: Note[]): number | null {
  if (text === undefined || text === "") return null;
  const days = period(text);
  if (days === null) notes.push({ code: "bad-date", value: text });
  return days === null ? null : days[which];
}

/** The hits to show: best first, newest among equals; or newest first. */
function top(found: Match, offset: number, limit: number, byDate: boolean): Match {
  const places = found.documents.map((_, at) => at);
  if (!byDate) places.sort((a, b) => (found.scores[b] ?? 0) - (found.scores[a] ?? 0) || a - b);
  const chosen = places.slice(offset, offset + limit);
  return {
    documents: chosen.map((at) => found.documents[at] ?? 0),
    scores: chosen.map((at) => found.scores[at] ?? 0),
    tiers: chosen.map((at) => found.tiers[at] ?? 0),
  };
}

function distinct(notes: readonly Note[]): Note[] {
  const kept = new Map(notes.map((note) => [`${note.code} ${note.value}`, note]));
  return [...kept.values()];
}
