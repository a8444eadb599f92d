/** What a list is narrowed by, and which entries remain. No document is needed here. */

/** One entry. `values`: facet -> the entry's values; `words`: its folded text. */
export interface Entry {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: string;
}

/** `chosen`: facet -> values, any of which an entry may have; facets without one narrow nothing. */
export interface Choice {
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  readonly query: string;
}

/** `counts`: facet -> value -> how many entries would be left if it alone were chosen in its facet. */
export interface Narrowed {
  readonly matches: readonly boolean[];
  readonly total: number;
  readonly counts: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** A text as it is compared: one case, no accents, one width of letters. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

/** Which entries hold every word and, of each facet, a chosen value; the counts of a facet leave out its own choice. */
export function narrow(entries: readonly Entry[], facets: readonly string[], choice: Choice): Narrowed {
  const words = folded(choice.query).split(" ").filter(Boolean);
  const chosen = facets.map((facet) => new Set(choice.chosen.get(facet) ?? []));
  const counts = new Map(facets.map((facet) => [facet, new Map<string, number>()]));
  let total = 0;
  const matches = entries.map((entry) => {
    if (!words.every((word) => entry.words.includes(word))) return false;
    const failed = facets.filter((facet, at) => !isAny(entry.values.get(facet) ?? [], chosen[at]));
    if (failed.length > 1) return false;
    for (const facet of failed.length === 1 ? failed : facets) {
      const tally = counts.get(facet);
      for (const value of entry.values.get(facet) ?? []) tally?.set(value, (tally.get(value) ?? 0) + 1);
    }
    if (failed.length === 1) return false;
    total++;
    return true;
  });
  return { matches, total, counts };
}

function isAny(values: readonly string[], chosen: ReadonlySet<string> | undefined): boolean {
  return chosen === undefined || chosen.size === 0 || values.some((value) => chosen.has(value));
}
