/** Which rows pass the filters, in which order: reads only the columns concerned, and not what cannot pass. */
import { readColumnIndex } from "hyparquet";
import type { Group, Table } from "./file";
import { ordered } from "./order";
import { resting } from "./rest";
import type { Range } from "./source";
import { excludes, passes, type Test } from "./tests";
import type { Value } from "./kinds";

export interface Filter {
  readonly column: string;
  readonly test: Test;
}

export interface Order {
  readonly column: string;
  readonly descending: boolean;
  /** The text by which a code is ordered; null: the values themselves. */
  readonly title: ((code: string) => string) | null;
}

export interface Query {
  readonly filters: readonly Filter[];
  readonly order: Order | null;
}

/** How much is done, from 0 to 1. */
export type Progress = (done: number) => void;

/** The most bytes that must still be read to answer. */
export function cost(table: Table, query: Query): number {
  const groups = candidates(table, query.filters);
  const names = new Set(query.filters.map((filter) => filter.column));
  if (query.order !== null) names.add(query.order.column);
  return table.source.missing(groups.flatMap((group) => [...names].map((name) => table.extent(group, name))));
}

/** The numbers of the rows that pass, in the order asked for. Rejects when the source's signal ends its requests. */
export async function answer(table: Table, query: Query, progress: Progress): Promise<Uint32Array> {
  const groups = candidates(table, query.filters);
  const filters = [...query.filters].sort((a, b) => size(table, groups, a) - size(table, groups, b));
  const found: { readonly rows: Uint32Array; readonly values: Value[] }[] = [];
  let done = 0;
  const rest = resting(() => {
    progress(done);
  });
  for (const [at, group] of groups.entries()) {
    done = at / groups.length;
    progress(done);
    await rest();
    let rows: Uint32Array = Uint32Array.from({ length: group.rows }, (_, place) => group.start + place);
    for (const filter of filters) rows = await passing(table, group, filter, rows);
    const values = query.order === null ? [] : await valuesAt(table, group, query.order.column, rows);
    found.push({ rows, values });
  }
  done = 1;
  progress(done);
  const rows = concatenated(found.map((part) => part.rows));
  if (query.order === null) return rows;
  const values = found.flatMap((part) => part.values);
  return ordered(rows, values, query.order.descending, query.order.title, rest);
}

/** The groups that may hold a row that passes, by the statistics of the footer. */
function candidates(table: Table, filters: readonly Filter[]): Group[] {
  return table.groups.filter((group) =>
    filters.every(({ column, test }) => {
      const stated = table.chunkOf(group, column).meta_data?.statistics;
      return !excludes(test, table.column(column), stated?.min_value, stated?.max_value);
    }),
  );
}

function size(table: Table, groups: readonly Group[], filter: Filter): number {
  return groups.reduce((total, group) => {
    const [start, end] = table.extent(group, filter.column);
    return total + end - start;
  }, 0);
}

async function passing(table: Table, group: Group, filter: Filter, rows: Uint32Array): Promise<Uint32Array> {
  if (rows.length === 0) return rows;
  const pass = passes(filter.test);
  const parts: Uint32Array[] = [];
  for (const [start, end] of await pages(table, group, filter)) {
    const inside = rows.filter((row) => row >= start && row < end);
    const values = await valuesAt(table, group, filter.column, inside);
    parts.push(inside.filter((_, at) => pass(values[at] ?? null)));
  }
  return concatenated(parts);
}

/** The runs of rows of a group whose pages may hold a value that passes. */
async function pages(table: Table, group: Group, { column, test }: Filter): Promise<Range[]> {
  const whole: Range = [group.start, group.start + group.rows];
  const { column_index_offset: offset, column_index_length: length } = table.chunkOf(group, column);
  if (test.type !== "between" || offset === undefined || length === undefined) return [whole];
  const data = await table.source.slice(Number(offset), Number(offset) + length);
  const index = readColumnIndex({ view: new DataView(data), offset: 0 }, table.column(column).element);
  const starts = await table.pageStarts(group, column);
  const runs: [number, number][] = [];
  for (const [page, first] of starts.entries()) {
    if (index.null_pages[page] || excludes(test, table.column(column), index.min_values[page], index.max_values[page])) continue;
    const end = group.start + (starts[page + 1] ?? group.rows);
    const last = runs.at(-1);
    if (last?.[1] === group.start + first) last[1] = end;
    else runs.push([group.start + first, end]);
  }
  return runs;
}

/** The values of a group's column at these rows, ascending. */
async function valuesAt(table: Table, group: Group, name: string, rows: Uint32Array): Promise<Value[]> {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [];
  const values = await table.values(group, name, first, last + 1);
  return Array.from(rows, (row) => values[row - first] ?? null);
}

function concatenated(parts: readonly Uint32Array[]): Uint32Array {
  const found = new Uint32Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    found.set(part, at);
    at += part.length;
  }
  return found;
}
