import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import type { FileSystem, OpenFile } from "./file-system.js";
import { syncFolder } from "./folders.js";

/** What replaceFile leaves behind when it is killed. */
export function isTemporary(name: string): boolean {
  return name.startsWith(".") && name.endsWith(".tmp");
}

/**
 * Replaces a file so that after a crash at any moment either the old or the new one is there, whole. Once it has resolved
 * the new one stays. The caller holds the lock.
 */
export async function replaceFile(files: FileSystem, path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  const nonce = randomBytes(6).toString("hex");
  const temporary = join(folder, `.${basename(path)}.${process.pid}.${nonce}.tmp`);
  try {
    await writeNew(files, temporary, bytes);
    await files.rename(temporary, path);
    await syncFolder(files, folder);
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
}

async function writeNew(files: FileSystem, path: string, bytes: Buffer): Promise<void> {
  const file = await files.open(path, "new");
  try {
    await writeAll(file, bytes);
    const size = await file.size();
    // A full disk has been seen to accept a write and keep less of it.
    if (size !== bytes.length) throw new Error(`only ${size} of ${bytes.length} bytes were written`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: OpenFile, bytes: Buffer): Promise<void> {
  let position = 0;
  while (position < bytes.length) {
    const written = await file.write(bytes.subarray(position), position);
    if (written === 0) throw new Error("the file system takes no more bytes");
    position += written;
  }
}

/** Removes what killed writers left in a folder. Only under the lock, which tells that their writers are gone. */
export async function sweepTemporaries(files: FileSystem, folder: string): Promise<void> {
  for (const name of await files.readdir(folder)) {
    if (isTemporary(name)) await files.unlink(join(folder, name));
  }
}
