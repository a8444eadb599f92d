/** The parts of the table on the page: a line that tells, controls, the table itself, the pages. */
import { element, languageAttribute } from "../search/dom";
import type { Value } from "../parquet/kinds";
import { cell, isShortened, shownText } from "./cells";
import { type Facts, keyOf, recordFragment, referredPage, type Shown } from "./facts";
import type { Words } from "./messages";
import { START, type State } from "./state";

export const PAGE_ROWS = 50;

export interface Actions {
  /** Go to a state, as a person asked. */
  readonly go: (state: State) => void;
  readonly cancel: () => void;
  readonly download: () => void;
}

export class View {
  readonly root = element("div", { class: "explorer" });
  readonly filters = element("div");
  private readonly status = element("p", { role: "status", class: "status" });
  private readonly retry = element("p");
  private readonly bar = element("progress", { max: "1" });
  private readonly stop: HTMLButtonElement;
  private readonly busy: HTMLElement;
  private readonly question = element("div", { class: "question", role: "group" });
  private readonly heads = new Map<string, HTMLElement>();
  private readonly body = element("tbody");
  private readonly note: HTMLElement;
  private readonly pager: HTMLElement;
  private readonly reset: HTMLAnchorElement;
  private readonly scroller: HTMLElement;
  private state: State = START;

  constructor(
    private readonly facts: Facts,
    private readonly fields: readonly Shown[],
    private readonly say: Words,
    private readonly language: string,
    private readonly actions: Actions,
  ) {
    this.stop = button(say("cancel"), () => {
      actions.cancel();
    });
    this.busy = element("p", { class: "busy" }, this.bar, " ", this.stop);
    this.busy.hidden = true;
    this.question.hidden = true;
    this.retry.hidden = true;
    this.note = element("p", { class: "quiet" }, say("shortened"));
    this.reset = element("a", { href: "#rows?" }, say("clear"));
    this.pager = element("nav", { class: "pager", "aria-label": say("pages") });
    const table = element("table", { class: "data" });
    table.append(element("caption", { class: "unseen" }, say("caption")), element("thead", {}, this.header()), this.body);
    this.scroller = element("section", { class: "scroll", tabindex: "0", "aria-label": say("scroll") }, table);
    const download = button(say("download"), () => {
      actions.download();
    });
    this.root.append(this.filters, this.status, this.retry, this.busy, this.question, this.scroller, this.note, this.pager);
    this.root.append(element("p", { class: "after" }, download, " ", this.reset));
  }

  /** Bring the reader to the rows. `pressed`: a button asked for them that is gone now, and the focus with it. */
  arrive(pressed: boolean): void {
    if (pressed) this.scroller.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "start" });
  }

  /** Say one thing in the live line. `again`: what it tells of failed and may be tried again. */
  tell(text: string, again?: () => void): void {
    this.status.textContent = text;
    const press = (): void => {
      this.scroller.focus({ preventScroll: true }); // the button goes
      again?.();
    };
    this.retry.replaceChildren(button(this.say("again"), press));
    this.retry.hidden = again === undefined;
  }

  /** Show how much is done, from 0 to 1; null: nothing goes on. */
  working(done: number | null): void {
    this.busy.hidden = done === null;
    this.root.toggleAttribute("aria-busy", done !== null);
    if (done !== null) this.bar.value = done;
    if (done !== null) this.bar.setAttribute("aria-label", this.say("working", { percent: Math.round(100 * done) }));
  }

  /** Take back a question that nobody answered. */
  dismiss(): void {
    this.question.hidden = true;
    this.question.replaceChildren();
    this.retry.hidden = true;
  }

  /** Ask before much is read. Resolves to whether it may be. */
  ask(text: string): Promise<boolean> {
    const before = document.activeElement;
    return new Promise((resolve) => {
      const answered = (yes: boolean): void => {
        this.dismiss();
        if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
        resolve(yes);
      };
      const yes = button(this.say("read"), () => {
        answered(true);
      });
      const no = button(this.say("cancel"), () => {
        answered(false);
      });
      this.question.setAttribute("aria-label", text);
      this.question.replaceChildren(element("p", {}, text), yes, " ", no);
      this.question.hidden = false;
      yes.focus({ preventScroll: true });
    });
  }

  /** Mark the order and offer the way back. */
  mark(state: State): void {
    this.state = state;
    for (const [name, head] of this.heads) {
      if (name === state.sort) head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.reset.hidden = state.sort === "" && state.filters.size === 0;
  }

  /** Show one page of rows. `count`: how many rows there are to page through. */
  show(rows: readonly (readonly Value[])[], count: number, state: State): void {
    this.body.replaceChildren(...rows.map((row) => this.row(row)));
    const yes = { yes: this.say("yes"), no: this.say("no") };
    this.note.hidden = !rows.some((row) => row.some((value, at) => isShortened(this.textAt(at, value, yes))));
    this.page(count, state);
    this.scroller.scrollTop = 0;
  }

  private textAt(at: number, value: Value, says: { readonly yes: string; readonly no: string }): string | null {
    const field = this.fields[at];
    return field === undefined ? null : shownText(field, value, says);
  }

  private header(): HTMLElement {
    const row = element("tr");
    for (const field of this.fields) {
      const sort = button(field.title, () => {
        const again = this.state.sort === field.name && !this.state.descending;
        this.actions.go({ ...this.state, sort: field.name, descending: again, page: 1 });
      });
      for (const [name, value] of Object.entries(languageAttribute(field.title, this.language))) sort.setAttribute(name, value);
      const head = element("th", { scope: "col", ...(field.look === "" ? {} : { class: field.look }) }, sort);
      this.heads.set(field.name, head);
      row.append(head);
    }
    return row;
  }

  private row(values: readonly Value[]): HTMLElement {
    const key = keyOf(this.facts.key, this.fields, values);
    const made = element("tr");
    for (const [at, field] of this.fields.entries()) {
      const linked = key !== null && field.name === this.facts.key[0];
      const value = values[at] ?? null;
      const href = linked ? this.facts.record + recordFragment(key) : referredPage(field, value);
      made.append(cell(field, value, this.say, this.language, href));
    }
    return made;
  }

  private page(count: number, state: State): void {
    const pages = Math.max(1, Math.ceil(count / PAGE_ROWS));
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["page"] : undefined;
    const step = (name: "previous" | "next", page: number): HTMLButtonElement => {
      const made = button(this.say(name), () => {
        this.actions.go({ ...state, page });
      });
      made.dataset["page"] = name;
      made.disabled = page < 1 || page > pages;
      return made;
    };
    const number = element("input", { type: "number", min: "1", max: `${pages}`, name: "page", inputmode: "numeric" });
    number.value = `${state.page}`;
    const form = element("form", { novalidate: "" }, element("label", {}, this.say("page"), " ", number), " ", this.say("of", { pages }), " ");
    form.append(element("button", { type: "submit" }, this.say("go")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.actions.go({ ...state, page: Math.min(pages, Math.max(1, Math.floor(Number(number.value)) || 1)) });
    });
    this.pager.hidden = pages < 2;
    this.pager.replaceChildren(step("previous", state.page - 1), form, step("next", state.page + 1));
    if (focused !== undefined) this.refocus(focused);
  }

  /** A button that was pressed is there anew: the focus stays on it, or on its fellow at either end. */
  private refocus(name: string): void {
    const buttons = [...this.pager.querySelectorAll<HTMLButtonElement>("button[data-page]:enabled")];
    (buttons.find((one) => one.dataset["page"] === name) ?? buttons[0])?.focus({ preventScroll: true });
  }
}


export function button(label: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", press);
  return made;
}
