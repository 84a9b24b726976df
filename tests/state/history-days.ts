import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredResult } from "../../src/ports/check-store.js";
import { historyRecords } from "../../src/state/checks/history-records.js";
import { mergeResults } from "../../src/state/checks/merge.js";
import type { Status } from "../../src/state/checks/status-kind.js";
import { encodeLine } from "../../src/state/journal/line.js";

/** Writes a day's journal as many recording runs would leave it, without their fsyncs. Returns the number of results. */
export function writeJournal(
  folder: string,
  day: string,
  run: (startMs: number) => readonly StoredResult[],
  { everyMs = 300_000, runs = 288 }: { readonly everyMs?: number; readonly runs?: number } = {},
): number {
  const path = join(folder, "checks/history", `${day}.jsonl`);
  mkdirSync(join(folder, "checks/history"), { recursive: true, mode: 0o700 });
  writeFileSync(path, encodeLine({ schema: 2 }), { mode: 0o600 });
  let status: Status | undefined;
  let count = 0;
  for (let number = 0; number < runs; number += 1) {
    const results = run(Date.parse(`${day}T00:00:00Z`) + number * everyMs);
    const written = historyRecords(mergeResults(status, results, day, number === 0), results);
    ({ status } = written);
    appendFileSync(path, written.records.map(encodeLine).join(""));
    count += results.length;
  }
  return count;
}
