/** One record by its key, with its neighbours and its origin. */
import { Table } from "../parquet/file";
import type { Value } from "../parquet/kinds";
import { type Fetch, Source } from "../parquet/source";
import { type Facts, type FieldFacts, type FileFacts, keyOf, type Shown, shownFields } from "../table/facts";
import { rowsOf } from "./keys";

export interface RecordFacts extends Facts {
  readonly fields: readonly (FieldFacts & { readonly description: string })[];
  readonly keys: FileFacts;
  readonly origin: FileFacts | null;
}

export interface Found {
  readonly fields: readonly Shown[];
  readonly values: readonly Value[];
  /** The keys of the rows before and after; null at either end. */
  readonly previous: readonly string[] | null;
  readonly next: readonly string[] | null;
  /** File, sheet and record number; null where it is not published. */
  readonly origin: readonly Value[] | null;
}

export class Finder {
  private readonly data: Source;
  private readonly keys: Source;
  private readonly origins: Source | null;
  private table: Promise<Table> | null = null;
  private origin: Promise<Table> | null = null;

  constructor(
    private readonly facts: RecordFacts,
    get: Fetch,
  ) {
    this.data = new Source(facts.file.href, facts.file.size, get);
    this.keys = new Source(facts.keys.href, facts.keys.size, get);
    this.origins = facts.origin === null ? null : new Source(facts.origin.href, facts.origin.size, get);
  }

  /** The record of a key, or null when the release has none. */
  async find(parts: readonly string[]): Promise<Found | null> {
    if (parts.length !== this.facts.key.length) return null;
    this.table ??= Table.open(this.data, this.facts.file.footer);
    const [table, rows] = await Promise.all([this.table, rowsOf(this.keys, parts)]);
    const fields = shownFields(this.facts.fields, table.columns);
    for (const row of rows) {
      const near = [row - 1, row, row + 1].filter((one) => one >= 0 && one < table.rows);
      const [found, origin] = await Promise.all([
        table.read(near, fields.map((field) => field.name)),
        this.originOf(row),
      ]);
      const key = (at: number): string[] | null => {
        const values = found[near.indexOf(at)];
        return values === undefined ? null : keyOf(this.facts.key, fields, values);
      };
      const values = found[near.indexOf(row)] ?? [];
      if (JSON.stringify(key(row)) !== JSON.stringify(parts)) continue; // another key with the same sum
      return { fields, values, previous: key(row - 1), next: key(row + 1), origin };
    }
    return null;
  }

  private async originOf(row: number): Promise<readonly Value[] | null> {
    if (this.origins === null || this.facts.origin === null) return null;
    this.origin ??= Table.open(this.origins, this.facts.origin.footer);
    const [found] = await (await this.origin).read([row], ["file", "sheet", "record"]);
    return found ?? null;
  }
}
