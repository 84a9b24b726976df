import { dirname } from "node:path";
import type { FileSystem } from "./file-system.js";
import { codeOf } from "./state-error.js";

/** Makes a folder and those above it (0700), each durably; leaves what is there alone. */
export async function ensureFolder(files: FileSystem, path: string): Promise<void> {
  try {
    await files.mkdir(path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return requireFolder(files, path, error);
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await ensureFolder(files, dirname(path));
    return ensureFolder(files, path);
  }
  await syncFolder(files, dirname(path));
}

async function requireFolder(files: FileSystem, path: string, error: unknown): Promise<void> {
  // A link to a folder is as good as one, so that we look through it.
  const { kind } = await files.lstat(`${path}/.`);
  if (kind !== "folder") throw error;
}

/** Makes the names in a folder durable (fsync(2): a file's own fsync does not). */
export async function syncFolder(files: FileSystem, path: string): Promise<void> {
  const folder = await files.open(path, "read");
  try {
    await folder.sync();
  } catch (error) {
    // Some network file systems can't sync a folder, and have nothing else to offer.
    if (codeOf(error) !== "EINVAL" && codeOf(error) !== "ENOTSUP") throw error;
  } finally {
    await folder.close();
  }
}
