/** Long work in steps, so that the page can be read, scrolled and left while it goes on. */

/** Called between steps: waits a moment when the page has had no turn for a while; may throw to end the work. */
export type Rest = () => Promise<void>;

const TURN = 24; // milliseconds of work at one go; a page that answers within 50 feels at hand

/** `look` is called at each turn of the page, and may throw. */
export function resting(look: () => void): Rest {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN) return;
    await new Promise((resolve) => setTimeout(resolve));
    look();
    since = performance.now();
  };
}

const RUN = 4_096; // items that are sorted at one go

/**
 * The items in order, equal ones as they were. `sort` sorts some of them so; `after` tells whether `a` comes after `b`.
 */
export async function sorted<T>(
  items: readonly T[],
  sort: (part: T[]) => T[],
  after: (a: T, b: T) => boolean,
  rest: Rest,
): Promise<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    await rest();
    runs.push(sort(items.slice(from, from + RUN)));
  }
  while (runs.length > 1) {
    const joined: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) joined.push(await merged(runs[at] ?? [], runs[at + 1] ?? [], after, rest));
    runs = joined;
  }
  return runs[0] ?? [];
}

async function merged<T>(one: T[], other: T[], after: (a: T, b: T) => boolean, rest: Rest): Promise<T[]> {
  if (other.length === 0) return one;
  const found: T[] = [];
  let left = 0;
  let right = 0;
  while (left < one.length && right < other.length) {
    const end = found.length + RUN;
    while (found.length < end && left < one.length && right < other.length) {
      found.push(after(one[left] as T, other[right] as T) ? (other[right++] as T) : (one[left++] as T));
    }
    await rest();
  }
  for (; left < one.length; left++) found.push(one[left] as T);
  for (; right < other.length; right++) found.push(other[right] as T);
  return found;
}
