/** Searches in node as a browser would: {base, queries: [[text, options]]} in, results and counts out. */
import { readFileSync } from "node:fs";
import { SearchIndex } from "../../site_templates/scripts/search/reader";

const { base, queries, cold } = JSON.parse(readFileSync(0, "utf8"));
let requests = 0;
let bytes = 0;
const get = async (address, init) => {
  requests += 1;
  const answer = await fetch(address, init);
  const buffer = await answer.arrayBuffer();
  bytes += buffer.byteLength;
  return new Response(buffer, { status: answer.status });
};
let index = await SearchIndex.open(base, "", get);
const answers = [];
for (const [text, options] of queries) {
  if (cold) {
    requests = bytes = 0;
    index = await SearchIndex.open(base, text, get);
  }
  const results = await index.search(text, options);
  const read = { requests, bytes };
  const passages = [];
  for (const hit of results.hits) passages.push(hit.snippet.marks.length > 0 ? hit.snippet : await index.passage(hit, text));
  answers.push({ ...results, passages, ...read });
}
process.stdout.write(JSON.stringify(answers));
