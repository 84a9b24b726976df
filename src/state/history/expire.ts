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
): Promise<string[]> {
  const hours = new Set(await listDays(files, directory, "hourly"));
  const months = new Set(await listDays(files, directory, "daily"));
  const isOver = (end: number, keepMs: number): boolean => end + keepMs < now.getTime();
  const raw = (await listDays(files, directory, "packed")).filter(
    (day) => isOver(endOfDay(day), rawMs) && hours.has(day),
  );
  const hourly = [...hours].filter((day) => isOver(endOfDay(day), hourlyMs) && months.has(day.slice(0, 7)));
  const daily = [...months].filter((month) => isOver(endOfMonth(month), dailyMs));
  return [
    ...(await remove(files, directory, "packed", raw)),
    ...(await remove(files, directory, "hourly", hourly)),
    ...(await remove(files, directory, "daily", daily)),
  ];
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
): Promise<string[]> {
  if (days.length === 0) return [];
  const folder = packedFolder(directory, kind);
  return explaining("remove old files from", folder, async () => {
    const paths = days.map((day) => packedPath(directory, kind, day));
    for (const path of paths) await unlinkIfThere(files, path);
    await syncFolder(files, folder);
    return paths.map((path) => relative(directory, path));
  });
}
