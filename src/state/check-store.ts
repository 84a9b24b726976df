import { join } from "node:path";
import { ItomError } from "../lib/errors.js";
import type { CheckStore, HistoryResult, PresentState, StoredResult } from "../ports/check-store.js";
import { historyRecords } from "./checks/history-records.js";
import { dayOf, historyFolder, historyJournal, readHistory } from "./checks/history.js";
import { mergeResults, withoutKey } from "./checks/merge.js";
import { statusKind, statusPath, type Status } from "./checks/status-kind.js";
import { readDocument, writeDocument, type ReadDocument } from "./document-file.js";
import type { FileSystem } from "./file-system.js";
import { ensureFolder } from "./folders.js";
import { listDays } from "./history/paths.js";
import { appendJournal } from "./journal/append.js";
import { withLock } from "./lock/lock.js";
import { nodeFileSystem } from "./node-file-system.js";
import { sweepTemporaries } from "./replace-file.js";
import { explaining } from "./state-error.js";
import { ensureStore, requireKnownStore } from "./store.js";

interface Options {
  readonly now: () => Date;
  /** The system calls; tests give some that fail. */
  readonly files?: FileSystem;
  /** How long to wait for the lock. */
  readonly waitMs?: number;
}

/** Opens the store in a state folder, which is made when something is first recorded. Rejects with ItomError STATE. */
export async function openCheckStore(directory: string, options: Options): Promise<CheckStore> {
  const files = options.files ?? nodeFileSystem;
  await requireKnownStore(files, directory);
  const request = {
    files,
    folder: join(directory, "locks", "checks"),
    purpose: "record check results",
    now: options.now,
    ...(options.waitMs !== undefined && { waitMs: options.waitMs }),
  };
  const locked = (work: () => Promise<void>): Promise<void> => withLock(request, work);
  return {
    async present() {
      const status = await readDocument(files, statusPath(directory), statusKind);
      return new Map<string, PresentState>(
        Object.entries(status?.data.checks ?? {}).map(([key, entry]) => [key, withoutKey(entry)]),
      );
    },
    async prepare() {
      await locked(async () => {
        await prepareLocked(files, directory, options.now);
      });
    },
    async record(results) {
      if (results.length === 0) return;
      await locked(() => recordLocked(files, directory, results, options.now));
    },
    async history(day) {
      if ((await listDays(files, directory, "packed")).includes(day)) {
        throw new ItomError("STATE", `the results of ${day} are packed`, { hint: "itom history reads them" });
      }
      const results: HistoryResult[] = [];
      const { torn, damaged, lost } = await readHistory(files, directory, day, (result) =>
        results.push(result),
      );
      return { results, skipped: torn.length + damaged.length + lost };
    },
  };
}

/** All that recording needs; resolves with the status as it is. */
async function prepareLocked(
  files: FileSystem,
  directory: string,
  now: () => Date,
): Promise<ReadDocument<Status> | undefined> {
  await explaining("prepare", historyFolder(directory), async () => {
    await ensureFolder(files, historyFolder(directory));
    await sweepTemporaries(files, join(directory, "checks"));
  });
  await ensureStore(files, directory, now);
  return readDocument(files, statusPath(directory), statusKind);
}

/** History first: after a crash between the two it holds what the present states do not yet. */
async function recordLocked(
  files: FileSystem,
  directory: string,
  results: readonly StoredResult[],
  now: () => Date,
): Promise<void> {
  const before = await prepareLocked(files, directory, now);
  const day = dayOf(now());
  let status: Status | undefined;
  await appendJournal(files, historyJournal(directory, day), (isNew) => {
    const written = historyRecords(mergeResults(before?.data, results, day, isNew), results);
    ({ status } = written);
    return written.records;
  });
  if (status) await writeDocument(files, statusPath(directory), statusKind, status, before);
}
