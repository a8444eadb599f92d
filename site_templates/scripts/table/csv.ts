/** Rows as a CSV, cell for cell as in the CSV release (publisher/release/csv_file.py). */
import type { Table } from "../parquet/file";
import type { Value } from "../parquet/kinds";
import { textOf } from "../parquet/text";
import { textCell } from "../site/csv";
import { type Shown, written } from "./facts";

const END = "\r\n";

/** The file's text. `rows` are row numbers in the order wanted. */
export async function csvOf(
  table: Table,
  fields: readonly Shown[],
  rows: Uint32Array,
  progress: (done: number) => void,
): Promise<string> {
  const lines = new Map<number, string>();
  const ascending = rows.slice().sort();
  for (const [at, group] of table.groups.entries()) {
    progress(at / table.groups.length);
    const inside = ascending.filter((row) => row >= group.start && row < group.start + group.rows);
    const first = inside[0];
    const last = inside.at(-1);
    if (first === undefined || last === undefined) continue;
    const columns = await Promise.all(fields.map((field) => table.values(group, field.name, first, last + 1)));
    for (const row of inside) lines.set(row, line(fields, columns, row - first));
  }
  const header = fields.map((field) => quotedIfNeeded(field.name)).join(",");
  return [header, ...Array.from(rows, (row) => lines.get(row) ?? ""), ""].join(END);
}

/** The most bytes of the file that the rows' CSV still needs. */
export function csvCost(table: Table, fields: readonly Shown[], rows: Uint32Array): number {
  const groups = table.groups.filter(({ start, rows: count }) => rows.some((row) => row >= start && row < start + count));
  return table.source.missing(groups.flatMap((group) => fields.map((field) => table.extent(group, field.name))));
}

function line(fields: readonly Shown[], columns: readonly (readonly Value[])[], at: number): string {
  const cells = fields.map((field, number) => csvCell(field, columns[number]?.[at] ?? null));
  return cells.length === 1 && cells[0] === "" ? '""' : cells.join(",");
}

export function csvCell(field: Shown, value: Value): string {
  const text = textOf(written(field), value);
  if (text === null) return "";
  if (!field.column.list && field.column.kind.type !== "text") return text;
  return textCell(text);
}

function quotedIfNeeded(name: string): string {
  return /[",\r\n;\t]/.test(name) || name !== name.trim() ? `"${name.replaceAll('"', '""')}"` : name;
}
