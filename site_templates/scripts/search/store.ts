/** Bytes of an index by file name and range. */

export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;
type Bytes = Uint8Array<ArrayBuffer>;

/** Reads ranges; where the host knows no ranges, whole files, once each. */
export class Store {
  private readonly files = new Map<string, Promise<Bytes>>();
  /** Whether the host knows ranges, as far as is known. */
  private ranges = true;
  constructor(
    private readonly base: string,
    private readonly get: Fetch,
  ) {}

  async whole(name: string): Promise<Bytes> {
    const answer = await this.get(this.base + name);
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async read(name: string, start: number, length: number): Promise<Bytes> {
    if (!this.ranges) return part(await this.kept(name), start, length);
    const answer = await this.get(this.base + name, { headers: { Range: `bytes=${start}-${start + length - 1}` } });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const data = answer.arrayBuffer().then((buffer) => new Uint8Array(buffer));
    if (answer.status === 206 || (start === 0 && (await data).length === length)) return part(await data, 0, length);
    this.ranges = false;
    this.files.set(name, data);
    return part(await data, start, length);
  }

  private kept(name: string): Promise<Bytes> {
    let data = this.files.get(name);
    if (data === undefined) {
      data = this.whole(name);
      this.files.set(name, data);
      data.catch(() => this.files.delete(name));
    }
    return data;
  }
}

function part(data: Bytes, start: number, length: number): Bytes {
  if (data.length < start + length) throw new Error("the index is damaged");
  return data.subarray(start, start + length);
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
        parts.push(this.store.read(name, at - begin, held));
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
