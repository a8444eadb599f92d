/** What is chosen, kept in the fragment of the address: a link to it shows the same, and no server sees it. */

/** `chosen` has only facets with a value; `sort` is empty where the page's own order stands. */
export interface State {
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  readonly query: string;
  readonly sort: string;
}

const OWN = new Set(["q", "sort"]);

/** Read a fragment; null where it leads to a place of the page, such as `#content`, and says nothing of the list. */
export function fromFragment(fragment: string, facets: readonly string[]): State | null {
  const text = fragment.replace(/^#/, "");
  if (text !== "" && !text.includes("=")) return null;
  const values = new URLSearchParams(text);
  const known = facets.filter((facet) => !OWN.has(facet) && values.has(facet));
  return {
    chosen: new Map(known.map((facet) => [facet, [...new Set(values.getAll(facet))]])),
    query: values.get("q") ?? "",
    sort: values.get("sort") ?? "",
  };
}

/** The fragment of a state; what is as usual is left out. */
export function toFragment({ chosen, query, sort }: State): string {
  const values = new URLSearchParams();
  if (query.trim() !== "") values.set("q", query.trim());
  for (const [facet, those] of chosen) for (const value of those) values.append(facet, value);
  if (sort !== "") values.set("sort", sort);
  return `#${values.toString()}`;
}

/** The state with a value chosen, or no longer chosen. `only`: the facet takes one value at a time. */
export function choose(state: State, facet: string, value: string, on: boolean, only = false): State {
  const others = only ? [] : (state.chosen.get(facet) ?? []).filter((other) => other !== value);
  const those = on && value !== "" ? [...others, value] : others;
  const chosen = new Map(state.chosen);
  if (those.length > 0) chosen.set(facet, those);
  else chosen.delete(facet);
  return { ...state, chosen };
}
