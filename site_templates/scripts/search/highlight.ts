/** Where a query matches a text that is shown, and which passage to show. Places count code points. */
import type { Folding } from "./folding";
import type { Marked, Span } from "./model";
import { numbersIn } from "./numbers";
import { stem } from "./stem";
import type { Node, Phrase, Word } from "./tree";
import { type Unit, units } from "./units";

const BEFORE = 40;
const WIDTH = 200;

export type Wanted = Word | Phrase;

/** The words and phrases a query looks for, without those it leaves out. */
export function wanted(node: Node | null): Wanted[] {
  if (node === null) return [];
  if (node.is === "all" || node.is === "any") return node.items.flatMap((item) => wanted(item));
  return node.is === "word" || node.is === "prefix" || node.is === "phrase" ? [node] : [];
}

/** The places of a text to highlight, in order, not overlapping. */
export function marks(text: string, lookedFor: readonly Wanted[], folding: Folding): Span[] {
  if (lookedFor.length === 0) return [];
  const row = units(text, folding);
  const spans = lookedFor.flatMap((item) => (item.is === "phrase" ? phraseSpans(row, item) : wordSpans(row, item)));
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: [number, number][] = [];
  for (const [begin, end] of spans) {
    const last = merged.at(-1);
    if (last !== undefined && begin <= last[1]) last[1] = Math.max(end, last[1]);
    else merged.push([begin, end]);
  }
  return merged;
}

function wordSpans(row: readonly Unit[], item: Word): Span[] {
  const same = (text: string): boolean => {
    return item.is === "prefix" ? text.startsWith(item.text) : stem(text) === stem(item.text);
  };
  return row.filter((unit) => unit.kind === "word" && same(unit.text)).map((unit) => [unit.start, unit.end]);
}

function phraseSpans(row: readonly Unit[], phrase: Phrase): Span[] {
  const numbers = new Map(numbersIn(row).map((number) => [`${number.first} ${number.token}`, number.last]));
  const taken = new Set(phrase.parts.map((part) => part.at));
  const gaps = Array.from({ length: phrase.parts.at(-1)?.at ?? 0 }, (_, at) => at).filter((at) => !taken.has(at));
  const spans: Span[] = [];
  row.forEach((unit, first) => {
    let end = first;
    const fits = phrase.parts.every((part) => {
      const at = first + part.at;
      if (part.kind === "number") {
        const last = numbers.get(`${at} ${part.text}`);
        end = last ?? end;
        return last !== undefined;
      }
      end = at + 1;
      return row[at]?.kind === part.kind && row[at].text === part.text;
    });
    if (fits && gaps.every((gap) => row[first + gap]?.kind === "punctuation")) {
      spans.push([unit.start, row[end - 1]?.end ?? unit.end]);
    }
  });
  return spans;
}

/** The passage around the first match. */
export function around(text: string, spans: readonly Span[]): Marked {
  const chars = Array.from(text);
  const first = spans[0]?.[0] ?? 0;
  let begin = Math.max(0, first - BEFORE);
  if (begin > 0) {
    for (let at = begin; at < Math.min(begin + BEFORE / 2, first); at++) {
      if (chars[at] === " ") {
        begin = at + 1;
        break;
      }
    }
  }
  let end = Math.min(chars.length, begin + WIDTH);
  if (end < chars.length) {
    for (let at = end; at > end - BEFORE / 2; at--) {
      if (chars[at] === " ") {
        end = at;
        break;
      }
    }
  }
  const opening = begin > 0 ? "…" : "";
  const shift = opening.length - begin;
  const inside = spans.filter(([from]) => from < end).map(([from, to]): Span => [from + shift, Math.min(to, end) + shift]);
  return { text: opening + chars.slice(begin, end).join("") + (end < chars.length ? "…" : ""), marks: inside };
}
