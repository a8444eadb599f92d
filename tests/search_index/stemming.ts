/** A list of words in, the list of their stems out. */
import { readFileSync } from "node:fs";
import { stem } from "../../site_templates/scripts/search/stem";

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(stem)));
