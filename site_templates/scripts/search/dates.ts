/** Dates as searchers write them. Days are counted from the year 1, as in the index. */

const DATE = /^([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?|年)?$/;
const COMPACT = /^([0-9]{4})([0-9]{2})([0-9]{2})?$/;
const UNIX_EPOCH = 719_163;

/** First and last day of 2016, 2016-10, 2016/10/8, 20161008, 2016年10月 or 2016年10月8日; null if it is no date. */
export function period(text: string): readonly [number, number] | null {
  const folded = text.normalize("NFKC").trim();
  const found = DATE.exec(folded) ?? COMPACT.exec(folded);
  if (found === null) return null;
  const [year = 0, month, day] = found.slice(1).map((part) => (part ? Number(part) : undefined));
  const first = ordinal(year, month ?? 1, day ?? 1);
  if (first === null) return null;
  if (day !== undefined) return [first, first];
  const next = month === undefined || month === 12 ? ordinal(year + 1, 1, 1) : ordinal(year, month + 1, 1);
  return [first, (next ?? first + 31) - 1];
}

function ordinal(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 86_400_000 + UNIX_EPOCH;
}
