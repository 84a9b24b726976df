import { join } from "node:path";
import type { FileStatus, FileSystem } from "../file-system.js";
import { codeOf } from "../state-error.js";

export interface Entry {
  /** Relative to the state folder. */
  readonly path: string;
  readonly status: FileStatus;
}

const maxDepth = 8;

/** Every file and folder below a folder, itself as `.` first, in the order of their names; links are not followed. */
export async function walk(files: FileSystem, directory: string): Promise<Entry[]> {
  // The folder itself may be a link: what it leads to counts.
  const status = await files.lstat(join(directory, "/")).catch(() => files.lstat(directory));
  const entries: Entry[] = [{ path: ".", status }];
  await walkInto(files, directory, "", 1, entries);
  return entries;
}

async function walkInto(
  files: FileSystem,
  directory: string,
  below: string,
  depth: number,
  entries: Entry[],
): Promise<void> {
  for (const name of (await files.readdir(join(directory, below))).toSorted()) {
    const path = below === "" ? name : `${below}/${name}`;
    const status = await statusOf(files, join(directory, path));
    // A claim or a temporary file may go while we look.
    if (!status) continue;
    entries.push({ path, status });
    if (status.kind === "folder" && depth < maxDepth)
      await walkInto(files, directory, path, depth + 1, entries);
  }
}

async function statusOf(files: FileSystem, path: string): Promise<FileStatus | undefined> {
  try {
    return await files.lstat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
