/** Mounts the record on its page. */
import type { RecordFacts } from "./record/find";
import { words } from "./record/messages";
import { RecordPage } from "./record/page";
import { jsonOf } from "./table/facts";

const facts = jsonOf("dataset-facts") as RecordFacts | null;
const language = document.documentElement.lang;
if (facts) new RecordPage(facts, words(language), language).mount();
