/** Which rows are shown, kept in the fragment of the address: `#rows?sort=-value&page=3&f.supplier=jade`. */

export interface State {
  /** Field name -> what is asked of it: a text, codes, or `low..high`. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** The field to order by; empty: the order of the file. */
  readonly sort: string;
  readonly descending: boolean;
  readonly page: number;
}

export const START: State = { filters: new Map(), sort: "", descending: false, page: 1 };
const HEAD = "#rows?";
const FILTER = "f.";

/** The state of a fragment, or null when it is of something else. */
export function fromFragment(fragment: string): State | null {
  if (!fragment.startsWith(HEAD)) return null;
  const values = new URLSearchParams(fragment.slice(HEAD.length));
  const filters = new Map<string, string[]>();
  for (const [name, value] of values) {
    if (!name.startsWith(FILTER) || value === "") continue;
    const field = name.slice(FILTER.length);
    filters.set(field, [...(filters.get(field) ?? []), value]);
  }
  const sort = values.get("sort") ?? "";
  const page = Number(values.get("page") ?? 1);
  return {
    filters,
    sort: sort.replace(/^-/, ""),
    descending: sort.startsWith("-"),
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** The fragment of a state; what is as usual is left out. */
export function toFragment(state: State): string {
  const values = new URLSearchParams();
  if (state.sort !== "") values.set("sort", `${state.descending ? "-" : ""}${state.sort}`);
  if (state.page > 1) values.set("page", `${state.page}`);
  for (const [field, texts] of state.filters) for (const text of texts) values.append(`${FILTER}${field}`, text);
  return `${HEAD}${values.toString()}`;
}
