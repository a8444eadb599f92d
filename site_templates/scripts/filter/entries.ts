/** The entries of a page's lists: what they may be narrowed and ordered by, and showing or hiding them. */
import { type Entry, folded } from "./model";

/** Lists of more entries than this are laid out with plain lines. */
const LONG = 100;

/** `data-<facet>`: the entry's values, parted by spaces. `[data-words]`: what the text box looks in. */
export class Entries {
  readonly items: readonly HTMLElement[];
  readonly entries: readonly Entry[];
  private readonly lists: readonly HTMLElement[];
  /** The order each list has in the page. */
  private readonly own: readonly (readonly HTMLElement[])[];

  constructor(
    private readonly place: HTMLElement,
    facets: readonly string[],
  ) {
    this.lists = [...place.querySelectorAll<HTMLElement>("[data-entries]")];
    this.own = this.lists.map((list) => [...list.children].filter((item) => item instanceof HTMLElement));
    this.items = this.own.flat();
    if (this.items.length > LONG) place.classList.add("long");
    this.entries = this.items.map((item) => ({
      values: new Map(facets.map((facet) => [facet, (item.dataset[facet] ?? "").split(" ").filter(Boolean)])),
      words: folded([...item.querySelectorAll("[data-words]")].map((part) => part.textContent).join(" ")),
    }));
  }

  /** Show what matches, and only groups that have something to show. */
  show(matches: readonly boolean[]): void {
    this.items.forEach((item, at) => {
      const isHidden = matches[at] !== true;
      if (item.hidden !== isHidden) item.hidden = isHidden;
    });
    for (const group of this.place.querySelectorAll<HTMLElement>("[data-group]")) {
      group.hidden = group.querySelector("[data-entries] > :not([hidden])") === null;
    }
  }

  /** Order each list by `data-sort-<key>`: titles rise, numbers fall; no key is the page's own order. */
  sort(key: string, language: string): void {
    const collator = new Intl.Collator(language, { numeric: true });
    const name = `sort${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    this.lists.forEach((list, at) => {
      const items = [...(this.own[at] ?? [])];
      if (key === "title") {
        items.sort((one, other) => collator.compare(one.dataset[name] ?? "", other.dataset[name] ?? ""));
      } else if (key !== "") {
        items.sort((one, other) => Number(other.dataset[name] ?? 0) - Number(one.dataset[name] ?? 0));
      }
      list.append(...items);
    });
  }
}
