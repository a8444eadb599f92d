/** A published Parquet file as a table: its columns, and rows and column parts by number. */
import {
  type ColumnChunk,
  type DecodedArray,
  type FileMetaData,
  type OffsetIndex,
  parquetMetadata,
  parquetReadObjects,
  parquetRead,
  parquetSchema,
  readOffsetIndex,
  type RowGroup,
  type SchemaElement,
} from "hyparquet";
import { bare, type Kind, kindOf, scalar, type Value } from "./kinds";
import type { Range, Source } from "./source";
import { compressors } from "./zstd";

export interface Column {
  readonly name: string;
  readonly kind: Kind;
  readonly list: boolean;
  /** Its schema, by which values come as they are stored. */
  readonly element: SchemaElement;
  /** Which of a row group's column chunks holds it. */
  readonly chunk: number;
}

/** Rows that are stored together: from row `start`, `rows` of them. */
export interface Group {
  readonly index: number;
  readonly start: number;
  readonly rows: number;
  readonly stored: RowGroup;
}

type Pages = OffsetIndex["page_locations"];

// Days and instants in statistics come as they are stored; no release has the other types.
const PARSERS = {
  dateFromDays: (days: number) => days,
  timestampFromMilliseconds: (units: bigint) => units,
  timestampFromMicroseconds: (units: bigint) => units,
  timestampFromNanoseconds: (units: bigint) => units,
};

export class Table {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly groups: readonly Group[];
  private readonly pages = new Map<string, Pages>();

  private constructor(
    readonly source: Source,
    private readonly metadata: FileMetaData,
    columns: readonly Column[],
  ) {
    this.rows = Number(metadata.num_rows);
    this.columns = new Map(columns.map((column) => [column.name, column]));
    let start = 0;
    this.groups = metadata.row_groups.map((stored, index) => {
      const group = { index, start, rows: Number(stored.num_rows), stored };
      start += group.rows;
      return group;
    });
  }

  /** Read the file's footer, whose length is known. */
  static async open(source: Source, footer: number): Promise<Table> {
    const end = await source.slice(source.byteLength - footer);
    const metadata = parquetMetadata(end, { parsers: PARSERS, geoparquet: false });
    return new Table(source, { ...metadata, schema: metadata.schema.map(bare) }, columnsOf(metadata));
  }

  column(name: string): Column {
    const column = this.columns.get(name);
    if (column === undefined) throw new Error(`no column ${name}`);
    return column;
  }

  /** The group that holds a row. */
  groupOf(row: number): Group {
    const group = this.groups.find(({ start, rows }) => row < start + rows);
    if (group === undefined) throw new Error(`no row ${row}`);
    return group;
  }

  chunkOf(group: Group, name: string): ColumnChunk {
    const chunk = group.stored.columns[this.column(name).chunk];
    if (chunk === undefined) throw new Error(`no column ${name}`);
    return chunk;
  }

  /** Where a column's part of a group lies. */
  extent(group: Group, name: string): Range {
    const stored = this.chunkOf(group, name).meta_data;
    if (stored === undefined) throw new Error(`no column ${name}`);
    const start = Number(stored.dictionary_page_offset ?? stored.data_page_offset);
    return [start, start + Number(stored.total_compressed_size)];
  }

  /** The byte ranges to read for these rows (ascending), learnt from the offset index, which is read first. */
  async ranges(rows: readonly number[], names: readonly string[]): Promise<Range[]> {
    const groups = this.groups.filter(({ start, rows: count }) =>
      rows.some((row) => row >= start && row < start + count),
    );
    await this.readPages(groups, names);
    const found: Range[] = [];
    for (const group of groups) {
      const inside = rows.filter((row) => row >= group.start && row < group.start + group.rows);
      for (const name of names) found.push(...this.pageRanges(group, name, inside));
    }
    return found;
  }

