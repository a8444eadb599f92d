/** Text as a cell of a CSV that a spreadsheet will not take for a formula, as publisher/release/guard.py has it. */

const FORMULA = /^(?:[ \t\r\n\f\v'\u00a0\u3000]*[=+\-@＝＋－＠﹣−]|'*[\t\r\n])/;
const QUOTED = /[",\r\n;\t]|^$|^[\t\n\f\r ]|[\t\n\f\r ]$/;

export function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
