/** The folding table of an index, fetched when a text needs it and only then. */
import { FOLD_NAME, changedCharacters } from "./foldable";
import { ASCII_FOLDING, type Folding, decodeFolding } from "./folding";
import type { Store } from "./store";

// eslint-disable-next-line no-control-regex -- ASCII is what it is about
const ASCII = /^[\x00-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

export class FoldingTable {
  /** What folds all texts that were asked about. */
  known: Folding = ASCII_FOLDING;
  private name = FOLD_NAME;
  private table: Promise<Folding> | null = null;
  private changed: Promise<ReadonlySet<string>> | null = null;

  constructor(private readonly store: Store) {}

  /** Whether the table is fetched, or being fetched. */
  get isAsked(): boolean {
    return this.table !== null;
  }

  /** Take the table that the entry names, in place of the one these scripts know. */
  use(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.known = ASCII_FOLDING;
    this.table = null;
  }

  /** What folds these texts as the table does. */
  async folding(texts: readonly string[]): Promise<Folding> {
    if (this.known === ASCII_FOLDING && (await this.isNeeded(texts))) await this.load();
    return this.known;
  }

  /** Begin to fetch the table if a text needs it, whatever the entry says. */
  async ahead(text: string): Promise<void> {
    if (await this.isNeeded([text])) this.load().catch(() => undefined); // whoever needs it is told
  }

  async load(): Promise<void> {
    const { name } = this;
    this.table ??= this.store.whole(name).then(decodeFolding);
    const { table } = this;
    try {
      const folding = await table;
      if (this.table === table) this.known = folding;
    } catch (reason) {
      if (this.table === table) this.table = null;
      throw reason;
    }
  }

  private async isNeeded(texts: readonly string[]): Promise<boolean> {
    const others = texts.filter((text) => !isAscii(text));
    if (others.length === 0 || this.name !== FOLD_NAME) return others.length > 0;
    this.changed ??= changedCharacters();
    const changed = await this.changed;
    return others.some((text) => Array.from(text + text.normalize("NFC")).some((char) => changed.has(char)));
  }
}
