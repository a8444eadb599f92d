/** Which documents match a query, how well, and in which tier. */
import type { Folding } from "./folding";
import {
  AS_FOLDED,
  EXACT,
  FACTORS,
  type Ids,
  type Match,
  PREFIX,
  STEM,
  TITLE_WEIGHT,
  best,
  firstWhere,
  flagsOf,
  intersection,
  keep,
  pick,
  range,
  rarity,
  rowsOf,
  scaled,
  union,
  unweighed,
  weighed,
} from "./matches";
import type { Note } from "./model";
import { BODY, FOLDED, type Postings } from "./postings";
import type { Query } from "./query";
import type { Segment } from "./segment";
import { stem } from "./stem";
import { type Term, wordOf } from "./terms";
import { type All, type Any, type Dates, type Node, type Phrase, type Value, type Word, pieces, termsOf } from "./tree";

const START_WEIGHT = 20;
const NUMBER_WEIGHT = 400;
const PREFIX_LIMIT = 512;
const WHOLE_BYTES = 32_768;
const NUMBER_MARK = "№";
/** Document and position as one number. */
const POSITIONS = 2 ** 32;

/** A term's place in a phrase. */
interface Placed {
  term: Term;
  at: number;
}

interface Aligned {
  documents: number[];
  starts: number[];
}

export class Matcher {
  readonly notes: Note[] = [];
  constructor(
    private readonly segment: Segment,
    private readonly foldingFor: (texts: readonly string[]) => Promise<Folding>,
  ) {}

  /** All documents that match. */
  async match(query: Query): Promise<Match> {
    if (query.root === null) return this.everything();
    const whole = query.whole === null ? null : this.placedTogether(query.whole);
    const found = await this.node(query.root);
    return whole === null ? found : this.whole(await whole, found);
  }

  private everything(): Match {
    return unweighed(range(0, this.segment.documents));
  }

  private node(node: Node): Promise<Match> {
    switch (node.is) {
      case "word":
        return this.word(node);
      case "prefix":
        return this.prefix(node);
      case "phrase":
        return this.phrase(node);
      case "value":
        return this.value(node);
      case "dates":
        return this.dates(node);
      case "all":
        return this.all(node);
      case "any":
        return this.any(node);
    }
  }

  private async word(node: Word): Promise<Match> {
    const { terms } = await this.segment.family(stem(node.text));
    return this.anyTerm(terms, await this.segment.lists(terms), STEM, node);
  }

  private async prefix(node: Word): Promise<Match> {
    const { terms, more } = await this.segment.beginning(node.text, PREFIX_LIMIT);
    if (more) this.notes.push({ code: "prefix-many", value: node.text });
    const lists = await Promise.all(terms.map((term) => this.segment.postings(term)));
    return this.anyTerm(terms, lists, PREFIX, node);
  }

  /** Documents with any of the terms; the best of each counts. */
  private anyTerm(terms: readonly Term[], lists: readonly Postings[], tier: number, node: Word): Match {
    if (terms.length === 0) return unweighed([]);
    const parts = terms.map((term, at) => {
      const own = wordOf(term.key) === node.text ? EXACT : tier;
      return weighed(lists[at], own, node.changed, node.title);
    });
    const count = terms.reduce((sum, term) => sum + term.count, 0);
    return scaled(best(parts), rarity(this.segment.documents, count));
  }

  private async phrase(node: Phrase): Promise<Match> {
    const found = await this.strictPhrase(node);
    if (found.documents.length > 0 || !node.loose) return found;
    const parts = pieces(node);
    if (parts.length < 2) return found;
    const loose = await this.all({ is: "all", items: parts, without: [] });
    if (loose.documents.length > 0) this.notes.push({ code: "relaxed", value: "" });
    return loose;
  }

