import { relative } from "node:path";
import type { Retention } from "../../ports/history-store.js";
import type { FileSystem } from "../file-system.js";
import { syncFolder } from "../folders.js";
import { explaining } from "../state-error.js";
import { unlinkIfThere } from "./pack-day.js";
import { dayMs, listDays, packedFolder, packedPath, type PackedKind } from "./paths.js";

/** Removes what is older than its retention, finest first, and only where the coarser roll-up is there. */
export async function expire(
  files: FileSystem,
  directory: string,
  { rawMs, hourlyMs, dailyMs }: Retention,
  now: Date,
  dryRun: boolean,
): Promise<string[]> {
  const hours = new Set(await listDays(files, directory, "hourly"));
  const months = new Set(await listDays(files, directory, "daily"));
  const isOver = (end: number, keepMs: number): boolean => end + keepMs < now.getTime();
  const raw = (await listDays(files, directory, "packed")).filter(
    (day) => isOver(endOfDay(day), rawMs) && hours.has(day),
  );
  const hourly = [...hours].filter((day) => isOver(endOfDay(day), hourlyMs) && months.has(day.slice(0, 7)));
  const daily = [...months].filter((month) => isOver(endOfMonth(month), dailyMs));
  const due: [PackedKind, string[]][] = [
    ["packed", raw],
    ["hourly", hourly],
    ["daily", daily],
  ];
  const paths: string[] = [];
  for (const [kind, days] of due) {
    if (!dryRun) await remove(files, directory, kind, days);
    paths.push(...days.map((day) => relative(directory, packedPath(directory, kind, day))));
  }
  return paths;
}

function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + dayMs;
}

function endOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return Date.UTC(year, number, 1);
}

async function remove(
  files: FileSystem,
  directory: string,
  kind: PackedKind,
  days: readonly string[],
): Promise<void> {
  if (days.length === 0) return;
  const folder = packedFolder(directory, kind);
  await explaining("remove old files from", folder, async () => {
    for (const day of days) await unlinkIfThere(files, packedPath(directory, kind, day));
    await syncFolder(files, folder);
  });
}
