/** Pure parts, one after the other: [[name, ...arguments]] in, results out. */
import { readFileSync } from "node:fs";
import { crc32 } from "../../site_templates/scripts/record/keys";
import { partsOf } from "../../site_templates/scripts/record/page";
import { boundOf } from "../../site_templates/scripts/table/asking";
import { csvCell } from "../../site_templates/scripts/table/csv";
import { recordFragment } from "../../site_templates/scripts/table/facts";
import { fromFragment, toFragment } from "../../site_templates/scripts/table/state";
import { joined } from "../../site_templates/scripts/parquet/source";

const does: Record<string, (...given: any[]) => unknown> = {
  bound: (kind, text, side) => {
    const found = boundOf(kind, text, side);
    return found === undefined ? "?" : found === null ? null : `${found}`;
  },
  csv: (text) => csvCell({ column: { list: false, kind: { type: "text" } }, separator: null } as any, text),
  crc32: (text) => crc32(new TextEncoder().encode(text)),
  fragment: recordFragment,
  parts: partsOf,
  joined,
  state: (fragment) => {
    const state = fromFragment(fragment);
    return state === null ? null : [[...state.filters], state.sort, state.descending, state.page, toFragment(state)];
  },
};
const calls = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(calls.map(([name, ...given]) => does[name]?.(...given) ?? null)));
