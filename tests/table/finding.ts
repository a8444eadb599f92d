/** Finds records in node as the record page does: {base, facts, keys} in; what was found, and what it took, out. */
import { readFileSync } from "node:fs";
import { textOf } from "../../site_templates/scripts/parquet/text";
import { Finder } from "../../site_templates/scripts/record/find";
import { written } from "../../site_templates/scripts/table/facts";

const { base, facts, keys } = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const key of keys) {
  let bytes = 0;
  let requests = 0;
  const get = async (address: string, init?: RequestInit) => {
    const answer = await fetch(base + address, init);
    const data = await answer.arrayBuffer();
    requests += 1;
    bytes += data.byteLength;
    return new Response(data, { status: answer.status });
  };
  const found = await new Finder(facts, get).find(key);
  answers.push({
    texts: found && found.fields.map((field, at) => textOf(written(field), found.values[at])),
    previous: found && found.previous, next: found && found.next, origin: found && found.origin, bytes, requests,
  });
}
process.stdout.write(JSON.stringify(answers));
