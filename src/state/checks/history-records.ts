import type { StoredResult } from "../../ports/check-store.js";
import { checksPerList, declareList } from "../history/list.js";
import { runLines } from "../history/run-lines.js";
import type { JournalRecord } from "../journal/line.js";
import type { Merged } from "./merge.js";
import type { Status } from "./status-kind.js";

const listsRemembered = 200;

/** What a run adds to its day's history, and the status that knows it. */
export function historyRecords(
  { status, declarations, keys, summaries, knownLists }: Merged,
  results: readonly StoredResult[],
): { readonly records: JournalRecord[]; readonly status: Status } {
  const records: JournalRecord[] = declarations.map((declaration) => ({ ...declaration }));
  const lists = new Set(knownLists);
  for (let from = 0; from < results.length; from += checksPerList) {
    const to = from + checksPerList;
    const list = declareList(keys.slice(from, to));
    if (!lists.has(list.l)) records.push({ ...list });
    // Put at the end: the latest are kept.
    lists.delete(list.l);
    lists.add(list.l);
    const kept = results
      .slice(from, to)
      .map((result, index) => ({ result, summary: summaries[from + index] }));
    records.push(...runLines(list, kept));
  }
  return { records, status: { ...status, lists: [...lists].slice(-listsRemembered) } };
}
