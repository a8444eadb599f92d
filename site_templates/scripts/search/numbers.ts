/** Document numbers, however they are written: 国发〔2016〕55号 in any bracket, width, spacing or script. */
import type { Folding } from "./folding";
import { type Unit, units } from "./units";

const OPENING = "([〔【{〈《<「『";
const CLOSING = ")]〕】}〉》>」』";
const YEAR = /^(?:19|20)[0-9]{2}$/;
const SERIAL = /^[0-9]{1,5}$/;
const WESTERN = /^(?:[a-z]{1,6}(?:\/|\.?\s?)){0,3}(?:no\.?\s?)?[0-9][0-9a-z]*(?:[-/.–][0-9][0-9a-z]*)*$/;
const OFFICE_LIMIT = 16;

/** A number among units `first` up to, not including, `last`; `token` is its one spelling. */
export interface NumberUnits {
  token: string;
  first: number;
  last: number;
}

/** Each year-and-serial, or 第…号; they may overlap. */
export function numbersIn(row: readonly Unit[]): NumberUnits[] {
  const found: NumberUnits[] = [];
  for (let at = 0; at < row.length; at++) {
    const number = bracketed(row, at) ?? dated(row, at) ?? ordinal(row, at);
    if (number !== null) found.push(number);
  }
  return found;
}

/** The same without those that begin inside another. */
export function separateNumbersIn(row: readonly Unit[]): NumberUnits[] {
  let end = 0;
  return numbersIn(row).filter((number) => {
    if (number.first < end) return false;
    end = number.last;
    return true;
  });
}

function is(row: readonly Unit[], at: number, text: string): number {
  return row[at]?.kind === "han" && row[at].text === text ? 1 : 0;
}

function matches(row: readonly Unit[], at: number, shape: RegExp): boolean {
  return row[at]?.kind === "word" && shape.test(row[at].text);
}

function bracketed(row: readonly Unit[], at: number): NumberUnits | null {
  const here = row[at];
  if (here?.kind !== "punctuation" || !OPENING.includes(here.text.slice(-1)) || !matches(row, at + 1, YEAR)) return null;
  const after = at + 2 + is(row, at + 2, "年");
  const close = row[after];
  if (close?.kind !== "punctuation" || close.text.length !== 1 || !CLOSING.includes(close.text)) return null;
  const serial = after + 1 + is(row, after + 1, "第");
  return matches(row, serial, SERIAL) ? number(row, at, at + 1, serial) : null;
}

function dated(row: readonly Unit[], at: number): NumberUnits | null {
  if (!matches(row, at, YEAR)) return null;
  let serial = at + 1 + is(row, at + 1, "年");
  serial += is(row, serial, "第");
  return matches(row, serial, SERIAL) && is(row, serial + 1, "号") ? number(row, at, at, serial) : null;
}

function ordinal(row: readonly Unit[], at: number): NumberUnits | null {
  return is(row, at, "第") && matches(row, at + 1, SERIAL) && is(row, at + 2, "号")
    ? number(row, at, null, at + 1)
    : null;
}

function number(row: readonly Unit[], first: number, year: number | null, serial: number): NumberUnits {
  const token = `〔${year === null ? "" : (row[year]?.text ?? "")}〕${Number(row[serial]?.text ?? "0")}`;
  return { token, first, last: serial + 1 + is(row, serial + 1, "号") };
}

/** The one spelling of a text that is a document number and nothing else; else null. */
export function documentNumber(text: string, folding: Folding): string | null {
  let row = units(text, folding);
  while (row.at(-1)?.kind === "punctuation") row = row.slice(0, -1);
  const found = separateNumbersIn(row)[0];
  if (found !== undefined) {
    let office = row.slice(0, found.first);
    while (office[0]?.kind === "punctuation") office = office.slice(1);
    const whole = found.last === row.length && office.length <= OFFICE_LIMIT;
    if (!whole || office.some((unit) => unit.kind !== "han")) return null;
    const [year = "", serial = ""] = found.token.slice(1).split("〕");
    const name = office.map((unit) => unit.text).join("");
    return year === "" ? `${name}第${serial}号` : `${name}〔${year}〕${serial}号`;
  }
  const folded = folding.fold(text).trim();
  if (folded.length <= 40 && WESTERN.test(folded) && !/^[0-9]+$/.test(folded)) {
    return folded.replace(/[\s.]+/g, "").replaceAll("–", "-");
  }
  return null;
}

/** What the index files a document's own number under. */
export function numberKey(text: string, folding: Folding): string {
  const spelled = units(text, folding).filter((unit) => unit.kind !== "punctuation");
  return documentNumber(text, folding) ?? spelled.map((unit) => unit.text).join("");
}
