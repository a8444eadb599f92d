/** One facet: the links of the page become boxes to tick, or a box to choose one from. */
import { element } from "../search/dom";

interface Option {
  readonly value: string;
  readonly title: string;
  readonly show: (count: string, isNone: boolean, isChosen: boolean) => void;
}

export class Facet {
  readonly name: string;
  private readonly options: readonly Option[];

  /** `change` is called with a value, whether it is now chosen, and whether it is the only one. */
  constructor(place: HTMLElement, change: (value: string, on: boolean, only: boolean) => void) {
    this.name = place.dataset["facet"] ?? "";
    const items = [...place.querySelectorAll<HTMLElement>("li[data-value]")];
    this.options =
      place.dataset["kind"] === "select"
        ? selectOptions(place, items, (value) => {
            change(value, value !== "", true);
          })
        : items.map((item) => tickOption(this.name, item, change));
  }

  /** The values there are, each with its title. */
  title(value: string): string {
    return this.options.find((option) => option.value === value)?.title ?? value;
  }

  show(counts: ReadonlyMap<string, number>, chosen: readonly string[], language: string): void {
    for (const { value, show } of this.options) {
      const count = counts.get(value) ?? 0;
      show(count.toLocaleString(language), count === 0, chosen.includes(value));
    }
  }
}

function tickOption(facet: string, item: HTMLElement, change: (value: string, on: boolean, only: boolean) => void): Option {
  const value = item.dataset["value"] ?? "";
  const named = item.querySelector<HTMLElement>(".value") ?? item;
  const title = named.textContent.trim();
  const box = element("input", { type: "checkbox", name: facet, value });
  const count = element("span", { class: "count" });
  const text = element("span", {}, title);
  const language = named.querySelector("[lang]")?.getAttribute("lang");
  if (language) text.lang = language;
  box.addEventListener("change", () => {
    change(value, box.checked, false);
  });
  item.replaceChildren(element("label", {}, box, text, count));
  return {
    value,
    title,
    show: (number, isNone, isChosen) => {
      box.checked = isChosen;
      count.textContent = number;
      item.classList.toggle("none", isNone);
    },
  };
}

function selectOptions(place: HTMLElement, items: readonly HTMLElement[], change: (value: string) => void): Option[] {
  const legend = place.querySelector("legend")?.textContent ?? "";
  const select = element("select", { name: place.dataset["facet"] ?? "", "aria-label": legend.trim() });
  select.append(new Option(place.dataset["any"] ?? "", ""));
  const options = items.map((item): Option => {
    const value = item.dataset["value"] ?? "";
    const title = (item.querySelector(".value")?.textContent ?? "").trim();
    const made = new Option(title, value);
    select.append(made);
    return {
      value,
      title,
      show: (number, _, isChosen) => {
        made.text = `${title} (${number})`;
        if (isChosen) made.selected = true;
        else if (made.selected) select.value = "";
      },
    };
  });
  select.addEventListener("change", () => {
    change(select.value);
  });
  place.querySelector("ul")?.replaceWith(select);
  return options;
}
