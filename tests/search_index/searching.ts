/** Searches in node as a browser would: {base, queries: [[text, options]]} in, results and counts out. */
import { readFileSync } from "node:fs";
import { SearchIndex } from "../../site_templates/scripts/search/reader";

const { base, queries, cold } = JSON.parse(readFileSync(0, "utf8"));
const STILL = 12; // ticks without a further request, after which those that wait are answered, as one step
let asked = [];
let step = 0;
let waiting = [];
let timer;
const answerAll = async () => {
  const all = waiting;
  waiting = [];
  step += 1;
  const answers = await Promise.all(all.map(({ address, init }) => fetch(address, init)));
  const buffers = await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  all.forEach(({ address, resolve }, at) => {
    asked.push({ name: address.split("/").at(-1), step, bytes: buffers[at].byteLength });
    resolve(new Response(buffers[at], { status: answers[at].status }));
  });
};
const get = (address, init) => {
  return new Promise((resolve, reject) => {
    waiting.push({ address, init, resolve });
    clearTimeout(timer);
    // Counted in ticks and not by the clock, so that a busy machine divides no step.
    let left = cold ? STILL : 0;
    const tick = () => {
      if (left-- > 0) timer = setTimeout(tick, 8);
      else answerAll().catch(reject);
    };
    timer = setTimeout(tick, 0);
  });
};
let index = await SearchIndex.open(base, "", get);
const answers = [];
for (const [text, options] of queries) {
  if (cold) {
    asked = [];
    step = 0;
    index = await SearchIndex.open(base, text, get);
  }
  const results = await index.search(text, options);
  const read = {
    requests: asked.length,
    bytes: asked.reduce((sum, one) => sum + one.bytes, 0),
    steps: Math.max(0, ...asked.map((one) => one.step)),
    files: asked.map((one) => [one.name, one.bytes]),
  };
  const passages = [];
  for (const hit of results.hits) passages.push(hit.snippet.marks.length > 0 ? hit.snippet : await index.passage(hit, text));
  answers.push({ ...results, passages, ...read });
}
process.stdout.write(JSON.stringify(answers));
