/** The one text of a value, the same that the CSV release has (publisher/values/display.py). */
import type { Kind, Scalar, Value } from "./kinds";

/** What must be known of a field to write its values. */
export interface Written {
  readonly kind: Kind;
  /** The field's type in the spec: money keeps two places. */
  readonly type: string;
  /** Between the items of a list; null: a JSON array. */
  readonly separator: string | null;
}

/** The text of a value; null where there is none. */
export function textOf(field: Written, value: Value): string | null {
  if (value === null) return null;
  if (!isList(value)) return scalarText(field, value);
  const items = value.map((item) => (item === null ? null : scalarText(field, item)));
  if (field.separator === null) return `[${items.map((item) => (item === null ? "null" : quoted(item))).join(", ")}]`;
  return items.includes(null) ? null : items.join(field.separator);
}

export function isList(value: Value): value is readonly Scalar[] {
  return Array.isArray(value);
}

function scalarText(field: Written, value: string | number | bigint | boolean): string {
  const { kind } = field;
  if (typeof value === "string" || typeof value === "boolean") return `${value}`;
  switch (kind.type) {
    case "decimal":
      return decimalText(BigInt(value), kind.scale, field.type === "money" ? 2 : 0);
    case "day":
      return dayText(Number(value));
    case "instant":
      return instantText(BigInt(value), kind.digits, kind.utc);
    case "float":
      return floatText(Number(value));
    default:
      return value.toString();
  }
}

/** Exact digits; zeros at the end are dropped down to `places`. */
function decimalText(units: bigint, scale: number, places: number): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString();
  if (scale <= 0) return `${sign}${digits}${units === 0n ? "" : "0".repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, "0");
  const whole = padded.slice(0, -scale);
  let part = padded.slice(-scale);
  while (part.length > Math.min(places, scale) && part.endsWith("0")) part = part.slice(0, -1);
  return `${sign}${whole}${part === "" ? "" : "."}${part}`;
}

/** ISO 8601 of a day, by the Gregorian calendar carried back. */
function dayText(days: number): string {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  const sign = year < 0 ? "-" : "";
  return `${sign}${two(Math.abs(year), 4)}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

function instantText(units: bigint, digits: number, utc: boolean): string {
  const day = 86_400n * 10n ** BigInt(digits);
  const rest = ((units % day) + day) % day;
  const seconds = Number(rest / 10n ** BigInt(digits));
  const part = (rest % 10n ** BigInt(digits)).toString().padStart(digits, "0").replace(/0+$/, "");
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => two(n)).join(":");
  return `${dayText(Number((units - rest) / day))}T${clock}${part === "" ? "" : "."}${part}${utc ? "Z" : ""}`;
}

/** As Arrow writes it: the shortest text that reads back as the same number, with an exponent from 1e+10 on. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "INF" : "-INF";
  if (Object.is(value, -0)) return "-0";
  return Math.abs(value) >= 1e10 ? value.toExponential() : `${value}`;
}

function two(value: number, width = 2): string {
  return `${value}`.padStart(width, "0");
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
