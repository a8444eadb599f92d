/** What a query means, as a tree: words and phrases, fields and dates, and how they are joined. */
import { separateNumbersIn } from "./numbers";
import type { Unit } from "./units";

export interface Word {
  is: "word" | "prefix";
  text: string;
  changed: boolean;
  title: boolean;
}
export interface Part {
  kind: "han" | "word" | "number";
  text: string;
  at: number;
  /** The searcher put white space before it. */
  apart: boolean;
}
export interface Phrase {
  is: "phrase";
  parts: readonly Part[];
  changed: boolean;
  title: boolean;
  loose: boolean;
}
export interface Value {
  is: "value";
  field: "kind" | "department" | "number";
  text: string;
}
export interface Dates {
  is: "dates";
  since: number | null;
  until: number | null;
}
export interface All {
  is: "all";
  items: readonly Node[];
  without: readonly Node[];
}
export interface Any {
  is: "any";
  items: readonly Node[];
}
export type Node = Word | Phrase | Value | Dates | All | Any;

/** Without punctuation at the ends, unless it opens a document number. */
export function trimmed(row: readonly Unit[]): Unit[] {
  const numbers = new Set(separateNumbersIn(row).map((number) => number.first));
  let first = 0;
  let last = row.length;
  while (first < last && row[first]?.kind === "punctuation" && !numbers.has(first)) first++;
  while (last > first && row[last - 1]?.kind === "punctuation") last--;
  return row.slice(first, last);
}

type How = Pick<Phrase, "changed" | "title" | "loose">;

/** The phrases a row of units makes: more than one where a document number, whose length varies, divides it. */
export function phrasesOf(all: readonly Unit[], how: How): Phrase[] {
  const row = trimmed(all);
  const numbers = new Map(separateNumbersIn(row).map((number) => [number.first, number]));
  const phrases: Part[][] = [[]];
  let at = 0;
  while (at < row.length) {
    const number = numbers.get(at);
    const unit = row[at];
    if (number !== undefined) {
      phrases.at(-1)?.push({ kind: "number", text: number.token, at, apart: false });
      phrases.push([]);
      at = number.last;
      continue;
    }
    if (unit !== undefined && unit.kind !== "punctuation") {
      const apart = (row[at - 1]?.end ?? unit.start) < unit.start;
      phrases.at(-1)?.push({ kind: unit.kind, text: unit.text, at, apart });
    }
    at++;
  }
  return phrases.filter((parts) => parts.length > 0).map((parts) => phraseFrom(parts, how));
}

function phraseFrom(parts: readonly Part[], how: How): Phrase {
  const first = parts[0]?.at ?? 0;
  return { is: "phrase", parts: parts.map((part) => ({ ...part, at: part.at - first })), ...how };
}

/** A phrase cut where it has punctuation. */
export function pieces(phrase: Phrase): Phrase[] {
  const rows: Part[][] = [];
  for (const part of phrase.parts) {
    const last = rows.at(-1)?.at(-1);
    if (last !== undefined && last.at + 1 === part.at) rows.at(-1)?.push(part);
    else rows.push([part]);
  }
  return rows.map((parts) => phraseFrom(parts, { changed: phrase.changed, title: phrase.title, loose: false }));
}

/** Tokens that together cover a phrase, with their places: of pairs of Han characters, every other one. */
export function termsOf(phrase: Phrase): { token: string; at: number }[] {
  const { parts } = phrase;
  const tokens: { token: string; at: number }[] = [];
  let at = 0;
  while (at < parts.length) {
    const begin = at;
    const from = parts[at];
    if (from === undefined) break;
    at++;
    if (from.kind === "han") while (parts[at]?.kind === "han" && parts[at]?.at === from.at + at - begin) at++;
    if (at - begin === 1) tokens.push({ token: from.text, at: from.at });
    for (const [first, last] of wordsOf(parts, begin, at)) {
      for (let place = first; place < last; place += 2) {
        const pair = Math.min(place, last - 2);
        const [one, two] = [parts[pair], parts[pair + 1]];
        if (one !== undefined && two !== undefined) tokens.push({ token: one.text + two.text, at: one.at });
      }
    }
  }
  return tokens;
}

/** A run of Han characters, cut where the searcher put white space; whole if a single character would remain. */
function wordsOf(parts: readonly Part[], first: number, last: number): [number, number][] {
  const words: [number, number][] = [[first, last]];
  for (let at = first + 1; at < last; at++) {
    const word = words.at(-1);
    if (word === undefined || parts[at]?.apart !== true) continue;
    word[1] = at;
    words.push([at, last]);
  }
  if (words.every(([begin, end]) => end - begin > 1)) return words;
  return last - first > 1 ? [[first, last]] : [];
}
