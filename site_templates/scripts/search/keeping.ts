/** What can be done with the results as a whole: save them, and copy the address that shows them again. */
import { save } from "../site/save";
import { element } from "./dom";
import { SAVED, csvOf, jsonOf } from "./export";
import type { Words } from "./messages";
import type { Results } from "./model";

export interface KeepingSettings {
  words: Words;
  prefix: string;
  query: () => string;
  /** Search again, for so many results. */
  collect: (limit: number) => Promise<Results>;
}

/** A line of buttons, and what came of pressing one. */
export function keepingParts(settings: KeepingSettings): HTMLElement {
  const { words } = settings;
  const told = element("span", { "aria-live": "polite", class: "quiet" });
  const button = (label: string, act: () => Promise<string>): HTMLButtonElement => {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("click", () => {
      told.textContent = "";
      act().then(
        (text) => (told.textContent = text),
        () => (told.textContent = words.say("failed")),
      );
    });
    return made;
  };
  const collected = async (write: (results: Results) => void): Promise<string> => {
    told.textContent = words.say("saving");
    const results = await settings.collect(SAVED);
    write(results);
    const { total } = results;
    return total > SAVED ? words.say("saved-some", { limit: SAVED, total }) : words.say("saved", { total });
  };
  const line = element("div", { class: "keeping", role: "group", "aria-label": words.say("save") });
  line.append(element("span", {}, words.say("save")));
  line.append(
    button("CSV", () => {
      return collected((found) => {
        save(csvOf(found, words, settings.prefix), "search.csv", "text/csv");
      });
    }),
    button("JSON", () => {
      return collected((found) => {
        save(jsonOf(settings.query(), found, settings.prefix), "search.json", "application/json");
      });
    }),
  );
  // Only a page that came over HTTPS, or from this computer, may write to the clipboard.
  if (isSecureContext) {
    line.append(
      button(words.say("copy"), async () => {
        await navigator.clipboard.writeText(location.href);
        return words.say("copied");
      }),
    );
  }
  line.append(told);
  return line;
}
