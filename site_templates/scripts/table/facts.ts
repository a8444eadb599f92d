/** What the page says of the dataset, in `<script type="application/json" id="dataset-facts">`. */
import type { Column } from "../parquet/file";
import { textOf, type Written } from "../parquet/text";
import type { Value } from "../parquet/kinds";

export interface FieldFacts {
  readonly name: string;
  readonly title: string;
  readonly type: string;
  readonly separator: string | null;
  /** How its values stand in a table: `number`, `day` or nothing. */
  readonly look: string;
  /** Each code with its title, in the order declared. */
  readonly codes: readonly (readonly [code: string, title: string])[];
  /** Where a value leads to a record of another dataset: that record's page, without its fragment. */
  readonly refers?: string;
}

export interface FileFacts {
  readonly href: string;
  readonly size: number;
  readonly footer: number;
}

export interface Facts {
  readonly dataset: string;
  readonly rows: number;
  readonly file: FileFacts;
  /** The names of the key's fields; none where the dataset has no key. */
  readonly key: readonly string[];
  /** The address of the record page, without its fragment. */
  readonly record: string;
  readonly fields: readonly FieldFacts[];
}

/** A field with its column in the file. */
export interface Shown extends FieldFacts {
  readonly column: Column;
}

/** The title of a code; the code itself where it has none. */
export function titleOf(field: FieldFacts, code: string): string {
  const title = field.codes.find(([other]) => other === code)?.[1] ?? "";
  return title === "" ? code : title;
}

/** What an element of the page holds as JSON, or null when it is not there. */
export function jsonOf(id: string): unknown {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : null;
}

/** The fields that the file has, with their columns. */
export function shownFields(fields: readonly FieldFacts[], columns: ReadonlyMap<string, Column>): Shown[] {
  return fields.flatMap((field) => {
    const column = columns.get(field.name);
    return column === undefined ? [] : [{ ...field, column }];
  });
}

export function written(field: Shown): Written {
  return { kind: field.column.kind, type: field.type, separator: field.separator };
}

/** The fragment of a record's address: the key's parts as texts, percent-encoded, with slashes between. */
export function recordFragment(parts: readonly string[]): string {
  return `#${parts.map(encodeURIComponent).join("/")}`;
}

/** The page of the record that a value refers to; null where it refers to none. */
export function referredPage(field: Shown, value: Value): string | null {
  const text = field.refers === undefined ? null : textOf(written(field), value);
  return text === null || field.refers === undefined ? null : field.refers + recordFragment([text]);
}

/** The key's parts of a row, by the texts of their values; null when one is not among the fields. */
export function keyOf(key: readonly string[], fields: readonly Shown[], row: readonly Value[]): string[] | null {
  const parts = key.map((name) => {
    const at = fields.findIndex((field) => field.name === name);
    const field = fields[at];
    return field === undefined ? null : (textOf(written(field), row[at] ?? null) ?? "");
  });
  return parts.length === 0 || parts.includes(null) ? null : (parts as string[]);
}
