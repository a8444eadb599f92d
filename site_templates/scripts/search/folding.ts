/** One spelling for all the ways a character is written, by the table the index was built with. */
import { Integers, inflate } from "./bytes";

/** A folded character and the code points of the original text it comes from. */
export interface Folded {
  char: string;
  start: number;
  end: number;
}

const JOINING = /[\p{M}\u1160-\u11ff]/u;
const SPACE_SEPARATOR = /\p{Zs}/u;

export class Folding {
  private readonly known = new Map<string, string>();
  constructor(
    private readonly traditional: ReadonlyMap<string, string>,
    private readonly cases: ReadonlyMap<string, string>,
  ) {}

  /** The folded form of one character: usually one, sometimes several, never none. */
  character(char: string): string {
    let folded = this.known.get(char);
    if (folded === undefined) {
      let compatible = char.normalize("NFKC");
      if (compatible.includes(" ") && char !== " " && char !== "\u00a0") {
        compatible = SPACE_SEPARATOR.test(char) ? " " : char; // a spacing accent stays punctuation of its own
      }
      folded = "";
      for (const part of this.lower(compatible)) folded += this.traditional.get(part) ?? part;
      this.known.set(char, folded);
    }
    return folded;
  }

  /** Case folding alone. */
  lower(text: string): string {
    let lowered = "";
    for (const part of text) lowered += this.cases.get(part) ?? part.toLowerCase();
    return lowered;
  }

  /** Each folded character of a text; a letter and its marks are composed first. */
  *characters(text: string): Generator<Folded> {
    const chars = Array.from(text);
    let start = 0;
    while (start < chars.length) {
      let end = start + 1;
      while (end < chars.length && (chars[end] ?? "") > "\u02ff" && JOINING.test(chars[end] ?? "")) end++;
      const cluster = chars.slice(start, end).join("");
      for (const composed of end === start + 1 ? [cluster] : cluster.normalize("NFC")) {
        for (const char of this.character(composed)) yield { char, start, end };
      }
      start = end;
    }
  }

  /** The search key of a text. */
  fold(text: string): string {
    let folded = "";
    for (const { char } of this.characters(text)) folded += char;
    return folded;
  }
}

/**
 * Folding without the table, enough for a query of ASCII letters: traditional characters never fold to ASCII, and of
 * the longer case foldings only these do.
 */
export const ASCII_FOLDING = new Folding(
  new Map(),
  new Map([
    ["ß", "ss"],
    ["ẞ", "ss"],
  ]),
);

/** Read the table: two sorted lists of characters, written as differences. */
export async function decodeFolding(data: Uint8Array<ArrayBuffer>): Promise<Folding> {
  const numbers = new Integers(await inflate(data));
  const count = numbers.next();
  const from = sums(numbers.take(count));
  const to = sums(numbers.take(count).map((value) => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)));
  const traditional = new Map(from.map((code, at) => [String.fromCodePoint(code), String.fromCodePoint(to[at] ?? 0)]));
  const more = numbers.next();
  const keys = sums(numbers.take(more));
  const sizes = numbers.take(more);
  const cases = new Map(
    keys.map((code, at) => [String.fromCodePoint(code), String.fromCodePoint(...numbers.take(sizes[at] ?? 0))]),
  );
  return new Folding(traditional, cases);
}

function sums(steps: number[]): number[] {
  let value = 0;
  return steps.map((step) => (value += step));
}
