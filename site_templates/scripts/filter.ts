/** Narrows each list of the page that says it can be narrowed: see filter/listing.ts for the markup it builds on. */
import { Listing } from "./filter/listing";

for (const place of document.querySelectorAll<HTMLElement>("[data-listing]")) new Listing(place).mount();
