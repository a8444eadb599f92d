/** Elements made from code: text is text, never markup. */
import type { Span } from "./model";

type Child = Node | string;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A text with its matches in `<mark>`. Ranges count code points. */
export function highlighted(text: string, marks: readonly Span[]): Child[] {
  const chars = Array.from(text);
  const parts: Child[] = [];
  let last = 0;
  for (const [begin, end] of marks) {
    if (begin > last) parts.push(chars.slice(last, begin).join(""));
    parts.push(element("mark", {}, chars.slice(begin, end).join("")));
    last = end;
  }
  if (last < chars.length) parts.push(chars.slice(last).join(""));
  return parts;
}

const HAN = /\p{Script=Han}/u;

/** The `lang` a text needs on a page of another language. */
export function languageAttribute(text: string, page: string): Record<string, string> {
  const isHan = HAN.test(text);
  if (isHan && !/^(?:zh|ja)/.test(page)) return { lang: "zh" };
  return !isHan && page.startsWith("zh") ? { lang: "en" } : {};
}
