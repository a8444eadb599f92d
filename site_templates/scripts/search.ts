/** Mounts the search on its page. */
import { SearchPage } from "./search/page";

const place = document.getElementById("search");
const form = place?.querySelector<HTMLFormElement>("form[role=search]");
const results = document.getElementById("results");
if (place && form && results) new SearchPage(place, form, results).mount();
