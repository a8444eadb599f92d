/** What a filter asks of a value, and of the least and greatest value of a part of the file. */
import type { MinMaxType } from "hyparquet/src/types.js";
import type { Column } from "./file";
import { type Kind, type Scalar, scalar, type Value } from "./kinds";
import { isList } from "./text";

export type Test =
  | { readonly type: "contains"; readonly text: string }
  /** Codes of a category, or `true` and `false`. */
  | { readonly type: "among"; readonly texts: readonly string[] }
  /** In the column's units, both ends included. */
  | { readonly type: "between"; readonly low: number | bigint | null; readonly high: number | bigint | null };

/** Whether a value passes; a missing one passes no test, a list passes when one of its items does. */
export function passes(test: Test): (value: Value) => boolean {
  const one = scalarTest(test);
  return (value) => (isList(value) ? value.some(one) : one(value));
}

function scalarTest(test: Test): (value: Scalar) => boolean {
  switch (test.type) {
    case "contains": {
      const wanted = folded(test.text);
      return (value) => typeof value === "string" && folded(value).includes(wanted);
    }
    case "among": {
      const wanted = new Set(test.texts);
      return (value) => value !== null && wanted.has(`${value}`);
    }
    case "between":
      return (value) => isNumber(value) && (test.low === null || value >= test.low) && (test.high === null || value <= test.high);
  }
}

/** One form for letters of either case and for full-width ones. */
export function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function isNumber(value: Scalar): value is number | bigint {
  return typeof value === "bigint" || (typeof value === "number" && !Number.isNaN(value));
}

/** Whether no value from `least` to `greatest`, as a file's statistics have them, can pass. */
export function excludes(test: Test, column: Column, least: MinMaxType | undefined, greatest: MinMaxType | undefined): boolean {
  if (test.type !== "between") return false;
  const low = bound(column.kind, least, -1);
  const high = bound(column.kind, greatest, 1);
  if (low === null || high === null) return false;
  return (test.low !== null && high < test.low) || (test.high !== null && low > test.high);
}

/** A bound in the column's units. The footer's decimals come as floating point: they are widened beyond any rounding. */
function bound(kind: Kind, value: MinMaxType | undefined, side: -1 | 1): number | bigint | null {
  if (kind.type === "decimal" && typeof value === "number") {
    const units = value * 10 ** kind.scale;
    return units + side * (Math.abs(units) * 1e-9 + 1);
  }
  if (value instanceof Date || typeof value === "string") return null;
  const found = scalar(value);
  return isNumber(found) ? found : null;
}
