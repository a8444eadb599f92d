/** What is searched for, kept in the fragment of the address, which no server sees. */
import type { Sort } from "./model";

export interface State {
  query: string;
  kind: readonly string[];
  department: readonly string[];
  from: string;
  to: string;
  sort: Sort;
  /** How many pages of results are shown. */
  page: number;
}

const PAGE_LIMIT = 50;

/** Read a fragment, with or without its hash mark. */
export function fromFragment(fragment: string): State {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const page = Number(values.get("page") ?? 1);
  return {
    query: values.get("q") ?? "",
    kind: values.getAll("kind"),
    department: values.getAll("department"),
    from: values.get("from") ?? "",
    to: values.get("to") ?? "",
    sort: values.get("sort") === "date" ? "date" : "relevance",
    page: Number.isInteger(page) ? Math.min(PAGE_LIMIT, Math.max(1, page)) : 1,
  };
}

/** The fragment of a state, with its hash mark; what is as usual is left out. */
export function toFragment(state: State): string {
  const values = new URLSearchParams();
  if (state.query !== "") values.set("q", state.query);
  for (const kind of state.kind) values.append("kind", kind);
  for (const department of state.department) values.append("department", department);
  if (state.from !== "") values.set("from", state.from);
  if (state.to !== "") values.set("to", state.to);
  if (state.sort !== "relevance") values.set("sort", state.sort);
  if (state.page > 1) values.set("page", `${state.page}`);
  return `#${values.toString()}`;
}

/** Whether anything but words narrows the results. */
export function isFiltered(state: State): boolean {
  return state.kind.length + state.department.length > 0 || state.from !== "" || state.to !== "";
}

/** Whether there is anything to search for. */
export function isAsking(state: State): boolean {
  return state.query.trim() !== "" || isFiltered(state);
}
