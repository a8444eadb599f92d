/** Words of a script in the page's language. */

export type Phrases<Key extends string> = Readonly<Record<Key, string>>;
export type Say<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** Gives a phrase with its `{places}` filled in; numbers as the language writes them. */
export function saying<Key extends string>(language: string, en: Phrases<Key>, zh: Phrases<Key>): Say<Key> {
  const phrases = language.startsWith("zh") ? zh : en;
  return (key, values = {}) =>
    phrases[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? value.toLocaleString(language) : value;
    });
}

/** A number of bytes in decimal units, as the pages write it. */
export function sizeText(bytes: number, language: string): string {
  const [unit, step] = bytes >= 1e6 ? ["MB", 1e6] : ["kB", 1e3];
  const value = bytes / step;
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}
