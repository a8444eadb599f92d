/** Reads a table in node as the page does: {base, facts, asks: [{filters, sort, descending, read}], csv} in, answers out. */
import { readFileSync } from "node:fs";
import { Table } from "../../site_templates/scripts/parquet/file";
import { answer, cost } from "../../site_templates/scripts/parquet/query";
import { Source } from "../../site_templates/scripts/parquet/source";
import { textOf } from "../../site_templates/scripts/parquet/text";
import { testOf } from "../../site_templates/scripts/table/asking";
import { shownText } from "../../site_templates/scripts/table/cells";
import { csvOf } from "../../site_templates/scripts/table/csv";
import { shownFields, titleOf, written } from "../../site_templates/scripts/table/facts";

const { base, facts, asks, csv } = JSON.parse(readFileSync(0, "utf8"));
globalThis.document = { documentElement: { lang: "en" } } as unknown as Document;
const answers = [];
for (const ask of asks) {
  const source = new Source(base + facts.file.href, facts.file.size, fetch);
  const table = await Table.open(source, facts.file.footer);
  const fields = shownFields(facts.fields, table.columns);
  const opened = source.bytes;
  const filters = Object.entries(ask.filters ?? {}).map(([column, texts]) => {
    const test = testOf(fields.find((field) => field.name === column), texts as string[]);
    if (test === null) throw new Error(`not understood: ${texts}`);
    return { column, test };
  });
  const sorted = fields.find((field) => field.name === ask.sort);
  const title = sorted !== undefined && sorted.codes.length > 0 ? (code: string) => titleOf(sorted, code) : null;
  const order = ask.sort ? { column: ask.sort, descending: ask.descending ?? false, title } : null;
  const expected = cost(table, { filters, order });
  const rows = filters.length + (order === null ? 0 : 1) > 0 ? await answer(table, { filters, order }, () => undefined) : null;
  const asked = source.bytes - opened;
  const names = fields.map((field) => field.name);
  const read = ask.read ?? [];
  const values = await table.read(read, names);
  const texts = values.map((row) => fields.map((field, at) => textOf(written(field), row[at])));
  const shown = values.map((row) => fields.map((field, at) => shownText(field, row[at], { yes: "yes", no: "no" })));
  const text = csv ? await csvOf(table, fields, Uint32Array.from(csv), () => undefined) : "";
  answers.push({
    rows: rows === null ? null : [...rows], texts, shown, csv: text, expected, asked, opened,
    bytes: source.bytes, requests: source.requests,
  });
}
process.stdout.write(JSON.stringify(answers));
