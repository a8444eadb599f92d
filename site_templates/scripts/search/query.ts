/** The query language: what the searcher wrote, as a tree. The grammar is in docs/search-format.md. */
import { period } from "./dates";
import type { Folding } from "./folding";
import type { Note } from "./model";
import { documentNumber, numberKey } from "./numbers";
import { type Node, type Phrase, phrasesOf, trimmed } from "./tree";
import { classOf, units } from "./units";

const QUERY_LIMIT = 512;
const TERM_LIMIT = 48;
const DEPTH_LIMIT = 12;
const NUMBER_LIMIT = 64;

type Field = "title" | "department" | "kind" | "number" | "from" | "to";
const FIELDS: readonly (readonly [string, Field])[] = [
  ["title", "title"],
  ["department", "department"],
  ["kind", "kind"],
  ["number", "number"],
  ["from", "from"],
  ["to", "to"],
  ["标题", "title"],
  ["部门", "department"],
  ["类型", "kind"],
  ["文号", "number"],
  ["自", "from"],
  ["至", "to"],
];
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["“", "”"],
  ["＂", "＂"],
  ["”", "”"],
]);
const OPERATORS = { or: ["||", "OR", "|"], and: ["AND", "&&", "&"], not: ["NOT"] } as const;
const LETTER = /[\p{L}\p{N}]/u;

/** A parsed query. No root: everything. `whole`: all words of a plain query as one phrase. */
export interface Query {
  root: Node | null;
  whole: Phrase | null;
  notes: Note[];
}