  /** These rows, ascending, each with the values of these columns in their order. */
  async read(rows: readonly number[], names: readonly string[]): Promise<Value[][]> {
    if (names.length === 0) return rows.map(() => []);
    await this.source.prefetch(await this.ranges(rows, names));
    const parts = runs(rows).map(async ([start, end]) => {
      const found = await parquetReadObjects({
        file: this.source,
        metadata: this.metadata,
        compressors,
        columns: [...names],
        rowStart: start,
        rowEnd: end,
        useOffsetIndex: true,
      });
      return found.map((row) => names.map((name) => this.value(name, row[name])));
    });
    return (await Promise.all(parts)).flat();
  }

  /** A column's values from row `start` to before `end`, which lie in one group. */
  async values(group: Group, name: string, start: number, end: number): Promise<Value[]> {
    if (end - start < group.rows) await this.readPages([group], [name]);
    const found: Value[] = new Array<Value>(end - start).fill(null);
    const take = (data: DecodedArray, first: number): void => {
      const from = Math.max(0, start - first);
      const to = Math.min(data.length, end - first);
      for (let at = from; at < to; at++) found[first + at - start] = this.value(name, data[at] as unknown);
    };
    await parquetRead({
      file: this.source,
      metadata: this.metadata,
      compressors,
      columns: [name],
      rowStart: start,
      rowEnd: end,
      useOffsetIndex: true,
      onChunk: ({ columnData, rowStart }) => {
        take(columnData, rowStart);
      },
    });
    return found;
  }

  /** How a group's column is cut into pages: the first row of each, counted in the group. */
  async pageStarts(group: Group, name: string): Promise<number[]> {
    await this.readPages([group], [name]);
    return this.pagesOf(group, name).map((page) => Number(page.first_row_index));
  }

  private value(name: string, raw: unknown): Value {
    return this.column(name).list && Array.isArray(raw) ? raw.map(scalar) : scalar(raw);
  }

  private async readPages(groups: readonly Group[], names: readonly string[]): Promise<void> {
    const wanted = groups.flatMap((group) =>
      names
        .filter((name) => !this.pages.has(`${group.index} ${name}`))
        .map((name) => ({ key: `${group.index} ${name}`, range: indexRange(this.chunkOf(group, name)) })),
    );
    await this.source.prefetch(wanted.map(({ range }) => range));
    for (const { key, range } of wanted) {
      const data = await this.source.slice(...range);
      const { page_locations: pages } = readOffsetIndex({ view: new DataView(data), offset: 0 });
      this.pages.set(key, pages);
    }
  }

  private pagesOf(group: Group, name: string): Pages {
    const pages = this.pages.get(`${group.index} ${name}`);
    if (pages === undefined) throw new Error("the offset index was not read");
    return pages;
  }

  /** The dictionary of a column's part and the pages that hold these rows. */
  private pageRanges(group: Group, name: string, rows: readonly number[]): Range[] {
    const pages = this.pagesOf(group, name);
    const [start] = this.extent(group, name);
    const first = Number(pages[0]?.offset ?? start);
    const found: Range[] = first > start ? [[start, first]] : [];
    let at = 0;
    for (const [number, page] of pages.entries()) {
      const end = group.start + Number(pages[number + 1]?.first_row_index ?? group.rows);
      if ((rows[at] ?? Infinity) >= end) continue;
      while ((rows[at] ?? Infinity) < end) at++;
      found.push([Number(page.offset), Number(page.offset) + page.compressed_page_size]);
    }
    return found;
  }
}

/** Ascending numbers as ranges of neighbours. */
export function runs(rows: readonly number[]): Range[] {
  const found: [number, number][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last?.[1] === row) last[1] = row + 1;
    else found.push([row, row + 1]);
  }
  return found;
}

function indexRange(chunk: ColumnChunk): Range {
  const { offset_index_offset: offset, offset_index_length: length } = chunk;
  if (offset === undefined || length === undefined) throw new Error("the file has no offset index");
  return [Number(offset), Number(offset) + length];
}

/** The columns of a file: flat ones and lists, as releases have. */
function columnsOf(metadata: FileMetaData): Column[] {
  return parquetSchema(metadata).children.map((top, chunk) => {
    let leaf = top;
    while (leaf.children[0] !== undefined) leaf = leaf.children[0];
    const element = bare(leaf.element);
    return { name: top.element.name, kind: kindOf(leaf.element), list: top.children.length > 0, element, chunk };
  });
}