  private async placed(phrase: Phrase): Promise<Placed[] | null> {
    const tokens = termsOf(phrase);
    const terms = await Promise.all(tokens.map(({ token }) => this.segment.term(token)));
    const placed: Placed[] = [];
    terms.forEach((term, which) => {
      if (term !== null) placed.push({ term, at: tokens[which]?.at ?? 0 });
    });
    return placed.length < tokens.length ? null : placed;
  }

  private async strictPhrase(node: Phrase): Promise<Match> {
    const placed = await this.placed(node);
    const [only, second] = placed ?? [];
    if (placed === null || only === undefined) return unweighed([]);
    const total = this.segment.documents;
    if (second !== undefined) for (const { term } of placed) this.segment.ahead(term);
    if (second === undefined) {
      const part = weighed(await this.segment.postings(only.term), EXACT, node.changed, node.title);
      return scaled(part, rarity(total, part.documents.length));
    }
    let { documents, starts } = await this.aligned(placed, null);
    if (node.title) {
      documents = documents.filter((_, at) => (starts[at] ?? 0) < BODY);
      starts = starts.filter((start) => start < BODY);
    }
    const rare = rarity(total, documents.length);
    const flags = await Promise.all(placed.map(async ({ term }) => flagsOf(await this.segment.postings(term), documents)));
    const match: Match = { documents, scores: [], tiers: [] };
    documents.forEach((_, at) => {
      const mine = flags.map((column) => column[at] ?? 0);
      const impact = Math.min(...mine.map((flag) => flag & 7));
      const folded = mine.some((flag) => (flag & FOLDED) !== 0);
      const tier = folded === node.changed ? EXACT : AS_FOLDED;
      const start = starts[at] ?? BODY;
      const lift = (start < BODY ? TITLE_WEIGHT : 0) + (start <= 1 ? START_WEIGHT : 0);
      match.scores.push(((4 + impact) * FACTORS[tier] + lift) * rare);
      match.tiers.push(tier);
    });
    return match;
  }

  /** Documents where terms stand at their places, and where the first stands first. */
  private async aligned(placed: readonly Placed[], within: readonly number[] | null): Promise<Aligned> {
    const every = await Promise.all(placed.map(({ term }) => this.segment.postings(term)));
    const order = placed.map((_, at) => at).sort((a, b) => (placed[a]?.term.count ?? 0) - (placed[b]?.term.count ?? 0) || a - b);
    let common: Ids = within ?? every[order[0] ?? 0]?.documents ?? [];
    for (const at of order) common = intersection(common, every[at]?.documents ?? []);
    if (common.length === 0) return { documents: [], starts: [] };
    const spots = await Promise.all(placed.map(({ term, at }, which) => this.spots(term, at, every[which], common)));
    let kept: number[] | null = null;
    for (const found of spots) {
      const among: Set<number> | null = kept === null ? null : new Set(kept);
      kept = among === null ? found : found.filter((spot) => among.has(spot));
    }
    const documents: number[] = [];
    const starts: number[] = [];
    for (const spot of (kept ?? []).sort((a, b) => a - b)) {
      const document = Math.floor(spot / POSITIONS);
      if (documents.at(-1) === document) continue;
      documents.push(document);
      starts.push(spot - document * POSITIONS);
    }
    return { documents, starts };
  }

  /** Where a phrase would begin, judging by one of its terms: document and position as one number. */
  private async spots(
    term: Term,
    at: number,
    postings: Postings | undefined,
    documents: Ids,
  ): Promise<number[]> {
    const found: number[] = [];
    const ids = postings?.documents ?? new Int32Array(0);
    await this.segment.positions(term, rowsOf(ids, documents), (row, position) => {
      found.push((ids[row] ?? 0) * POSITIONS + position - at);
    });
    return found;
  }

  private async value(node: Value): Promise<Match> {
    if (node.field === "number") {
      const term = await this.segment.term(NUMBER_MARK + node.text);
      if (term === null) return unweighed([]);
      const documents = Array.from((await this.segment.postings(term)).documents);
      const score = NUMBER_WEIGHT * rarity(this.segment.documents, documents.length);
      return { documents, scores: documents.map(() => score), tiers: documents.map(() => EXACT) };
    }
    this.segment.columnsAhead([node.field]);
    const codes = new Set(await this.codes(node.field, node.text));
    const column = await this.segment.column(node.field);
    return unweighed(range(0, column.length).filter((document) => codes.has(column[document] ?? -1)));
  }

