/** Text as a row of units: one Han character, one word, or one run of punctuation. White space is no unit. */
import type { Folding } from "./folding";

export type Kind = "han" | "word" | "punctuation";

/** `text` is folded; `start` and `end` count code points of the original text. */
export interface Unit {
  kind: Kind;
  text: string;
  start: number;
  end: number;
}

const WORD_LIMIT = 64;
const UNSPACED: readonly (readonly [number, number])[] = [
  [0x3005, 0x3008],
  [0x3041, 0x3097],
  [0x30a1, 0x30fb],
  [0x30fc, 0x3100],
  [0x3105, 0x3130],
  [0x31a0, 0x31c0],
  [0x31f0, 0x3200],
  [0x3400, 0x4dc0],
  [0x4e00, 0xa000],
  [0xac00, 0xd7a4],
  [0xf900, 0xfb00],
  [0x20000, 0x323b0],
];
const SPACE = /[\p{Z}\p{Cc}]/u;
const IGNORED = /[\p{Cf}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;

/** What one folded character is. */
export function classOf(char: string): Kind | "space" | "ignored" {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x3005 && UNSPACED.some(([start, end]) => code >= start && code < end)) return "han";
  if (SPACE.test(char)) return "space";
  if (IGNORED.test(char)) return "ignored";
  return WORD.test(char) ? "word" : "punctuation";
}

/** The units of a text in order. */
export function units(text: string, folding: Folding): Unit[] {
  const row: Unit[] = [];
  let size = 0;
  let spaced = false;
  for (const { char, start, end } of folding.characters(text)) {
    const found = classOf(char);
    if (found === "ignored") continue;
    if (found === "space") {
      spaced = true;
      continue;
    }
    const open = row.at(-1);
    if (open?.kind === found && (found === "punctuation" || (found === "word" && !spaced))) {
      if (size < WORD_LIMIT) open.text += char;
      size += 1;
      open.end = end;
    } else {
      row.push({ kind: found, text: char, start, end });
      size = 1;
    }
    spaced = false;
  }
  return row;
}
