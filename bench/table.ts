// Reads a Parquet file as the page does, and says what it fetched: {path, size, footer, columns, sort} on standard input.
import { open } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { Source } from "../site_templates/scripts/parquet/source";
import { Table } from "../site_templates/scripts/parquet/file";

const asked = JSON.parse(readFileSync(0, "utf8"));
const file = await open(asked.path, "r");

async function get(_address: string, init?: RequestInit): Promise<Response> {
  const [, from, to] = /bytes=(\d+)-(\d+)/.exec((init?.headers as Record<string, string>)["Range"] ?? "") ?? [];
  const data = Buffer.alloc(Number(to) + 1 - Number(from));
  await file.read(data, 0, data.length, Number(from));
  return new Response(data, { status: 206 });
}

async function measured(read: (table: Table) => Promise<unknown>): Promise<unknown> {
  const source = new Source("/", asked.size, get);
  const table = await Table.open(source, asked.footer);
  const started = performance.now();
  await read(table);
  return { bytes: source.bytes, requests: source.requests, milliseconds: Math.round(performance.now() - started) };
}

const page = (start: number): number[] => Array.from({ length: 50 }, (_, at) => start + at);
const found: Record<string, unknown> = {};
for (const [name, rows] of Object.entries({
  first: page(0),
  middle: page(Math.floor(asked.rows / 2) + 60),
  scattered: page(0).map((at) => Math.floor((at * asked.rows) / 50) + 17 * at),
})) {
  found[name] = await measured((table) => table.read(rows, asked.columns));
}
for (const name of asked.sort) {
  found[`sort ${name}`] = await measured(async (table) => {
    for (const group of table.groups) await table.values(group, name, group.start, group.start + group.rows);
  });
}
process.stdout.write(JSON.stringify(found));
await file.close();
