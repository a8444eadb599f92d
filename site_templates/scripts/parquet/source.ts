/** Bytes of one published file by range, kept once read. */

export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;
export type Range = readonly [start: number, end: number];

/** A host that knows no ranges sends the whole file; up to this many bytes that is taken. */
const WHOLE = 2_000_000;
const KEPT = 48_000_000; // bytes in memory; beyond, what was read first is forgotten
const GAP = 4_096; // bytes between two wanted ranges that cost less than a request
const RUN = 1 << 20; // bytes of one joined request

/** The host knows no ranges, and the file is too large to be read whole. */
export class NoRangesError extends Error {}

/** The host has not the file. */
export class AbsentError extends Error {}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly data: Promise<ArrayBuffer>;
  here: boolean;
}

export class Source {
  /** Bytes and requests so far. */
  bytes = 0;
  requests = 0;
  private blocks: Block[] = [];
  private signal: AbortSignal | null = null;

  constructor(
    readonly address: string,
    readonly byteLength: number,
    private readonly get: Fetch,
  ) {}

  /** Requests from now on end when the signal says so; nobody waits for those of before. */
  until(signal: AbortSignal): void {
    this.signal = signal;
    this.blocks = this.blocks.filter((block) => block.here);
  }

  /** The bytes from `start` to before `end`. */
  async slice(start: number, end: number = this.byteLength): Promise<ArrayBuffer> {
    const known = this.blocks.find((block) => block.start <= start && end <= block.end);
    const block = known ?? this.keep(start, end);
    const data = await block.data;
    return start === block.start && end === block.end ? data : data.slice(start - block.start, end - block.start);
  }

  /** Ask for many ranges at once, those that lie close together in one request. */
  async prefetch(ranges: readonly Range[]): Promise<void> {
    const wanted = joined(ranges).filter(
      ([start, end]) => !this.blocks.some((block) => block.start <= start && end <= block.end),
    );
    await Promise.all(wanted.map(([start, end]) => this.keep(start, end).data));
  }

  /** How many bytes of the ranges are not here yet. */
  missing(ranges: readonly Range[]): number {
    return joined(ranges)
      .filter(([start, end]) => !this.blocks.some((block) => block.start <= start && end <= block.end))
      .reduce((total, [start, end]) => total + end - start, 0);
  }

  private keep(start: number, end: number): Block {
    const data = this.fetch(start, end);
    const block = { start, end, data, here: false };
    this.blocks.push(block);
    let size = this.blocks.reduce((total, kept) => total + kept.end - kept.start, 0);
    while (size > KEPT && this.blocks.length > 1) {
      const oldest = this.blocks.shift();
      size -= oldest === undefined ? 0 : oldest.end - oldest.start;
    }
    data.then(
      () => {
        block.here = true;
      },
      () => {
        this.blocks = this.blocks.filter((kept) => kept !== block);
      },
    );
    return block;
  }

  private async fetch(start: number, end: number): Promise<ArrayBuffer> {
    if (end <= start) return new ArrayBuffer(0);
    const init: RequestInit = { headers: { Range: `bytes=${start}-${end - 1}` } };
    if (this.signal !== null) init.signal = this.signal;
    this.requests += 1;
    const answer = await this.get(this.address, init);
    if (answer.status === 404 || answer.status === 410) throw new AbsentError(`${this.address}: ${answer.status}`);
    if (!answer.ok) throw new Error(`${this.address}: ${answer.status}`);
    if (answer.status !== 206) return this.whole(answer, start, end);
    const data = await answer.arrayBuffer();
    this.bytes += data.byteLength;
    if (data.byteLength !== end - start) throw new Error(`${this.address}: another length than asked for`);
    return data;
  }

  /** The host sent all there is: keep it when it is small. */
  private async whole(answer: Response, start: number, end: number): Promise<ArrayBuffer> {
    if (this.byteLength > WHOLE) {
      await answer.body?.cancel();
      throw new NoRangesError(this.address);
    }
    const data = await answer.arrayBuffer();
    this.bytes += data.byteLength;
    if (data.byteLength !== this.byteLength) throw new Error(`${this.address}: another length than published`);
    this.blocks.push({ start: 0, end: this.byteLength, data: Promise.resolve(data), here: true });
    return data.slice(start, end);
  }
}

/** Ranges in order, with those that touch or nearly touch made one. */
export function joined(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter(([start, end]) => end > start).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const found: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = found.at(-1);
    if (last !== undefined && start <= last[1] + GAP && Math.max(end, last[1]) - last[0] <= RUN) {
      last[1] = Math.max(last[1], end);
    } else {
      found.push([start, end]);
    }
  }
  return found;
}
