/** The list of results. */
import { element, highlighted, languageAttribute } from "./dom";
import type { Words } from "./messages";
import type { Hit, Marked, Span } from "./model";

export interface HitSettings {
  words: Words;
  /** Put before the address of each result: `/zh`. */
  prefix: string;
  marks: (text: string) => readonly Span[];
  passage: (hit: Hit) => Promise<Marked>;
}

/** One result: its title as a link, what it is, and the passage that matched, filled in when it has been read. */
export function hitItem(hit: Hit, settings: HitSettings): HTMLLIElement {
  const { words, prefix } = settings;
  const own = hit.titles[words.language];
  const title = own ?? hit.title;
  const marks = title === hit.title ? hit.titleMarks : settings.marks(title);
  const language = languageAttribute(title, words.language);
  const heading = element("h2", language, ...titleParts(address(hit.url, prefix), highlighted(title, marks)));
  const item = element("li", { class: "hit" }, heading, about(hit, words));
  const snippet = element("p", { class: "snippet" });
  show(snippet, hit.snippet, words);
  item.append(snippet);
  if (hit.snippet.marks.length === 0 && hit.text.length > 0) {
    settings.passage(hit).then(
      (passage) => {
        show(snippet, passage, words);
      },
      () => undefined, // the beginning stays
    );
  }
  return item;
}

function titleParts(href: string | null, title: (Node | string)[]): (Node | string)[] {
  return href === null ? title : [element("a", { href }, ...title)];
}

/** Addresses of this site, and of the web; nothing else becomes a link. */
function address(url: string, prefix: string): string | null {
  if (url.startsWith("/") && !url.startsWith("//")) return prefix + url;
  return /^https?:\/\//.test(url) ? url : null;
}

/** The whole address of a result, where it has one. */
export function absolute(url: string, prefix: string): string | null {
  const href = address(url, prefix);
  return href === null ? null : new URL(href, location.href).href;
}

function about(hit: Hit, words: Words): HTMLParagraphElement {
  const line = element("p", { class: "meta" });
  const parts: (Node | string)[] = [];
  if (hit.kind !== "") parts.push(words.kind(hit.kind));
  if (hit.department !== "") parts.push(words.department(hit.department));
  if (hit.date !== null) parts.push(element("time", { datetime: hit.date }, hit.date));
  if (hit.tier !== "exact") parts.push(element("span", { class: "tier" }, words.say(`tier.${hit.tier}`)));
  parts.forEach((part, at) => {
    line.append(...(at > 0 ? [" · ", part] : [part]));
  });
  return line;
}

function show(place: HTMLElement, snippet: Marked, words: Words): void {
  place.replaceChildren(...highlighted(snippet.text, snippet.marks));
  place.hidden = snippet.text === "";
  const { lang } = languageAttribute(snippet.text, words.language);
  if (lang === undefined) place.removeAttribute("lang");
  else place.lang = lang;
}
