/** Days that are due: how far off they are today. The page itself says only the day, which stays true. */
import { element } from "../search/dom";

const DAY = 86_400_000;

/** Days from one calendar day to another, both `YYYY-MM-DD`; negative when the second was before the first. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** Today's calendar day where the reader is. */
function today(): string {
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((part) => `${part}`.padStart(2, "0"));
  return `${now.getFullYear()}-${month ?? ""}-${day ?? ""}`;
}

export function sayHowFar(place: HTMLElement): void {
  const time = place.querySelector("time");
  if (time === null) return;
  const days = daysBetween(today(), time.dateTime);
  if (!Number.isFinite(days)) return;
  const { late = "", ahead = "", today: now = "" } = place.dataset;
  const sentence = days < 0 ? late : days > 0 ? ahead : now;
  const units = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "day", unitDisplay: "long" });
  const text = sentence.replace("{days}", units.format(Math.abs(days)));
  place.append(" ", element("span", { class: days < 0 ? "late" : "ahead" }, text));
}
