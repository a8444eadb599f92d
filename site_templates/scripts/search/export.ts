/** What was found as a file: CSV for spreadsheets, JSON for programs. */
import { textCell } from "../site/csv";
import { absolute } from "./hits";
import type { Words } from "./messages";
import type { Hit, Results } from "./model";

/** Results that are saved at the most: each is read for it. */
export const SAVED = 1000;

/** One line a result, in the words of the page, with whole addresses. */
export function csvOf({ hits }: Results, words: Words, prefix: string): string {
  const header = ["title", "kind", "department", "date", "address", "passage"];
  const lines = hits.map((hit) => [
    titleOf(hit, words),
    hit.kind === "" ? "" : words.kind(hit.kind),
    hit.department === "" ? "" : words.department(hit.department),
    hit.date ?? "",
    absolute(hit.url, prefix) ?? "",
    hit.snippet.text,
  ]);
  return ["\ufeff" + header.join(","), ...lines.map((cells) => cells.map(cell).join(",")), ""].join("\r\n");
}

/** The query, how many were found, and the results as they are in the index. */
export function jsonOf(query: string, { total, hits }: Results, prefix: string): string {
  const rows = hits.map(({ id, kind, title, titles, url, date, department, tier, snippet }) => {
    return { id, kind, title, titles, url: absolute(url, prefix), date, department, tier, passage: snippet.text };
  });
  return `${JSON.stringify({ query, total, hits: rows }, null, 1)}\n`;
}

function titleOf(hit: Hit, words: Words): string {
  return hit.titles[words.language] ?? hit.title;
}

function cell(text: string): string {
  return text === "" ? "" : textCell(text);
}
