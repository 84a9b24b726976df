import { join } from "node:path";
import { ItomError } from "../lib/errors.js";
import type { CompactReport, HistoryStore, Retention } from "../ports/history-store.js";
import { dayOf, historyJournal } from "./checks/history.js";
import type { FileSystem } from "./file-system.js";
import { expire } from "./history/expire.js";
import { forgetGone } from "./history/forget.js";
import { packDay } from "./history/pack-day.js";
import { listDays } from "./history/paths.js";
import { readAll } from "./history/read-history.js";
import { withLock } from "./lock/lock.js";
import { nodeFileSystem } from "./node-file-system.js";
import { ensureStore, requireKnownStore } from "./store.js";

interface Options {
  readonly now: () => Date;
  readonly files?: FileSystem;
  readonly waitMs?: number;
}

/** What a run may spend on tidying up: a day of 5,000 checks every 5 minutes has about 25 MB and takes some seconds. */
const tidyBytes = 64 * 2 ** 20;
const tidyMs = 60_000;

/** Opens the history in a state folder. Rejects with ItomError STATE. */
export async function openHistoryStore(directory: string, options: Options): Promise<HistoryStore> {
  const { files = nodeFileSystem, now } = options;
  await requireKnownStore(files, directory);
  const locked = <T>(waitMs: number | undefined, work: () => Promise<T>): Promise<T> => {
    const folder = join(directory, "locks", "compact");
    const request = { files, folder, purpose: "pack history", now, ...(waitMs !== undefined && { waitMs }) };
    return withLock(request, work);
  };
  return {
    read: (query, take) => readAll(files, directory, query, take),
    async compact(retention, { dryRun = false } = {}) {
      if (!(await hasHistory(files, directory))) return { packed: [], removed: [], forgotten: [], left: [] };
      if (dryRun) return wouldDo(files, directory, now, retention);
      await ensureStore(files, directory, now);
      return locked(options.waitMs, async () => {
        const days = await pastDays(files, directory, now());
        return packAndExpire({ files, directory, now, step: () => undefined }, days, retention);
      });
    },
    async tidy(retention) {
      // The latest first: an older one that can't be packed hinders none.
      const day = (await pastDays(files, directory, now())).at(-1);
      if (day === undefined) return;
      const { size } = await files.lstat(historyJournal(directory, day).path);
      if (size > tidyBytes) return;
      const end = performance.now() + tidyMs;
      const step = (): void => {
        if (performance.now() > end) throw new OutOfTime();
      };
      try {
        await locked(0, () => packAndExpire({ files, directory, now, step }, [day], retention));
      } catch (error) {
        // Another one does it, or it is left to `itom state compact`, which takes its time.
        if (!(error instanceof OutOfTime) && !(error instanceof ItomError && error.code === "LOCKED"))
          throw error;
      }
    },
  };
}

class OutOfTime extends ItomError {
  constructor() {
    super("LOCKED", "packing took too long");
  }
}

async function hasHistory(files: FileSystem, directory: string): Promise<boolean> {
  const kinds = ["journal", "packed", "hourly", "daily"] as const;
  const found = await Promise.all(kinds.map((kind) => listDays(files, directory, kind)));
  return found.some((days) => days.length > 0);
}

async function pastDays(files: FileSystem, directory: string, now: Date): Promise<string[]> {
  const today = dayOf(now);
  return (await listDays(files, directory, "journal")).filter((day) => day < today);
}

async function packAndExpire(
  packing: Parameters<typeof packDay>[0],
  days: readonly string[],
  retention: Retention,
): Promise<CompactReport> {
  const { files, directory, now } = packing;
  const packed: CompactReport["packed"][number][] = [];
  const left: CompactReport["left"][number][] = [];
  for (const day of days) {
    // Another process may have packed it before the lock was ours.
    if (!(await listDays(files, directory, "journal")).includes(day)) continue;
    const outcome = await packDay(packing, day);
    if ("packed" in outcome) packed.push(outcome.packed);
    else left.push(outcome.left);
  }
  const removed = await expire(files, directory, retention, now(), false);
  return { packed, removed, forgotten: await forgetGone(files, directory, now, false), left };
}

async function wouldDo(
  files: FileSystem,
  directory: string,
  now: () => Date,
  retention: Retention,
): Promise<CompactReport> {
  const days = await pastDays(files, directory, now());
  return {
    packed: [],
    left: days.map((day) => ({ day, reason: "would be packed" })),
    removed: await expire(files, directory, retention, now(), true),
    forgotten: await forgetGone(files, directory, now, true),
  };
}
