/** What a search gives. Ranges count code points. */

export type Tier = "exact" | "folded" | "stem" | "prefix";
export type Sort = "relevance" | "date";
export type Span = readonly [start: number, end: number];

/** A text and the places in it to highlight. */
export interface Marked {
  text: string;
  marks: readonly Span[];
}

/** Something the reader did that the searcher should know. */
export interface Note {
  code: string;
  value: string;
}

export interface Hit {
  id: string;
  kind: string;
  title: string;
  titles: Readonly<Record<string, string>>;
  url: string;
  date: string | null;
  department: string;
  score: number;
  tier: Tier;
  titleMarks: readonly Span[];
  snippet: Marked;
  /** Where the whole body is kept, when it is; `SearchIndex.passage` reads it. */
  text: readonly number[];
}

/** Value and count, most first; years newest first. */
export type Counts = readonly (readonly [value: string, count: number])[];

export interface Facets {
  kind: Counts;
  department: Counts;
  year: Counts;
}

export interface Results {
  total: number;
  exact: boolean;
  hits: readonly Hit[];
  notes: readonly Note[];
  /** Null unless asked for. */
  facets: Facets | null;
}

export interface Options {
  kind?: readonly string[];
  department?: readonly string[];
  since?: string;
  until?: string;
  sort?: Sort;
  limit?: number;
  offset?: number;
  /** Show fewer than `limit` where more would take more requests than this since the index was opened. */
  requests?: number;
  /** Count facets too: reads all postings of the query and a byte or two for each document of the index. */
  facets?: boolean;
}
