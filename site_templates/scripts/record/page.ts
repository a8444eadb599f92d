/** The record page: the record of the fragment, with every field, its origin, its citation and its neighbours. */
import { element, languageAttribute } from "../search/dom";
import type { Value } from "../parquet/kinds";
import { AbsentError, NoRangesError } from "../parquet/source";
import { textOf } from "../parquet/text";
import { shownText } from "../table/cells";
import { START, toFragment } from "../table/state";
import { recordFragment, referredPage, type Shown, written } from "../table/facts";
import { Finder, type Found, type RecordFacts } from "./find";
import type { Words } from "./messages";

export class RecordPage {
  private readonly finder: Finder;
  private turn = 0;

  constructor(
    private readonly facts: RecordFacts,
    private readonly say: Words,
    private readonly language: string,
  ) {
    this.finder = new Finder(facts, (address, init) => fetch(address, init));
  }

  mount(): void {
    const form = part("record-form");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const inputs = form.querySelectorAll<HTMLInputElement>("input[name=part]");
      location.hash = recordFragment([...inputs].map((input) => input.value.trim()));
    });
    window.addEventListener("hashchange", () => void this.show());
    void this.show();
  }

  private async show(): Promise<void> {
    const turn = ++this.turn;
    const parts = partsOf(location.hash);
    this.fill(parts ?? []);
    part("record-found").hidden = true;
    part("record-absent").hidden = true;
    this.tell(this.say(parts === null ? "empty" : "loading"));
    if (parts === null) return;
    try {
      const found = await this.finder.find(parts);
      if (turn !== this.turn) return;
      this.tell("");
      if (found === null) this.renderAbsent(parts);
      else this.render(found, parts);
    } catch (error) {
      if (turn === this.turn) this.tell(this.failure(error));
    }
  }

  private render(found: Found, parts: readonly string[]): void {
    const list = part("record-fields");
    const explained = list.dataset["fields"] ?? "";
    list.replaceChildren(...found.fields.map((field, at) => this.field(field, found.values[at] ?? null, explained)));
    this.renderOrigin(found.origin);
    step("record-previous", found.previous);
    step("record-next", found.next);
    const citation = part("record-citation");
    const dataset = citation.dataset["address"] ?? "";
    const published = `${dataset}record/${recordFragment(parts)}`;
    citation.dataset["text"] ??= citation.textContent;
    citation.textContent = citation.dataset["text"].split(dataset).join(published);
    const address = part("record-address") as HTMLAnchorElement;
    address.href = recordFragment(parts);
    address.textContent = published;
    part("record-found").hidden = false;
  }

  /** Offer to search for the key's first part among all rows. */
  private renderAbsent(parts: readonly string[]): void {
    const [name = ""] = this.facts.key;
    const field = this.facts.fields.find((one) => one.name === name);
    const isText = field !== undefined && ["identifier", "text"].includes(field.type) && field.codes.length === 0;
    const filters = new Map(isText ? [[name, parts.slice(0, 1)]] : []);
    const link = part("record-search") as HTMLAnchorElement;
    link.hash = toFragment({ ...START, filters });
    part("record-absent").hidden = false;
  }

  private field(field: Shown, value: Value, explained: string): HTMLElement {
    const link = element("a", { href: `${explained}${field.name}`, ...languageAttribute(field.title, this.language) }, field.title);
    const description = this.facts.fields.find((one) => one.name === field.name)?.description ?? "";
    const term = element("dt", {}, link);
    if (description !== "") {
      term.append(element("span", { class: "quiet", ...languageAttribute(description, this.language) }, description));
    }
    return element("div", {}, term, element("dd", field.look === "" ? {} : { class: field.look }, ...this.value(field, value)));
  }

  private value(field: Shown, value: Value): (Node | string)[] {
    const text = textOf(written(field), value);
    const shown = shownText(field, value, { yes: this.say("yes"), no: this.say("no") });
    if (text === null || shown === null) {
      return [element("span", { class: "absent", role: "img", "aria-label": this.say("missing") }, "–")];
    }
    if (field.type === "url" && /^https?:\/\//i.test(text)) return [element("a", { href: text, rel: "nofollow noopener" }, text)];
    const mark = languageAttribute(shown, this.language);
    const referred = referredPage(field, value);
    if (referred !== null) return [element("a", { href: referred, ...mark }, shown)];
    const said = /\p{L}/u.test(shown) ? element("span", mark, shown) : shown;
    return field.type === "category" && shown !== text
      ? [said, " ", element("span", { class: "quiet" }, this.say("code", { code: text }))]
      : [said];
  }

  private renderOrigin(origin: readonly Value[] | null): void {
    for (const [at, name] of ["file", "sheet", "record"].entries()) {
      const place = part("record-origin").querySelector<HTMLElement>(`[data-origin=${name}]`);
      const value = (origin?.[at] ?? null) as string | number | null;
      if (place === null) continue;
      place.textContent = typeof value === "number" ? value.toLocaleString(this.language) : value;
      if (place.parentElement !== null) place.parentElement.hidden = value === null;
    }
  }

  private fill(parts: readonly string[]): void {
    part("record-key").textContent = parts.join(" / ");
    for (const [at, input] of document.querySelectorAll<HTMLInputElement>("#record-form input[name=part]").entries()) {
      input.value = parts[at] ?? "";
    }
  }

  private tell(text: string): void {
    part("record-status").textContent = text;
  }

  private failure(error: unknown): string {
    if (error instanceof NoRangesError) return this.say("no-ranges");
    return this.say(error instanceof AbsentError ? "absent" : "failed");
  }
}

/** The key's parts of a fragment; null when it has none, or is not well encoded. */
export function partsOf(fragment: string): string[] | null {
  if (fragment.length < 2) return null;
  try {
    return fragment.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
}

function step(id: string, key: readonly string[] | null): void {
  const link = part(id) as HTMLAnchorElement;
  link.hidden = key === null;
  if (key !== null) link.href = recordFragment(key);
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}