  /** The codes of a value: the very one, else those that read the same, else those that contain it. */
  async codes(field: "kind" | "department", value: string): Promise<number[]> {
    const names = await this.segment.names(field);
    if (names.includes(value)) return [names.indexOf(value)];
    const folding = await this.foldingFor([value, ...names]);
    const wanted = folding.fold(value).trim();
    const folded = names.map((name) => folding.fold(name).trim());
    const codes = names.map((_, code) => code);
    const same = codes.filter((code) => folded[code] === wanted);
    const found = same.length > 0 ? same : codes.filter((code) => folded[code]?.includes(wanted));
    if (found.length === 0) this.notes.push({ code: "unknown-value", value });
    return found;
  }

  private async dates(node: Dates): Promise<Match> {
    const [first, last] = await this.days(node.since, node.until);
    return unweighed(range(first, last));
  }

  /** The range of ids with a date from `since` to `until`, both included. */
  async days(since: number | null, until: number | null): Promise<readonly [number, number]> {
    const days = await this.segment.days();
    const first = until === null ? 0 : firstWhere(days, (day) => day <= until);
    const last = since === null ? days.length : firstWhere(days, (day) => day < since);
    return [first, Math.max(first, last)];
  }

  private async all(node: All): Promise<Match> {
    const [wanted, unwanted] = await Promise.all([
      Promise.all(node.items.map((item) => this.node(item))),
      Promise.all(node.without.map((item) => this.node(item))),
    ]);
    let found = wanted[0] ?? this.everything();
    for (const other of wanted.slice(1)) {
      const documents = intersection(found.documents, other.documents);
      const mine = rowsOf(found.documents, documents);
      const theirs = rowsOf(other.documents, documents);
      const both = { mine: found, theirs: other };
      found = {
        documents,
        scores: documents.map((_, at) => pick(both.mine.scores, mine, at) + pick(both.theirs.scores, theirs, at)),
        tiers: documents.map((_, at) => Math.max(pick(both.mine.tiers, mine, at), pick(both.theirs.tiers, theirs, at))),
      };
    }
    for (const other of unwanted) {
      const out = new Set(other.documents);
      found = keep(found, (at) => !out.has(found.documents[at] ?? -1));
    }
    return found;
  }

  private async any(node: Any): Promise<Match> {
    const parts = await Promise.all(node.items.map((item) => this.node(item)));
    return union(parts, (score, tier, before) => ({
      score: before.score + score,
      tier: Math.min(before.tier, tier),
    }));
  }

  /** The terms of a plain query as one phrase, unless looking for that needs many positions. */
  private async placedTogether(phrase: Phrase): Promise<Placed[] | null> {
    const placed = await this.placed(phrase);
    if (placed === null || placed.length < 2) return null;
    if (placed.reduce((sum, { term }) => sum + term.positions[1], 0) > WHOLE_BYTES) return null;
    for (const { term } of placed) this.segment.ahead(term);
    return placed;
  }

  /** Lift documents that hold the words of a plain query side by side. */
  private async whole(placed: Placed[] | null, found: Match): Promise<Match> {
    if (placed === null || found.documents.length === 0) return found;
    const { documents, starts } = await this.aligned(placed, found.documents);
    const rare = rarity(this.segment.documents, documents.length);
    const scores = [...found.scores];
    rowsOf(found.documents, documents).forEach((row, at) => {
      const start = starts[at] ?? BODY;
      const lift = TITLE_WEIGHT * (start < BODY ? 2 : 1) + (start <= 1 ? START_WEIGHT : 0);
      scores[row] = (scores[row] ?? 0) + lift * rare;
    });
    return { ...found, scores };
  }
}
