/** Mounts the table over all rows on a dataset's page; it is loaded when a person asks for it. */
import { jsonOf, type Facts } from "./table/facts";
import { words } from "./table/messages";
import { TablePage } from "./table/page";

const facts = jsonOf("dataset-facts") as Facts | null;
const place = document.getElementById("all-rows");
const fixed = document.getElementById("first-rows");
if (facts && place && fixed) {
  const language = document.documentElement.lang;
  const page = new TablePage(facts, place, fixed, words(language), language);
  page.mount().catch(() => {
    // The page has told what went wrong, and the first rows stay.
  });
}
