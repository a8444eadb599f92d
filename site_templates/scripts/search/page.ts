/** The search page: reads the fragment, searches, shows. Words never leave the browser. */
import { element } from "./dom";
import { filterParts, settingParts } from "./filters";
import { type HitSettings, hitItem } from "./hits";
import { keepingParts } from "./keeping";
import { Words } from "./messages";
import type { Hit, Marked, Options, Results } from "./model";
import { SearchIndex } from "./reader";
import { type State, fromFragment, isAsking, isFiltered, toFragment } from "./state";

const PER_PAGE = 10;
const PAUSE = 200;
/** Requests a first answer takes at the most; what it has no room for waits until the reader does something. */
const FIRST = 14;
/** Filters are counted at once when no more than this must be read for it. */
const FACET_BYTES = 8192;

export class SearchPage {
  private readonly words: Words;
  private readonly box: HTMLInputElement;
  private readonly status = element("p", { role: "status", "aria-live": "polite", class: "found" });
  private readonly notes = element("ul", { class: "notes" });
  private readonly settings = element("div");
  private readonly filters = element("details", { class: "filters" });
  private readonly list = element("ol", { class: "hits" });
  private readonly more = element("button", { type: "button" });
  private readonly keeping: HTMLElement;
  private readonly address: string;
  private readonly prefix: string;
  private index: Promise<SearchIndex> | null = null;
  private state: State;
  /** Counts searches, so that a late answer to an old one is not shown. */
  private turn = 0;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private searched = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly form: HTMLFormElement,
    private readonly results: HTMLElement,
  ) {
    const { index = "/search/index/", lang = "en", prefix = "" } = place.dataset;
    this.address = index;
    this.prefix = prefix;
    this.words = new Words(lang, ownMessages());
    const box = form.querySelector<HTMLInputElement>("input[name=q]");
    if (box === null) throw new Error("the search form has no input named q");
    this.box = box;
    this.state = fromFragment(location.hash);
    this.keeping = keepingParts({
      words: this.words,
      prefix: this.prefix,
      query: () => this.state.query,
      collect: async (limit) => (await this.opened()).search(this.state.query, optionsOf(this.state, 0, limit)),
    });
    this.keeping.hidden = true;
  }

  /** Show the page as the fragment says, and follow what is typed, ticked and pressed. */
  mount(): void {
    this.more.textContent = this.words.say("more");
    this.results.replaceChildren(this.status, this.notes, this.settings, this.filters, this.list, this.more, this.keeping);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go({ ...this.state, query: this.box.value, page: 1 });
    });
    // What an input method has not settled yet is no query: its letters are not the words.
    this.box.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) this.typed();
    });
    this.box.addEventListener("compositionend", () => {
      this.typed();
    });
    this.more.addEventListener("click", () => {
      this.go({ ...this.state, page: this.state.page + 1 }, true);
    });
    this.place.addEventListener("keydown", (event) => {
      this.moved(event);
    });
    addEventListener("hashchange", () => {
      this.follow();
    });
    this.follow();
  }

  /** Take the state from the address. */
  private follow(): void {
    this.state = fromFragment(location.hash);
    if (this.box.value.trim() !== this.state.query.trim()) this.box.value = this.state.query;
    void this.search(false);
  }

  /** Put a state into the address, and show it. */
  private go(state: State, further = false): void {
    clearTimeout(this.typing);
    this.state = state;
    const fragment = toFragment(state);
    if (fragment !== location.hash) {
      if (further || !this.searched) history.replaceState(null, "", fragment);
      else history.pushState(null, "", fragment);
    }
    void this.search(further);
  }

  /** After the first search, results follow what is typed. */
  private typed(): void {
    clearTimeout(this.typing);
    if (!this.searched) return;
    this.typing = setTimeout(() => {
      this.state = { ...this.state, query: this.box.value, page: 1 };
      history.replaceState(null, "", toFragment(this.state));
      void this.search(false);
    }, PAUSE);
  }

  private async search(further: boolean): Promise<void> {
    const turn = ++this.turn;
    const { state } = this;
    if (!isAsking(state)) {
      this.clear();
      return;
    }
    if (this.list.children.length === 0) this.status.textContent = this.words.say("loading");
    this.place.setAttribute("aria-busy", "true");
    try {
      const index = await this.opened();
      const first = !this.searched && state.page === 1;
      const shown = further ? this.list.children.length : 0;
      const options = optionsOf(state, shown, state.page * PER_PAGE - shown);
      if (index.facetBytes <= FACET_BYTES) index.facetsAhead();
      const found = await index.search(state.query, first ? { ...options, requests: FIRST } : options);
      if (turn !== this.turn) return;
      this.searched = true;
      this.show(index, found, shown, first ? FIRST - index.requests : Infinity);
      await this.showFilters(index, turn, first);
    } catch {
      this.index = null;
      if (turn === this.turn) this.fail();
    } finally {
      if (turn === this.turn) this.place.removeAttribute("aria-busy");
    }
  }

  private opened(): Promise<SearchIndex> {
    this.index ??= SearchIndex.open(this.address, this.state.query);
    return this.index;
  }

  private clear(): void {
    this.list.replaceChildren();
    this.notes.replaceChildren();
    this.settings.replaceChildren();
    this.status.textContent = "";
    this.filters.hidden = true;
    this.more.hidden = true;
    this.keeping.hidden = true;
    this.place.removeAttribute("aria-busy");
  }

  private fail(): void {
    this.clear();
    this.status.textContent = this.words.say("failed");
  }

  /** Show results after those `shown` already; passages are read for so many of them, and later for the others. */
  private show(index: SearchIndex, found: Results, shown: number, passages: number): void {
    const { query } = this.state;
    let left = passages;
    const passage = async (hit: Hit): Promise<Marked> => {
      left -= 1;
      if (left < 0) await stirring();
      return index.passage(hit, query);
    };
    this.status.textContent = this.count(found.total);
    this.notes.replaceChildren(
      ...found.notes.map(({ code, value }) => element("li", {}, this.words.note(code, value))),
    );
    const settings: HitSettings = {
      words: this.words,
      prefix: this.prefix,
      marks: (text) => index.marks(text, query),
      passage,
    };
    const items = found.hits.map((hit) => hitItem(hit, settings));
    if (shown === 0) this.list.replaceChildren(...items);
    else this.list.append(...items);
    if (shown > 0) items[0]?.querySelector("a")?.focus();
    this.more.hidden = this.list.children.length >= found.total || found.hits.length === 0;
    this.keeping.hidden = found.total === 0;
    if (!this.settings.contains(document.activeElement)) {
      this.settings.replaceChildren(
        settingParts(this.state, this.words, (part) => {
          this.go({ ...this.state, ...part, page: 1 });
        }),
      );
    }
  }

  private count(total: number): string {
    if (total === 0) return this.words.say("none", { query: this.state.query });
    return total === 1 ? this.words.say("one") : this.words.say("many", { total });
  }

  /** Count the filters now if that is cheap or they are in use, else when they are opened. */
  private async showFilters(index: SearchIndex, turn: number, first: boolean): Promise<void> {
    const held = this.filters.contains(document.activeElement) ? document.activeElement : null;
    const focused = held instanceof HTMLInputElement ? [held.name, held.value] : null;
    const fill = async (): Promise<void> => {
      const found = await index.search(this.state.query, { ...optionsOf(this.state, 0, 0), facets: true });
      if (turn !== this.turn || found.facets === null) return;
      const parts = filterParts(found.facets, this.state, this.words, (state) => {
        this.go(state);
      });
      this.filters.replaceChildren(element("summary", {}, this.words.say("filters")), ...parts);
      this.filters.hidden = parts.length === 0;
      if (focused !== null) this.focusBox(focused);
    };
    this.filters.ontoggle = null;
    const cheap = index.facetBytes <= FACET_BYTES && (!first || index.requests < FIRST);
    if (this.filters.open || isFiltered(this.state) || cheap) {
      await fill();
      return;
    }
    this.filters.hidden = false;
    this.filters.replaceChildren(element("summary", {}, this.words.say("filters")));
    this.filters.ontoggle = () => {
      this.filters.ontoggle = null;
      if (this.filters.open) void fill();
    };
  }

  private focusBox([name, value]: readonly string[]): void {
    for (const box of this.filters.querySelectorAll("input")) {
      if (box.name === name && box.value === value) box.focus();
    }
  }

  /** Arrow keys go from the words to the results, and from one to the next. */
  private moved(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...this.list.querySelectorAll<HTMLElement>("h2 a")];
    const stops = [this.box, ...links];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

/** When the reader does something: scrolls, points, presses a key. */
function stirring(): Promise<void> {
  return new Promise((resolve) => {
    for (const type of ["scroll", "pointermove", "pointerdown", "keydown"]) {
      addEventListener(
        type,
        () => {
          resolve();
        },
        { once: true, passive: true },
      );
    }
  });
}

function optionsOf(state: State, offset: number, limit: number): Options {
  const { kind, department, from, to, sort } = state;
  return { kind, department, since: from, until: to, sort, offset, limit };
}

function ownMessages(): unknown {
  try {
    return JSON.parse(document.getElementById("search-messages")?.textContent ?? "{}");
  } catch {
    return {};
  }
}
