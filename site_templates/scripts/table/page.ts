/** The table on the dataset page: what the address asks for is read by range and shown. */
import { Table } from "../parquet/file";
import type { Value } from "../parquet/kinds";
import { answer, cost, type Filter, type Query } from "../parquet/query";
import { AbsentError, NoRangesError, Source } from "../parquet/source";
import { save } from "../site/save";
import { testOf } from "./asking";
import { csvCost, csvOf } from "./csv";
import { type Facts, type Shown, shownFields, titleOf } from "./facts";
import { FilterForm } from "./filters";
import type { Words } from "./messages";
import { sizeText } from "./phrases";
import { fromFragment, START, type State, toFragment } from "./state";
import { element } from "../search/dom";
import { button, PAGE_ROWS, View } from "./view";

const ASKED = 2_000_000; // bytes beyond which a person is asked first
const CSV_ROWS = 100_000;

/** What a person was asked and did not want. */
class RefusedError extends Error {}

export class TablePage {
  private readonly source: Source;
  private table: Table | null = null;
  private fields: Shown[] = [];
  private view: View | null = null;
  private form: FilterForm | null = null;
  private running = new AbortController();
  private state: State = START;
  /** The most bytes a person agreed to: what is smaller is not asked for again. */
  private agreed = ASKED;
  /** The rows of the last answer, and what was asked. */
  private answered: { readonly asked: string; readonly rows: Uint32Array | null } = { asked: "", rows: null };

  constructor(
    private readonly facts: Facts,
    private readonly place: HTMLElement,
    private readonly fixed: HTMLElement,
    private readonly say: Words,
    private readonly language: string,
  ) {
    this.source = new Source(facts.file.href, facts.file.size, (address, init) => fetch(address, init));
  }

  /** Open the file, put the table in the place of the fixed rows, and show what the address asks for. */
  async mount(): Promise<void> {
    this.table = await this.opened();
    this.fields = shownFields(this.facts.fields, this.table.columns);
    const go = (state: State): void => {
      history.pushState(null, "", toFragment(state));
      void this.show(state);
    };
    this.view = new View(this.facts, this.fields, this.say, this.language, {
      go,
      cancel: () => {
        this.running.abort();
      },
      download: () => void this.download(),
    });
    this.form = new FilterForm(this.view.filters, this.fields, this.say, (filters) => {
      go({ ...this.state, filters, page: 1 });
    });
    this.place.replaceChildren(this.view.root);
    window.addEventListener("popstate", () => {
      const state = fromFragment(location.hash);
      if (state !== null) void this.show(state);
    });
    const asked = fromFragment(location.hash);
    await this.show(asked ?? START);
    this.fixed.hidden = true;
    this.view.arrive(asked === null);
  }

  /** The file's footer. What may go well another time is tried as often as a person asks. Throws for all else. */
  private async opened(): Promise<Table> {
    for (;;) {
      const told = element("p", { role: "status" }, this.say("loading"));
      this.place.replaceChildren(told);
      try {
        return await Table.open(this.source, this.facts.file.footer);
      } catch (error) {
        told.textContent = this.failure(error);
        if (!mayGoWell(error)) throw error;
      }
      await new Promise<void>((resolve) => {
        const again = button(this.say("again"), resolve);
        this.place.append(again);
        if (document.activeElement === document.body) again.focus({ preventScroll: true });
      });
    }
  }

  private async show(state: State): Promise<void> {
    const { view, table } = this;
    if (view === null || table === null) return;
    this.state = state;
    this.form?.show(state);
    await this.guarded(async () => {
      const { query, left } = this.queryOf(state);
      const rows = await this.answer(table, query);
      const count = rows?.length ?? table.rows;
      const page = Math.min(state.page, Math.max(1, Math.ceil(count / PAGE_ROWS)));
      const from = (page - 1) * PAGE_ROWS;
      const wanted = Array.from({ length: Math.min(PAGE_ROWS, count - from) }, (_, at) => rows?.[from + at] ?? from + at);
      const { signal } = this.running;
      const values = await this.read(table, wanted);
      signal.throwIfAborted();
      view.mark(state);
      view.show(values, count, { ...state, page });
      view.tell([this.told(count, from, wanted.length), ...left].join(" "));
    }, () => void this.show(state));
  }

