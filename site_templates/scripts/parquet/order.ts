/** Row numbers in the order of a column's values: equal values stay in file order, missing ones are last. */
import type { Scalar, Value } from "./kinds";
import { type Rest, sorted } from "./rest";
import { isList } from "./text";

const STEP = 8_192; // values between two rests

/** `values[i]` belongs to `rows[i]`, which ascend. `title` gives the text by which a code is ordered. */
export async function ordered(
  rows: Uint32Array,
  values: readonly Value[],
  descending: boolean,
  title: ((code: string) => string) | null,
  rest: Rest,
): Promise<Uint32Array> {
  const keys = await ranks(await firsts(values, rest), title, rest);
  const there: number[] = [];
  const absent: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    if (at % STEP === 0) await rest();
    (Number.isNaN(keys[at]) ? absent : there).push(at);
  }
  const sign = descending ? -1 : 1;
  const between = (a: number, b: number): number => sign * ((keys[a] ?? 0) - (keys[b] ?? 0));
  const places = await sorted(there, (part) => part.sort(between), (a, b) => between(a, b) > 0, rest);
  const found = new Uint32Array(rows.length);
  for (let at = 0; at < found.length; at++) {
    if (at % STEP === 0) await rest();
    found[at] = rows[places[at] ?? absent[at - places.length] ?? 0] ?? 0;
  }
  return found;
}

/** A list is ordered by its first item. */
async function firsts(values: readonly Value[], rest: Rest): Promise<Scalar[]> {
  const found: Scalar[] = [];
  for (const value of values) {
    if (found.length % STEP === 0) await rest();
    found.push(isList(value) ? (value[0] ?? null) : value);
  }
  return found;
}

/** Numbers in the same order as the values; NaN for a missing one. */
async function ranks(
  values: readonly Scalar[],
  title: ((code: string) => string) | null,
  rest: Rest,
): Promise<Float64Array> {
  const found = new Float64Array(values.length).fill(NaN);
  if (values.every((value) => value === null || typeof value === "number")) {
    for (let at = 0; at < values.length; at++) {
      if (at % STEP === 0) await rest();
      found[at] = (values[at] as number | null) ?? NaN;
    }
    return found;
  }
  const different = new Set<Scalar>();
  for (let at = 0; at < values.length; at++) {
    if (at % STEP === 0) await rest();
    const value = values[at] ?? null;
    if (value !== null && !Number.isNaN(value)) different.add(value);
  }
  const rank = new Map<Scalar, number>();
  for (const value of await inOrder([...different], title, rest)) {
    if (rank.size % STEP === 0) await rest();
    rank.set(value, rank.size);
  }
  for (let at = 0; at < values.length; at++) {
    if (at % STEP === 0) await rest();
    found[at] = rank.get(values[at] ?? null) ?? NaN;
  }
  return found;
}

function inOrder(values: Scalar[], title: ((code: string) => string) | null, rest: Rest): Promise<Scalar[]> {
  if (title !== null) {
    const language = document.documentElement.lang;
    const between = (a: Scalar, b: Scalar): number => title(`${a}`).localeCompare(title(`${b}`), language);
    return sorted(values, (part) => part.sort(between), (a, b) => between(a, b) > 0, rest);
  }
  // Without a rule, texts are compared by their characters' numbers; that is several times faster than any rule.
  const isText = values.every((value) => typeof value === "string");
  const sort = (part: Scalar[]): Scalar[] => (isText ? part.sort() : part.sort(compare));
  return sorted(values, sort, (a, b) => compare(a, b) > 0, rest);
}

function compare(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}
