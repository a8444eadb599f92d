/**
 * A list that can be narrowed, built on what the page holds (site_templates/pages/filter.html):
 *
 *     [data-listing]
 *       [data-controls]              shown: the text box, the order, the button that removes all
 *       details > [data-facet]       its values: li[data-value] with .value; data-kind="select" for a choice of one
 *       [data-found]                 says how many are shown; its data-* hold the sentences
 *       [data-chosen]                what is chosen, each a button that takes it away
 *       [data-group] [data-entries]  the entries, with data-<facet>, data-sort-<key> and [data-words]
 */
import { element } from "../search/dom";
import { Entries } from "./entries";
import { Facet } from "./facet";
import { narrow } from "./model";
import { type State, choose, fromFragment, toFragment } from "./state";

const WIDE = "(min-width: 56rem)";
const NOTHING: State = { chosen: new Map(), query: "", sort: "" };

export class Listing {
  private readonly language = document.documentElement.lang;
  private readonly facets: readonly Facet[];
  private readonly names: readonly string[];
  private readonly entries: Entries;
  private readonly box: HTMLInputElement | null;
  private readonly order: HTMLSelectElement | null;
  private readonly found: HTMLElement | null;
  private readonly chosen: HTMLElement | null;
  private state: State;
  private sorted = "";

  constructor(private readonly place: HTMLElement) {
    this.facets = [...place.querySelectorAll<HTMLElement>("[data-facet]")].map(
      (part): Facet =>
        new Facet(part, (value, on, only) => {
          this.go(choose(this.state, part.dataset["facet"] ?? "", value, on, only));
        }),
    );
    this.names = this.facets.map((facet) => facet.name);
    this.entries = new Entries(place, this.names);
    this.box = place.querySelector("input[name=q]");
    this.order = place.querySelector("select[name=sort]");
    this.found = place.querySelector("[data-found]");
    this.chosen = place.querySelector("[data-chosen]");
    this.state = fromFragment(location.hash, this.names) ?? NOTHING;
  }

  /** Show the list as the fragment says, and follow what is ticked, written and chosen. */
  mount(): void {
    for (const part of this.place.querySelectorAll<HTMLElement>("[data-controls]")) part.hidden = false;
    this.openOnWideScreens();
    this.box?.addEventListener("input", () => {
      this.go({ ...this.state, query: this.box?.value ?? "" }, true);
    });
    this.order?.addEventListener("change", () => {
      this.go({ ...this.state, sort: this.order?.value ?? "" });
    });
    this.place.querySelector("[data-reset]")?.addEventListener("click", () => {
      this.go({ ...NOTHING, sort: this.state.sort });
      this.box?.focus();
    });
    addEventListener("popstate", () => {
      const state = fromFragment(location.hash, this.names);
      if (state !== null) this.show(state);
    });
    this.show(this.state);
  }

  /** Facets stand open beside the list where there is room; on a phone they wait to be opened. */
  private openOnWideScreens(): void {
    const details = this.place.querySelector("details");
    if (details === null) return;
    const wide = matchMedia(WIDE);
    details.open = wide.matches;
    wide.addEventListener("change", () => {
      details.open = wide.matches;
    });
  }

  /** A new state of the reader's making; `typing` makes no new step for the back button. */
  private go(state: State, typing = false): void {
    const fragment = toFragment(state);
    const address = fragment === "#" ? `${location.pathname}${location.search}` : fragment;
    if (typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.show(state);
  }

  private show(state: State): void {
    this.state = state;
    const { matches, total, counts } = narrow(this.entries.entries, this.names, state);
    if (state.sort !== this.sorted) this.entries.sort(state.sort, this.language);
    this.sorted = state.sort;
    this.entries.show(matches);
    for (const facet of this.facets) {
      facet.show(counts.get(facet.name) ?? new Map(), state.chosen.get(facet.name) ?? [], this.language);
    }
    if (this.box !== null && this.box.value.trim() !== state.query.trim()) this.box.value = state.query;
    if (this.order !== null) this.order.value = state.sort;
    this.say(total, matches.length);
    this.showChosen();
  }

  private say(shown: number, all: number): void {
    if (this.found === null) return;
    const { all: whole = "", some = "", none = "" } = this.found.dataset;
    const sentence = shown === 0 ? none : shown === all ? whole : some;
    const number = (value: number): string => value.toLocaleString(this.language);
    this.found.textContent = sentence.replace("{shown}", number(shown)).replace("{total}", number(all));
  }

  private showChosen(): void {
    const isNarrowed = this.state.chosen.size > 0 || this.state.query.trim() !== "";
    for (const button of this.place.querySelectorAll<HTMLElement>("[data-reset]")) button.hidden = !isNarrowed;
    const buttons = this.facets.flatMap((facet) =>
      (this.state.chosen.get(facet.name) ?? []).map((value) => this.remover(facet, value)),
    );
    this.chosen?.replaceChildren(...buttons.map((button) => element("li", {}, button)));
    if (this.chosen !== null) this.chosen.hidden = buttons.length === 0;
  }

  private remover(facet: Facet, value: string): HTMLButtonElement {
    const title = facet.title(value);
    const label = (this.chosen?.dataset["remove"] ?? "").replace("{value}", title);
    const button = element("button", { type: "button", "aria-label": label }, title);
    button.addEventListener("click", () => {
      this.go(choose(this.state, facet.name, value, false));
      (this.chosen?.querySelector("button") ?? this.box)?.focus();
    });
    return button;
  }
}
