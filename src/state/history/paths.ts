import { join } from "node:path";
import { historyFolder } from "../checks/history.js";
import type { FileSystem } from "../file-system.js";
import { codeOf, explaining } from "../state-error.js";

export const packedKinds = ["packed", "hourly", "daily"] as const;

/** packed: results of a day; hourly: its hours; daily: the days of a month. */
export type PackedKind = (typeof packedKinds)[number];

export const dayMs = 86_400_000;

/** The file that holds what is kept of a day. */
export function packedPath(directory: string, kind: PackedKind, day: string): string {
  return join(packedFolder(directory, kind), `${kind === "daily" ? day.slice(0, 7) : day}.jsonl.gz`);
}

export function packedFolder(directory: string, kind: PackedKind): string {
  return join(directory, "checks", kind);
}

/** Days (or months) that have a file of a kind, ascending; `journal` is the day's file that runs write to. */
export async function listDays(
  files: FileSystem,
  directory: string,
  kind: PackedKind | "journal",
): Promise<string[]> {
  const folder = kind === "journal" ? historyFolder(directory) : packedFolder(directory, kind);
  const names = await explaining("read", folder, () => existingNames(files, folder));
  const form = kind === "journal" ? /^(\d{4}-\d\d-\d\d)\.jsonl$/ : /^(\d{4}-\d\d(?:-\d\d)?)\.jsonl\.gz$/;
  return names.flatMap((name) => form.exec(name)?.[1] ?? []).sort();
}

async function existingNames(files: FileSystem, folder: string): Promise<string[]> {
  try {
    return await files.readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}
