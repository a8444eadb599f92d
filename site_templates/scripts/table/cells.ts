/** Values as the pages show them (publisher/site/rows.py). */
import { element, languageAttribute } from "../search/dom";
import type { Value } from "../parquet/kinds";
import { textOf } from "../parquet/text";
import { type Shown, titleOf, written } from "./facts";
import type { Words } from "./messages";

const LONGEST = 240; // characters of a cell

/** A value in words: a category by its title, a truth value, money with grouped digits; null when it is missing. */
export function shownText(field: Shown, value: Value, say: Pick<Says, "yes" | "no">): string | null {
  const text = textOf(written(field), value);
  if (text === null) return null;
  if (field.type === "category") return titleOf(field, text);
  if (field.type === "boolean" && (text === "true" || text === "false")) return text === "true" ? say.yes : say.no;
  return field.type === "money" && /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) ? grouped(text) : text;
}

export interface Says {
  readonly yes: string;
  readonly no: string;
  readonly missing: string;
}

/** Digits with their groups marked: `-1200.50` is `-1,200.50`. */
function grouped(text: string): string {
  const [whole = "", part] = text.split(".");
  const marked = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  return part === undefined ? marked : `${marked}.${part}`;
}

/** A cell of the table; `href` makes its text a link. */
export function cell(field: Shown, value: Value, say: Words, language: string, href: string | null): HTMLElement {
  const made = element("td", field.look === "" ? {} : { class: field.look });
  made.append(content(shownText(field, value, { yes: say("yes"), no: say("no") }), say("missing"), language, href));
  return made;
}

function content(text: string | null, missing: string, language: string, href: string | null): Node {
  if (text === null) return element("span", { class: "absent", role: "img", "aria-label": missing }, "–");
  const chars = Array.from(text);
  const shown = chars.length > LONGEST ? `${chars.slice(0, LONGEST).join("")}…` : text;
  const marks = languageAttribute(shown, language);
  if (href !== null) return element("a", { href, ...marks }, shown);
  return Object.keys(marks).length > 0 && /\p{L}/u.test(shown) ? element("span", marks, shown) : document.createTextNode(shown);
}

/** Whether a text is too long for a cell. */
export function isShortened(text: string | null): boolean {
  return text !== null && text.length > LONGEST && Array.from(text).length > LONGEST;
}
