import { join } from "node:path";
import type { CompactReport } from "../../ports/history-store.js";
import { historyFolder, historyJournal, readDay, type Declared } from "../checks/history.js";
import { checkKey } from "../checks/key.js";
import type { FileSystem } from "../file-system.js";
import { ensureFolder, syncFolder } from "../folders.js";
import { withLock } from "../lock/lock.js";
import { PackedWriter } from "../packed/packed-file.js";
import { replaceFile, sweepTemporaries } from "../replace-file.js";
import { codeOf, explaining } from "../state-error.js";
import { Collected } from "./collect.js";
import { encodeColumns } from "./columns-line.js";
import { packedBytes, readPackedDay, sourceAt, type Source } from "./packed-day.js";
import { packedFolder, packedKinds, packedPath } from "./paths.js";
import { dayLines, encodeMonth } from "./roll-up-files.js";
import { rollUp } from "./roll-up.js";
import { encodeRollUps } from "./roll-up-line.js";

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
    const { results, bad, texts, hours, days } = await gather(packing, day, journal);
    if (bad > 0) return { left: { day, reason: `${bad} stretches of it can't be read: itom state verify` } };
    const source = await sourceAt(files, journal, size);
    const after = await files.lstat(journal);
    if (!source || after.size !== size) return { left: { day, reason: "it is written to just now" } };
    const bytes = texts.encode({ day, source });
    await replaceFile(files, packedPath(directory, "packed", day), bytes);
    await replaceFile(files, packedPath(directory, "hourly", day), hours.encode({ day }));
    const month = await encodeMonth(files, directory, day, days, step);
    await replaceFile(files, packedPath(directory, "daily", day), month);
    await removeJournal(packing, journal, source);
    return { packed: { day, results, bytesBefore: size, bytesAfter: bytes.length } };
  });
}

/** So many checks are in memory at once; the journal is read anew for each such part, without looking into the others' lines. */
const checksAtOnce = 500;

interface GatheredDay {
  readonly texts: PackedWriter;
  readonly hours: PackedWriter;
  /** The day's own lines for its month, by check. */
  readonly days: Map<string, string>;
  results: number;
  /** How much could not be read. */
  bad: number;
}

async function gather(packing: Packing, day: string, journal: string): Promise<GatheredDay> {
  const gathered: GatheredDay = {
    texts: new PackedWriter(),
    hours: new PackedWriter(),
    days: new Map(),
    results: 0,
    bad: 0,
  };
  const keys = [...(await keysOfDay(packing, day))].sort();
  // Even a day without any check is read once, for what is damaged in it.
  for (let from = 0; from === 0 || from < keys.length; from += checksAtOnce) {
    const wanted = new Set(keys.slice(from, from + checksAtOnce));
    const collected = new Collected();
    gathered.bad += await collect(packing, day, journal, collected, wanted);
    gathered.results += collected.results;
    for (const key of wanted) {
      packing.step();
      const parts = collected.byKey.get(key) ?? [];
      if (parts.length === 0) continue;
      gathered.texts.add(key, parts.map(encodeColumns).join(""));
      gathered.hours.add(key, parts.map((part) => encodeRollUps(rollUp(part, "hour"))).join(""));
      gathered.days.set(key, dayLines(day, parts));
    }
  }
  return gathered;
}

/** Every check that the day has results of, packed already or not. */
async function keysOfDay({ files, directory }: Packing, day: string): Promise<Set<string>> {
  const keys = new Set<string>();
  const note = (key: string): false => {
    keys.add(key);
    return false;
  };
  await readPackedDay(files, directory, day, note, () => undefined);
  const wants = (declared: Declared): false => note(checkKey(declared));
  await readDay(files, directory, day, { take: () => undefined, wants });
  return keys;
}

async function makeReady(files: FileSystem, directory: string): Promise<void> {
  for (const kind of packedKinds) {
    const folder = packedFolder(directory, kind);
    await ensureFolder(files, folder);
    await sweepTemporaries(files, folder);
  }
}

/** Of the wanted checks what is packed already and what the journal has beyond it; resolves with how much can't be read. */
async function collect(
  { files, directory, step }: Packing,
  day: string,
  journal: string,
  collected: Collected,
  wanted: ReadonlySet<string>,
): Promise<number> {
  const wants = (key: string): boolean => wanted.has(key);
  const before = await readPackedDay(files, directory, day, wants, (key, part) => collected.add(key, part));
  const skipBytes = before ? await packedBytes(files, journal, before) : 0;
  step();
  const { take } = collected;
  const wantsDeclared = (declared: Declared): boolean => wants(checkKey(declared));
  const report = await readDay(files, directory, day, { take, wants: wantsDeclared, skipBytes });
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
