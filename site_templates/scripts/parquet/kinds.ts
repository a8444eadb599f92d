/** What a column of a Parquet file holds, and its values as this program has them. */
import type { SchemaElement } from "hyparquet";

/**
 * An integer is a number, or a bigint where a number would not be exact; the two compare exactly. So is a decimal, in
 * units of its last place, a day (since 1970-01-01) and an instant (in its unit since then).
 */
export type Scalar = string | number | bigint | boolean | null;
export type Value = Scalar | readonly Scalar[];

export type Kind =
  | { readonly type: "text" | "integer" | "float" | "boolean" | "day" }
  | { readonly type: "decimal"; readonly scale: number }
  | { readonly type: "instant"; readonly digits: 3 | 6 | 9; readonly utc: boolean };

const DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 } as const;

/** The kind of a leaf. Throws for what no release has. */
export function kindOf(element: SchemaElement): Kind {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === "DECIMAL") return { type: "decimal", scale: element.scale ?? 0 };
  if (converted === "DATE") return { type: "day" };
  if (logical?.type === "TIMESTAMP") return { type: "instant", digits: DIGITS[logical.unit], utc: logical.isAdjustedToUTC };
  if (converted === "TIMESTAMP_MILLIS") return { type: "instant", digits: 3, utc: true };
  if (converted === "TIMESTAMP_MICROS") return { type: "instant", digits: 6, utc: true };
  if (type === "BYTE_ARRAY") return { type: "text" };
  if (type === "BOOLEAN") return { type: "boolean" };
  if (type === "INT32" || type === "INT64") return { type: "integer" };
  if (type === "FLOAT" || type === "DOUBLE") return { type: "float" };
  throw new Error(`a column of type ${type ?? "none"} cannot be read`);
}

/** The element without what would make numbers of decimals and dates of days: values come as they are stored. */
export function bare(element: SchemaElement): SchemaElement {
  if (element.type === undefined || element.type === "BYTE_ARRAY") return element;
  const copy = { ...element };
  delete copy.converted_type;
  delete copy.logical_type;
  return copy;
}

/** A stored value as a scalar. */
export function scalar(raw: unknown): Scalar {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === "bigint") return exact(raw);
  if (raw instanceof Uint8Array) return exact(bigEndian(raw));
  if (typeof raw === "string" || typeof raw === "number" || typeof raw === "boolean") return raw;
  throw new Error("a value cannot be read");
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A number in two's complement, the highest byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}
