/** The filters above the table: one line for each column that is asked for. */
import { element } from "../search/dom";
import { manner } from "./asking";
import type { Shown } from "./facts";
import type { Words } from "./messages";
import type { State } from "./state";
import { button } from "./view";

type Filters = Map<string, readonly string[]>;

export class FilterForm {
  private readonly list = element("div", { class: "lines" });
  private readonly choice: HTMLSelectElement;
  private readonly details: HTMLDetailsElement;
  private readonly names: string[] = [];

  constructor(
    place: HTMLElement,
    private readonly fields: readonly Shown[],
    private readonly say: Words,
    private readonly change: (filters: Filters) => void,
  ) {
    this.choice = element("select", { name: "column" });
    for (const { name, title } of fields) this.choice.append(element("option", { value: name }, title));
    const add = button(say("add"), () => {
      this.add(this.choice.value);
    });
    const form = element("form", {}, this.list);
    const choose = element("label", {}, say("add-column"), " ", this.choice);
    form.append(element("p", { class: "add" }, choose, " ", add, " ", element("button", { type: "submit" }, say("apply"))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change(this.asked());
    });
    this.details = element("details", { class: "row-filters" }, element("summary", {}, say("filters")), form);
    place.append(this.details);
  }

  /** Show what a state asks, unless the lines say the same already. */
  show({ filters }: State): void {
    if (JSON.stringify([...filters]) === JSON.stringify([...this.asked()])) return;
    this.names.length = 0;
    this.list.replaceChildren();
    for (const [name, texts] of filters) this.line(name, texts);
    if (filters.size > 0) this.details.open = true;
  }

  private add(name: string): void {
    if (!this.names.includes(name)) this.line(name, []);
    this.list.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"] input`)?.focus();
  }

  private line(name: string, texts: readonly string[]): void {
    const field = this.fields.find((one) => one.name === name);
    if (field === undefined) return;
    this.names.push(name);
    const made = element("fieldset", { "data-field": name }, element("legend", {}, field.title), ...this.inputs(field, texts));
    const remove = button("×", () => {
      this.names.splice(this.names.indexOf(name), 1);
      made.remove();
      this.choice.focus();
      this.change(this.asked());
    });
    remove.setAttribute("aria-label", this.say("remove", { field: field.title }));
    made.append(remove);
    this.list.append(made);
  }

  private inputs(field: Shown, texts: readonly string[]): HTMLElement[] {
    switch (manner(field)) {
      case "among":
        return this.boxes(field, texts);
      case "contains":
        return [labelled(this.say("contains"), "text", texts[0] ?? "")];
      case "between": {
        const [low = "", high = ""] = (texts[0] ?? "").split("..");
        const bounds = [labelled(this.say("from"), "low", low), labelled(this.say("to"), "high", high)];
        const isDay = ["day", "instant"].includes(field.column.kind.type);
        return isDay ? [...bounds, element("span", { class: "quiet" }, this.say("day-hint"))] : bounds;
      }
    }
  }

  private boxes(field: Shown, texts: readonly string[]): HTMLElement[] {
    const isBoolean = field.column.kind.type === "boolean";
    const booleans = [["true", this.say("yes")] as const, ["false", this.say("no")] as const];
    return (isBoolean ? booleans : field.codes).map(([code, title]) => {
      const box = element("input", { type: "checkbox", name: "code", value: code });
      box.checked = texts.includes(code);
      return element("label", {}, box, " ", title || code);
    });
  }

  /** What the lines ask; an empty line asks nothing. */
  private asked(): Filters {
    const found: Filters = new Map();
    for (const line of this.list.querySelectorAll("fieldset")) {
      const texts = textsOf(line);
      if (texts.length > 0) found.set(line.dataset["field"] ?? "", texts);
    }
    return found;
  }
}

function textsOf(line: HTMLElement): string[] {
  const value = (name: string): string => line.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value.trim() ?? "";
  const boxes = line.querySelectorAll<HTMLInputElement>("input[name=code]");
  if (boxes.length > 0) return [...boxes].filter((box) => box.checked).map((box) => box.value);
  if (line.querySelector("input[name=text]") !== null) return value("text") === "" ? [] : [value("text")];
  const bounds = `${value("low")}..${value("high")}`;
  return bounds === ".." ? [] : [bounds];
}

function labelled(label: string, name: string, value: string): HTMLElement {
  const input = element("input", { type: "text", name, autocomplete: "off" });
  input.value = value;
  return element("label", {}, label, " ", input);
}
