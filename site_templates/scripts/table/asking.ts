/** What a person asks of a field, as a test of the file's values. */
import type { Kind } from "../parquet/kinds";
import type { Test } from "../parquet/tests";
import type { Shown } from "./facts";

/** How a field is asked for: by its codes, by bounds, or by a part of its text. */
export function manner(field: Shown): "among" | "between" | "contains" {
  const { type } = field.column.kind;
  if (type === "boolean" || field.codes.length > 0) return "among";
  return type === "text" ? "contains" : "between";
}

/** The test for the texts of a state; null when they are not understood. */
export function testOf(field: Shown, texts: readonly string[]): Test | null {
  const [text = ""] = texts;
  switch (manner(field)) {
    case "among":
      return { type: "among", texts };
    case "contains":
      return { type: "contains", text };
    case "between": {
      const [low = "", high = ""] = text.split("..");
      const from = boundOf(field.column.kind, low.trim(), -1);
      const to = boundOf(field.column.kind, high.trim(), 1);
      if (from === undefined || to === undefined || (from === null && to === null)) return null;
      return { type: "between", low: from, high: to };
    }
  }
}

/** A lower (-1) or upper (1) bound in the column's units; null for none, undefined when it is not understood. */
export function boundOf(kind: Kind, text: string, side: -1 | 1): number | bigint | null | undefined {
  if (text === "") return null;
  switch (kind.type) {
    case "day":
      return dayOf(text, side);
    case "instant": {
      const day = dayOf(text, side);
      if (day === undefined) return undefined;
      const units = 86_400n * 10n ** BigInt(kind.digits);
      return side < 0 ? BigInt(day) * units : BigInt(day + 1) * units - 1n;
    }
    case "decimal":
      return unitsOf(text, kind.scale, side);
    case "integer":
      return unitsOf(text, 0, side);
    case "float": {
      const value = Number(plain(text));
      return Number.isFinite(value) ? value : undefined;
    }
    default:
      return undefined;
  }
}

/** The first or last day (since 1970) of a day, month or year in ISO 8601. */
function dayOf(text: string, side: -1 | 1): number | undefined {
  const found = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (found === null) return undefined;
  const [, year = "", month, day] = found;
  const last = side > 0;
  const date = new Date(0);
  if (day !== undefined) date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  else if (month !== undefined) date.setUTCFullYear(Number(year), Number(month) - 1 + (last ? 1 : 0), last ? 0 : 1);
  else date.setUTCFullYear(Number(year), last ? 11 : 0, last ? 31 : 1);
  if (month !== undefined && date.getUTCMonth() !== Number(month) - 1) return undefined;
  return Math.floor(date.getTime() / 86_400_000);
}

/** Decimal digits as a whole number of units of 10 to the power of minus `scale`, rounded inwards. */
function unitsOf(text: string, scale: number, side: -1 | 1): bigint | undefined {
  const found = /^([-−]?)(\d*)(?:\.(\d*))?$/.exec(plain(text));
  if (found === null) return undefined;
  const [, sign = "", whole = "", part = ""] = found;
  if (whole + part === "") return undefined;
  const kept = BigInt(`${whole}${part.slice(0, scale).padEnd(scale, "0")}` || "0");
  const more = /[1-9]/.test(part.slice(scale));
  const negative = sign !== "";
  const units = negative ? -kept : kept;
  if (!more) return units;
  return negative ? (side < 0 ? units : units - 1n) : side < 0 ? units + 1n : units;
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/[,\s]/g, "");
}
