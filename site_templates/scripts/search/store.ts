/** Bytes of an index by file name and range, in as few requests as that takes. */

export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;
type Bytes = Uint8Array<ArrayBuffer>;

/** A file of this many bytes is read whole rather than in parts. */
const WHOLE = 16_384;
/** Bytes read in vain rather than asking twice. */
const GAP = 4096;

interface Part {
  start: number;
  length: number;
}

interface Waiting extends Part {
  resolve: (data: Bytes) => void;
  reject: (reason: unknown) => void;
}

interface Group<P extends Part> {
  parts: P[];
  begin: number;
  end: number;
}

/**
 * Reads ranges: those asked for at the same time that lie near each other in one request, and small files whole. Where
 * the host knows no ranges, whole files, once each.
 */
export class Store {
  /** How many requests were made. */
  requests = 0;
  private readonly files = new Map<string, Promise<Bytes>>();
  private readonly waiting = new Map<string, Waiting[]>();
  /** Whether the host knows ranges, as far as is known. */
  private ranges = true;
  constructor(
    private readonly base: string,
    private readonly get: Fetch,
  ) {}

  async whole(name: string): Promise<Bytes> {
    return bytesOf(await this.ask(name));
  }

  /** Part of a file that has `size` bytes. */
  async read(name: string, size: number, start: number, length: number): Promise<Bytes> {
    if (!this.ranges || size <= WHOLE) return part(await this.kept(name), start, length);
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) {
        setTimeout(() => {
          this.askWaiting(); // after all that is asked for at this time
        });
      }
      const parts = this.waiting.get(name) ?? [];
      this.waiting.set(name, [...parts, { start, length, resolve, reject }]);
    });
  }

  private askWaiting(): void {
    const files = [...this.waiting];
    this.waiting.clear();
    for (const [name, parts] of files) for (const group of together(parts)) void this.answer(name, group);
  }

  private async answer(name: string, { parts, begin, end }: Group<Waiting>): Promise<void> {
    try {
      const data = await this.range(name, begin, end - begin);
      for (const { start, length, resolve } of parts) resolve(data.subarray(start - begin, start - begin + length));
    } catch (reason) {
      for (const { reject } of parts) reject(reason);
    }
  }

  private async range(name: string, start: number, length: number): Promise<Bytes> {
    if (!this.ranges) return part(await this.kept(name), start, length);
    const answer = await this.ask(name, { headers: { Range: `bytes=${start}-${start + length - 1}` } });
    if (answer.status === 206) return part(await bytesOf(answer), 0, length);
    this.ranges = false;
    if (this.files.has(name)) void answer.body?.cancel(); // another answer brings the whole file already
    else void this.keep(name, bytesOf(answer));
    return part(await this.kept(name), start, length);
  }

  private async ask(name: string, init?: RequestInit): Promise<Response> {
    this.requests += 1;
    const answer = await this.get(this.base + name, init);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer;
  }

  private kept(name: string): Promise<Bytes> {
    return this.files.get(name) ?? this.keep(name, this.whole(name));
  }

  private keep(name: string, data: Promise<Bytes>): Promise<Bytes> {
    this.files.set(name, data);
    data.catch(() => this.files.delete(name));
    return data;
  }
}

async function bytesOf(answer: Response): Promise<Bytes> {
  return new Uint8Array(await answer.arrayBuffer());
}

function part(data: Bytes, start: number, length: number): Bytes {
  if (data.length < start + length) throw new Error("the index is damaged");
  return data.subarray(start, start + length);
}

/** Parts of a file in groups, each to be read at once. */
function together<P extends Part>(parts: readonly P[]): Group<P>[] {
  const groups: Group<P>[] = [];
  for (const one of [...parts].sort((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    const end = one.start + one.length;
    if (last === undefined || one.start - last.end > GAP) {
      groups.push({ parts: [one], begin: one.start, end });
    } else {
      last.parts.push(one);
      last.end = Math.max(last.end, end);
    }
  }
  return groups;
}

/** Files read as one long run of bytes. */
export class Volume {
  constructor(
    private readonly store: Store,
    private readonly files: readonly (readonly [name: string, size: number])[],
  ) {}

  async read(address: number, length: number): Promise<Bytes> {
    const parts: Promise<Bytes>[] = [];
    let begin = 0;
    let at = address;
    let left = length;
    for (const [name, size] of this.files) {
      const end = begin + size;
      if (at < end && left > 0) {
        const held = Math.min(left, end - at);
        parts.push(this.store.read(name, size, at - begin, held));
        at += held;
        left -= held;
      }
      begin = end;
    }
    if (left > 0) throw new Error("the index is damaged");
    const [first, ...others] = await Promise.all(parts);
    if (first === undefined) return new Uint8Array(0);
    if (others.length === 0) return first;
    const joined = new Uint8Array(length);
    let place = 0;
    for (const data of [first, ...others]) {
      joined.set(data, place);
      place += data.length;
    }
    return joined;
  }
}

/** How many requests bring these parts of one file, at most. */
export function requestsFor(parts: readonly Part[]): number {
  return together(parts).length;
}