  /** Do one thing at a time: what is under way ends, and what goes wrong is told, with the offer to try `again`. */
  private async guarded(work: () => Promise<void>, again: () => void): Promise<void> {
    this.running.abort();
    const running = new AbortController();
    this.running = running;
    this.source.until(running.signal);
    this.view?.dismiss();
    this.view?.working(0);
    try {
      await work();
    } catch (error) {
      if (this.running === running) this.view?.tell(this.failure(error), mayGoWell(error) ? again : undefined);
    } finally {
      if (this.running === running) this.view?.working(null);
    }
  }

  private queryOf(state: State): { query: Query; left: string[] } {
    const filters: Filter[] = [];
    const left: string[] = [];
    for (const [name, texts] of state.filters) {
      const field = this.fields.find((one) => one.name === name);
      const test = field === undefined ? null : testOf(field, texts);
      if (test === null) left.push(this.say("not-understood", { field: field?.title ?? name, value: texts.join(", ") }));
      else filters.push({ column: name, test });
    }
    const sorted = this.fields.find((field) => field.name === state.sort);
    if (state.sort !== "" && sorted === undefined) {
      left.push(this.say("not-understood", { field: "sort", value: state.sort }));
    }
    const title = sorted === undefined || sorted.codes.length === 0 ? null : (code: string) => titleOf(sorted, code);
    const order = sorted === undefined ? null : { column: sorted.name, descending: state.descending, title };
    return { query: { filters, order }, left };
  }

  /** The rows that pass, in order; null for all of them as the file has them. */
  private async answer(table: Table, query: Query): Promise<Uint32Array | null> {
    if (query.filters.length === 0 && query.order === null) return this.kept("", null);
    const asked = JSON.stringify(query, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
    if (asked === this.answered.asked) return this.answered.rows;
    await this.consent(cost(table, query));
    const { signal } = this.running;
    const rows = await answer(table, query, (done) => {
      signal.throwIfAborted();
      this.view?.working(done);
    });
    return this.kept(asked, rows);
  }

  private kept(asked: string, rows: Uint32Array | null): Uint32Array | null {
    this.answered = { asked, rows };
    return rows;
  }

  /** Rows in the order asked for; the file is read in its own. */
  private async read(table: Table, wanted: readonly number[]): Promise<Value[][]> {
    const names = this.fields.map((field) => field.name);
    const ascending = [...wanted].sort((a, b) => a - b);
    await this.consent(table.source.missing(await table.ranges(ascending, names)));
    const found = await table.read(ascending, names);
    const places = new Map(ascending.map((row, at) => [row, at]));
    return wanted.map((row) => found[places.get(row) ?? 0] ?? []);
  }

  private async consent(bytes: number): Promise<void> {
    if (bytes <= this.agreed || this.view === null) return;
    const { signal } = this.running;
    if (!(await this.view.ask(this.say("ask", { size: sizeText(bytes, this.language) })))) throw new RefusedError();
    signal.throwIfAborted();
    this.agreed = bytes;
  }

  private told(count: number, from: number, shown: number): string {
    const isAll = count === this.facts.rows;
    const counts = this.say(isAll ? "all" : "some", { found: count, total: this.facts.rows });
    return shown === 0 ? this.say("none", { counts }) : this.say("shown", { counts, from: from + 1, to: from + shown });
  }

  private failure(error: unknown): string {
    if (error instanceof RefusedError) return this.say("cancelled");
    if (error instanceof DOMException && error.name === "AbortError") return this.say("cancelled");
    if (error instanceof NoRangesError) return this.say("no-ranges");
    return this.say(error instanceof AbsentError ? "absent" : "failed");
  }

  private async download(): Promise<void> {
    const { table, view } = this;
    if (table === null || view === null) return;
    const rows = this.answered.rows ?? Uint32Array.from({ length: Math.min(table.rows, CSV_ROWS + 1) }, (_, at) => at);
    if (rows.length > CSV_ROWS) {
      view.tell(this.say("download-limit", { limit: CSV_ROWS }));
      return;
    }
    await this.guarded(async () => {
      await this.consent(csvCost(table, this.fields, rows));
      const { signal } = this.running;
      const text = await csvOf(table, this.fields, rows, (done) => {
        signal.throwIfAborted();
        view.working(done);
      });
      save(text, `${this.facts.dataset}.csv`, "text/csv");
      view.tell(this.say("downloaded", { found: rows.length }));
    }, () => void this.download());
  }
}

/** Whether the same may go well another time: not what a person refused, nor what this host cannot do. */
function mayGoWell(error: unknown): boolean {
  if (error instanceof DOMException && error.name === "AbortError") return false;
  return !(error instanceof RefusedError || error instanceof NoRangesError || error instanceof AbsentError);
}