/** Read a query. Never throws. */
export function parse(text: string, folding: Folding): Query {
  const parser = new Parser(text, folding);
  const read = parser.parse();
  let root = read;
  let whole: Phrase | null = null;
  if (root?.is === "all" && root.without.length === 0 && parser.plain) {
    if (root.items.every((item) => item.is === "word" || item.is === "phrase")) {
      whole = phrasesOf(units(parser.text, folding), { changed: false, title: false, loose: false })[0] ?? null;
    }
  }
  const number = documentNumber(Array.from(text).slice(0, NUMBER_LIMIT).join(""), folding);
  if (number !== null && root !== null && parser.plain) {
    if (number.endsWith("号")) {
      // Spaces within divide nothing.
      const how = { changed: changed(parser.text, folding), title: false, loose: false };
      root = { is: "all", items: phrasesOf(units(parser.text, folding), how), without: [] };
      whole = null;
      parser.notes.length = 0;
    }
    root = { is: "any", items: [{ is: "value", field: "number", text: number }, root] };
  }
  const seen = new Set<string>();
  const notes = parser.notes.filter(({ code, value }) => {
    const key = `${code} ${value}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
  return { root, whole, notes };
}

class Parser {
  readonly notes: Note[] = [];
  readonly text: string;
  plain = true;
  private readonly chars: readonly string[];
  private at = 0;
  private depth = 0;
  private terms = 0;

  constructor(
    text: string,
    private readonly folding: Folding,
  ) {
    const chars = Array.from(text);
    this.chars = chars.slice(0, QUERY_LIMIT);
    this.text = this.chars.join("");
    if (chars.length > QUERY_LIMIT) this.note("too-long", `${QUERY_LIMIT}`);
  }

  private note(code: string, value = ""): void {
    this.notes.push({ code, value });
  }

  parse(): Node | null {
    const root = this.any();
    if (root === null) this.note(this.text.trim() === "" ? "empty" : "no-words");
    return root;
  }

  private any(): Node | null {
    const found: Node[] = [];
    for (;;) {
      const item = this.all();
      if (item !== null) found.push(item);
      if (this.peek() === "" || (this.peek() === ")" && this.depth > 0)) break;
    }
    const [first, second] = found;
    if (first === undefined) return null;
    return second === undefined ? first : { is: "any", items: found };
  }

  private all(): Node | null {
    const wanted: Node[] = [];
    const without: Node[] = [];
    for (;;) {
      this.skipSpace();
      const here = this.peek();
      if (here === "" || (here === ")" && this.depth > 0)) break;
      if (this.operator(OPERATORS.or)) {
        this.plain = false;
        break;
      }
      if (this.operator(OPERATORS.and)) {
        this.plain = false;
        continue;
      }
      const exclude = this.exclusion();
      const node = this.item();
      if (node !== null) (exclude ? without : wanted).push(node);
    }
    if (without.length > 0 && wanted.length === 0) this.note("only-exclusions");
    const [first, second] = wanted;
    if (without.length === 0 && first !== undefined && second === undefined) return first;
    return first !== undefined || without.length > 0 ? { is: "all", items: wanted, without } : null;
  }

  private peek(): string {
    return this.chars[this.at] ?? "";
  }

  private skipSpace(): void {
    while (spacing(this.peek())) this.at++;
  }

  private operator(names: readonly string[]): boolean {
    for (const name of names) {
      const after = this.at + name.length;
      const follows = this.chars[after] ?? "";
      if (this.startsWith(name) && (follows === "" || "()".includes(follows) || spacing(follows))) {
        this.at = after;
        return true;
      }
    }
    return false;
  }

  private startsWith(text: string): boolean {
    return this.chars.slice(this.at, this.at + text.length).join("") === text;
  }

  private exclusion(): boolean {
    let exclude = false;
    for (;;) {
      const here = this.peek();
      if (here !== "" && "-－−".includes(here) && !spacing(this.chars[this.at + 1] ?? "")) this.at++;
      else if (this.operator(OPERATORS.not)) this.skipSpace();
      else return exclude;
      this.plain = false;
      exclude = true;
    }
  }

  private item(): Node | null {
    const here = this.peek();
    if (here === "(" && this.depth < DEPTH_LIMIT) return this.group();
    if (QUOTES.has(here)) return this.quoted(false);
    const field = this.field();
    return field === null ? this.chunk(this.readChunk(), false) : this.fieldValue(field);
  }

  private group(): Node | null {
    this.at++;
    this.depth++;
    const plain = this.plain;
    const node = this.any();
    this.depth--;
    if (this.peek() === ")") this.at++;
    else this.note("unbalanced-group");
    this.plain = plain && (node?.is === "word" || node?.is === "prefix" || node?.is === "phrase") && node.is !== "prefix";
    return node;
  }

  /** The text between quotation marks; null where they are not closed. */
  private inside(): { text: string; closed: boolean } {
    const closing = QUOTES.get(this.peek()) ?? "";
    const found = this.chars.indexOf(closing, this.at + 1);
    const end = found < 0 ? this.chars.length : found;
    const text = this.chars.slice(this.at + 1, end).join("");
    this.at = end + 1;
    return { text, closed: found >= 0 };
  }

  private quoted(title: boolean): Node | null {
    this.plain = false;
    const { text, closed } = this.inside();
    if (!closed) this.note("unbalanced-quote");
    return this.phrase(text, title, false);
  }

  private field(): Field | null {
    for (const [name, field] of FIELDS) {
      const after = this.at + name.length;
      const follows = this.chars[after] ?? "";
      if (this.chars.slice(this.at, after).join("").toLowerCase() === name && (follows === ":" || follows === "：")) {
        this.at = after + 1;
        this.plain = false;
        return field;
      }
    }
    return null;
  }

  private fieldValue(field: Field): Node | null {
    const opens = QUOTES.has(this.peek());
    if (field === "title") return opens ? this.quoted(true) : this.chunk(this.readChunk(), true);
    const text = opens ? this.inside().text : this.readChunk();
    if (field === "from" || field === "to") return this.date(field, text);
    if (units(text, this.folding).length === 0) return null;
    return { is: "value", field, text: field === "number" ? numberKey(text, this.folding) : text };
  }

  private date(field: "from" | "to", text: string): Node | null {
    const days = period(text);
    if (days === null) {
      this.note("bad-date", text);
      return null;
    }
    return { is: "dates", since: field === "from" ? days[0] : null, until: field === "to" ? days[1] : null };
  }

  private readChunk(): string {
    const begin = this.at;
    let depth = 0;
    while (this.at < this.chars.length) {
      const here = this.peek();
      if (spacing(here) || (here === ")" && depth === 0 && this.depth > 0)) break;
      if (here === "(") depth++;
      else if (here === ")" && depth > 0) depth--;
      this.at++;
    }
    return this.chars.slice(begin, this.at).join("");
  }

  private chunk(chunk: string, title: boolean): Node | null {
    const row = trimmed(units(chunk, this.folding));
    const [only] = row;
    if (only === undefined || row.length > 1 || only.kind !== "word") return this.phrase(chunk, title, true);
    if (!this.room()) return null;
    const is = /[*＊]\s*$/.test(chunk) ? "prefix" : "word";
    this.plain = this.plain && is === "word";
    return { is, text: only.text, changed: changed(chunk, this.folding), title };
  }

  private phrase(text: string, title: boolean, loose: boolean): Node | null {
    const row = trimmed(units(text, this.folding));
    const [only] = row;
    if (only === undefined || !this.room()) return null;
    const oneCharacter = row.length === 1 && only.kind === "han" && !title;
    if (oneCharacter) this.note("one-character", only.text);
    const how = { changed: changed(text, this.folding), title: title || oneCharacter, loose };
    const phrases = phrasesOf(row, how);
    const [first, second] = phrases;
    if (first === undefined) return null;
    return second === undefined ? first : { is: "all", items: phrases, without: [] };
  }

  private room(): boolean {
    this.terms++;
    if (this.terms === TERM_LIMIT + 1) this.note("too-many", `${TERM_LIMIT}`);
    return this.terms <= TERM_LIMIT;
  }
}

function spacing(char: string): boolean {
  return char !== "" && classOf(char) === "space";
}

/** Whether folding changes more than case. */
function changed(text: string, folding: Folding): boolean {
  return Array.from(text).some((char) => {
    if (char <= "\x7f" || !LETTER.test(char)) return false;
    const folded = folding.character(char);
    return folded !== char && folded !== folding.lower(char);
  });
}
