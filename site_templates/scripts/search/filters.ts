/** The filters beside the results: kinds and departments to tick, years to follow, dates, order. */
import { element } from "./dom";
import type { Words } from "./messages";
import type { Counts, Facets } from "./model";
import { type State, isFiltered, toFragment } from "./state";

type Change = (state: State) => void;

/** Build the filters for what was found; `change` is called with a new state. */
export function filterParts(facets: Facets, state: State, words: Words, change: Change): HTMLElement[] {
  const parts = [
    boxes("kind", facets.kind, state, words, change),
    boxes("department", facets.department, state, words, change),
    years(facets.year, state, words),
  ].filter((part) => part !== null);
  if (isFiltered(state)) {
    const plain = { ...state, kind: [], department: [], from: "", to: "", page: 1 };
    parts.push(element("p", {}, element("a", { href: toFragment(plain) }, words.say("clear"))));
  }
  return parts;
}

function boxes(
  field: "kind" | "department",
  counts: Counts,
  state: State,
  words: Words,
  change: Change,
): HTMLElement | null {
  const chosen = state[field];
  const shown: [string, number][] = counts.map(([value, count]) => [value, count]);
  for (const value of chosen) if (!shown.some(([other]) => other === value)) shown.push([value, 0]);
  const named = shown.filter(([value]) => value !== "");
  if (named.length < 2 && chosen.length === 0) return null;
  const list = element("ul");
  for (const [value, count] of named) {
    const box = element("input", { type: "checkbox", name: field, value });
    box.checked = chosen.includes(value);
    box.addEventListener("change", () => {
      const others = chosen.filter((other) => other !== value);
      change({ ...state, [field]: box.checked ? [...others, value] : others, page: 1 });
    });
    const name = field === "kind" ? words.kind(value) : words.department(value);
    const label = element("label", {}, box, " ", name, " ", counted(count, words));
    list.append(element("li", {}, label));
  }
  return element("fieldset", {}, element("legend", {}, words.say(`filter.${field}`)), list);
}

function years(counts: Counts, state: State, words: Words): HTMLElement | null {
  if (counts.length === 0) return null;
  const list = element("ul");
  for (const [year, count] of counts) {
    const chosen = state.from === year && state.to === year;
    const next = { ...state, from: chosen ? "" : year, to: chosen ? "" : year, page: 1 };
    const link = element("a", { href: toFragment(next) }, year);
    if (chosen) link.setAttribute("aria-current", "true");
    list.append(element("li", {}, link, " ", counted(count, words)));
  }
  const title = words.say("filter.year");
  return element("nav", { "aria-label": title }, element("h2", {}, title), list);
}

function counted(count: number, words: Words): HTMLElement {
  return element("span", { class: "count" }, `(${count.toLocaleString(words.language)})`);
}

/** Two dates and the order. `change` gets only what was changed. */
export function settingParts(state: State, words: Words, change: (part: Partial<State>) => void): HTMLElement {
  const hint = element("span", { class: "quiet", id: "search-date-hint" }, words.say("date-hint"));
  const parts: HTMLElement[] = (["from", "to"] as const).map((name) => {
    const box = element("input", { type: "text", name, size: "10", autocomplete: "off" });
    box.setAttribute("aria-describedby", hint.id);
    box.value = state[name];
    box.addEventListener("change", () => {
      change({ [name]: box.value.trim() });
    });
    return element("label", {}, words.say(name), " ", box);
  });
  const order = element("select", { name: "sort" });
  for (const sort of ["relevance", "date"] as const) order.append(new Option(words.say(sort), sort));
  order.value = state.sort;
  order.addEventListener("change", () => {
    change({ sort: order.value === "date" ? "date" : "relevance" });
  });
  parts.push(element("label", {}, words.say("sort"), " ", order));
  return element("div", { class: "settings" }, ...parts, hint);
}
