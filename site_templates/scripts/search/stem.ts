/**
 * English stems: Porter2 as its authors describe it (snowballstem.org), for words of the letters a to z alone.
 * A test holds it to the builder's stemmer over many thousand words.
 */

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ["skis", "ski"],
  ["skies", "sky"],
  ["idly", "idl"],
  ["gently", "gentl"],
  ["ugly", "ugli"],
  ["early", "earli"],
  ["only", "onli"],
  ["singly", "singl"],
  ...["andes", "atlas", "bias", "cosmos", "howe", "news", "sky"].map((word): [string, string] => [word, word]),
]);

const REGION = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const AFTER_VOWEL = /[aeiouy][^aeiouy]/;
const SHORT_END = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;

const STEP2: readonly (readonly [string, string])[] = [
  ["ization", "ize"],
  ["ational", "ate"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["tional", "tion"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["entli", "ent"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ousli", "ous"],
  ["iviti", "ive"],
  ["fulli", "ful"],
  ["ogist", "og"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["abli", "able"],
  ["izer", "ize"],
  ["ator", "ate"],
  ["alli", "al"],
  ["bli", "ble"],
  ["ogi", "og"],
  ["li", ""],
];
const STEP3: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ative", ""],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];
const STEP4 = /(?:ement|ment|ance|ence|able|ible|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$/;

const known = new Map<string, string>();

/** The stem of a folded word; words with digits or other letters are their own stem. */
export function stem(word: string): string {
  let found = known.get(word);
  if (found === undefined) {
    found = /^[a-z]{3,64}$/.test(word) ? (IRREGULAR.get(word) ?? reduce(word)) : word;
    known.set(word, found);
  }
  return found;
}

function reduce(word: string): string {
  // A y at the beginning or after a vowel is a consonant, written Y.
  const marked = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
  const first = REGION.exec(marked)?.[0].length ?? afterVowel(marked, 0);
  const regions = { first, second: afterVowel(marked, first) };
  let stemmed = step1a(marked);
  stemmed = step1b(stemmed, regions.first);
  stemmed = stemmed.replace(/(.[^aeiouy])[yY]$/, "$1i");
  stemmed = step2(stemmed, regions.first);
  stemmed = step3(stemmed, regions);
  stemmed = step4(stemmed, regions.second);
  return step5(stemmed, regions).toLowerCase();
}

/** The place after the first consonant that follows a vowel, from `start` on; the end if there is none. */
function afterVowel(word: string, start: number): number {
  const found = AFTER_VOWEL.exec(word.slice(start));
  return found === null ? word.length : start + found.index + 2;
}

function step1a(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/(?:ied|ies)$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/(?:us|ss)$/.test(word) || !word.endsWith("s")) return word;
  return /[aeiouy]/.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function step1b(word: string, region: number): string {
  const ending = /(?:eedly|ingly|edly|eed|ing|ed)$/.exec(word)?.[0];
  if (ending === undefined) return word;
  const base = word.slice(0, -ending.length);
  if (ending.startsWith("eed")) {
    return base.length >= region && !/^(?:succ|proc|exc)$/.test(base) ? `${base}ee` : word;
  }
  if (ending === "ing") {
    if (/^[^aeiouy]y$/.test(base)) return `${base.slice(0, -1)}ie`;
    if (/^(?:even|cann|inn|earr|herr|out)$/.test(base)) return word;
  }
  if (!/[aeiouy]/.test(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(base)) return /^[aeo]..$/.test(base) ? base : base.slice(0, -1);
  return base.length === region && SHORT_END.test(base) ? `${base}e` : base;
}

function step2(word: string, region: number): string {
  const rule = STEP2.find(([ending]) => word.endsWith(ending));
  if (rule === undefined) return word;
  const base = word.slice(0, -rule[0].length);
  if (base.length < region) return word;
  if (rule[0] === "li" && !/[cdeghkmnrt]$/.test(base)) return word;
  if (rule[0] === "ogi" && !base.endsWith("l")) return word;
  return base + rule[1];
}

function step3(word: string, regions: { first: number; second: number }): string {
  const rule = STEP3.find(([ending]) => word.endsWith(ending));
  if (rule === undefined) return word;
  const base = word.slice(0, -rule[0].length);
  return base.length < (rule[0] === "ative" ? regions.second : regions.first) ? word : base + rule[1];
}

function step4(word: string, region: number): string {
  const ending = STEP4.exec(word)?.[0];
  if (ending === undefined) return word;
  const base = word.slice(0, -ending.length);
  return base.length < region || (ending === "ion" && !/[st]$/.test(base)) ? word : base;
}

function step5(word: string, regions: { first: number; second: number }): string {
  const base = word.slice(0, -1);
  if (word.endsWith("e")) {
    const dropped = base.length >= regions.second || (base.length >= regions.first && !SHORT_END.test(base));
    return dropped ? base : word;
  }
  return word.endsWith("ll") && base.length >= regions.second ? base : word;
}
