/** Found documents with their scores and tiers, and the arithmetic of both: the builder's, on integers. */
import { FOLDED, type Postings, TITLE } from "./postings";

export const EXACT = 0;
export const AS_FOLDED = 1;
export const STEM = 2;
export const PREFIX = 3;
export const FACTORS = [8, 7, 5, 3] as const;
export const TITLE_WEIGHT = 80;

/** Ids of documents, in order. */
export type Ids = readonly number[] | Int32Array;

/** Documents in order of id, with the score and tier of each. */
export interface Match {
  documents: number[];
  scores: number[];
  tiers: number[];
}

/** About 64 times the binary logarithm, straight between powers of two. */
function logarithm(value: number): number {
  const bits = 31 - Math.clz32(value);
  return bits * 64 + Math.floor((value * 64) / 2 ** bits) - 64;
}

/** How much a term that `count` of `total` documents have says. */
export function rarity(total: number, count: number): number {
  return 64 + logarithm(total + 1) - logarithm(Math.min(count, total) + 1);
}

/** One term's documents with the weight of each; `changed` says how the query wrote it. */
export function weighed(postings: Postings | undefined, tier: number, changed: boolean, title: boolean): Match {
  const match: Match = { documents: [], scores: [], tiers: [] };
  postings?.documents.forEach((document, at) => {
    const flag = postings.flags[at] ?? 0;
    const inTitle = (flag & TITLE) !== 0;
    if (title && !inTitle) return;
    const own = tier === EXACT && ((flag & FOLDED) !== 0) !== changed ? AS_FOLDED : tier;
    match.documents.push(document);
    match.scores.push((4 + (flag & 7)) * (FACTORS[own] ?? 0) + (inTitle ? TITLE_WEIGHT : 0));
    match.tiers.push(own);
  });
  return match;
}

/** The union, with the highest score of each document and the tier that gave it. */
export function best(parts: readonly Match[]): Match {
  return union(parts, (score, tier, before) => {
    return score > before.score || (score === before.score && tier < before.tier) ? { score, tier } : before;
  });
}

interface Merit {
  score: number;
  tier: number;
}

export function union(parts: readonly Match[], join: (score: number, tier: number, before: Merit) => Merit): Match {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const merits = new Map<number, Merit>();
  for (const part of parts) {
    part.documents.forEach((document, at) => {
      const score = part.scores[at] ?? 0;
      const tier = part.tiers[at] ?? 0;
      const before = merits.get(document);
      merits.set(document, before === undefined ? { score, tier } : join(score, tier, before));
    });
  }
  const documents = [...merits.keys()].sort((a, b) => a - b);
  return {
    documents,
    scores: documents.map((document) => merits.get(document)?.score ?? 0),
    tiers: documents.map((document) => merits.get(document)?.tier ?? 0),
  };
}

export function scaled(match: Match, factor: number): Match {
  return { ...match, scores: match.scores.map((score) => score * factor) };
}

/** The documents at the places that pass. */
export function keep(match: Match, passes: (at: number) => boolean): Match {
  return {
    documents: match.documents.filter((_, at) => passes(at)),
    scores: match.scores.filter((_, at) => passes(at)),
    tiers: match.tiers.filter((_, at) => passes(at)),
  };
}

export function unweighed(documents: number[]): Match {
  return { documents, scores: documents.map(() => 0), tiers: documents.map(() => EXACT) };
}

export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first }, (_, at) => first + at);
}

export function pick(values: readonly number[], rows: readonly number[], at: number): number {
  return values[rows[at] ?? -1] ?? 0;
}

export function flagsOf(postings: Postings, documents: readonly number[]): number[] {
  return rowsOf(postings.documents, documents).map((row) => postings.flags[row] ?? 0);
}

/** What two sorted lists have in common. */
export function intersection(first: Ids, second: Ids): number[] {
  const both: number[] = [];
  let other = 0;
  for (const value of first) {
    while (other < second.length && (second[other] ?? 0) < value) other++;
    if (second[other] === value) both.push(value);
  }
  return both;
}

/** Where documents stand in a sorted list that has them all. */
export function rowsOf(list: Ids, documents: Ids): number[] {
  const rows: number[] = [];
  let row = 0;
  for (const document of documents) {
    while (row < list.length && (list[row] ?? 0) < document) row++;
    rows.push(row);
  }
  return rows;
}

/** The first place in a list where something holds that holds for all after it. */
export function firstWhere(values: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
