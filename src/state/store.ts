import { join } from "node:path";
import { readDocument, writeDocument } from "./document-file.js";
import type { DocumentKind } from "./document.js";
import type { FileSystem } from "./file-system.js";
import { withLock } from "./lock/lock.js";
import { sweepTemporaries } from "./replace-file.js";
import { explaining } from "./state-error.js";

/** store.json: its schema is that of the folder's layout, so that an old itom stays out of a newer folder. */
export interface StoreRecord {
  /** ISO 8601. */
  readonly createdAt: string;
}

export const storeKind: DocumentKind<StoreRecord> = {
  name: "the state folder's schema",
  schema: 2,
  // 2: history is kept by run, and packed by day.
  migrations: { 1: (data) => data },
  parse: (data) =>
    typeof data === "object" && data !== null && "createdAt" in data && typeof data.createdAt === "string"
      ? { createdAt: data.createdAt }
      : undefined,
};

export function storePath(directory: string): string {
  return join(directory, "store.json");
}

/** Refuses a folder that a newer itom wrote; a folder without store.json passes. */
export async function requireKnownStore(files: FileSystem, directory: string): Promise<void> {
  await readDocument(files, storePath(directory), storeKind);
}

/** Writes store.json where there is none or an older one, under a lock of its own: every part of the folder needs it. */
export async function ensureStore(files: FileSystem, directory: string, now: () => Date): Promise<void> {
  const path = storePath(directory);
  const read = await readDocument(files, path, storeKind);
  if (read && !read.older) return;
  const folder = join(directory, "locks", "store");
  await withLock({ files, folder, purpose: "prepare the state folder", now }, async () => {
    await explaining("prepare", directory, () => sweepTemporaries(files, directory));
    const before = await readDocument(files, path, storeKind);
    if (before && !before.older) return;
    const data = before?.data ?? { createdAt: now().toISOString() };
    await writeDocument(files, path, storeKind, data, before);
  });
}
