import { join } from "node:path";
import type { CompactReport } from "../../ports/history-store.js";
import { historyFolder, historyJournal, readDay } from "../checks/history.js";
import type { FileSystem } from "../file-system.js";
import { ensureFolder, syncFolder } from "../folders.js";
import { withLock } from "../lock/lock.js";
import { replaceFile, sweepTemporaries } from "../replace-file.js";
import { codeOf, explaining } from "../state-error.js";
import { Collected } from "./collect.js";
import { encodeDay, packedBytes, readPackedDay, sourceAt, type Source } from "./packed-day.js";
import { packedFolder, packedKinds, packedPath } from "./paths.js";
import { encodeHours, encodeMonth } from "./roll-up-files.js";

export interface Packing {
  readonly files: FileSystem;
  readonly directory: string;
  readonly now: () => Date;
  /** Called between checks; throws when time is up. */
  readonly step: () => void;
}

type Outcome =
  { readonly packed: CompactReport["packed"][number] } | { readonly left: CompactReport["left"][number] };

/**
 * Packs one past day: writes results, hours and month anew, each whole before the next, and removes the day's journal only
 * after that. Done again after a crash at any moment it comes to the same. Only under the lock `compact`.
 */
export async function packDay(packing: Packing, day: string): Promise<Outcome> {
  const { files, directory, step } = packing;
  const journal = historyJournal(directory, day).path;
  return explaining("pack", journal, async () => {
    await makeReady(files, directory);
    const { size } = await files.lstat(journal);
    const collected = new Collected();
    const bad = await collect(packing, day, journal, collected);
    if (bad > 0) return { left: { day, reason: `${bad} stretches of it can't be read: itom state verify` } };
    const source = await sourceAt(files, journal, size);
    const after = await files.lstat(journal);
    if (!source || after.size !== size) return { left: { day, reason: "it is written to just now" } };
    const bytes = encodeDay(day, source, collected, step);
    await replaceFile(files, packedPath(directory, "packed", day), bytes);
    await replaceFile(files, packedPath(directory, "hourly", day), encodeHours(day, collected, step));
    const month = await encodeMonth(files, directory, day, collected, step);
    await replaceFile(files, packedPath(directory, "daily", day), month);
    await removeJournal(packing, journal, source);
    return { packed: { day, results: collected.results, bytesBefore: size, bytesAfter: bytes.length } };
  });
}

async function makeReady(files: FileSystem, directory: string): Promise<void> {
  for (const kind of packedKinds) {
    const folder = packedFolder(directory, kind);
    await ensureFolder(files, folder);
    await sweepTemporaries(files, folder);
  }
}

/** What is packed already and what the journal has beyond it; resolves with how much can't be read. */
async function collect(
  { files, directory, step }: Packing,
  day: string,
  journal: string,
  collected: Collected,
): Promise<number> {
  const before = await readPackedDay(
    files,
    directory,
    day,
    () => true,
    (key, part) => collected.add(key, part),
  );
  const skipBytes = before ? await packedBytes(files, journal, before) : 0;
  step();
  const report = await readDay(files, directory, day, { take: collected.take, skipBytes });
  return report.damaged.length + (report.lost > 0 ? 1 : 0);
}

/** A clock that was set back may have written to it in the meantime: then it stays, and what is new in it is packed later. */
async function removeJournal(
  { files, directory, now }: Packing,
  journal: string,
  source: Source,
): Promise<void> {
  const folder = join(directory, "locks", "checks");
  await withLock({ files, folder, purpose: "remove what is packed", now }, async () => {
    const { size } = await files.lstat(journal);
    if (size !== source.bytes) return;
    await unlinkIfThere(files, journal);
    await syncFolder(files, historyFolder(directory));
  });
}

export async function unlinkIfThere(files: FileSystem, path: string): Promise<void> {
  try {
    await files.unlink(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
