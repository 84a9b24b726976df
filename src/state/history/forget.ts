import { join } from "node:path";
import { statusKind, statusPath } from "../checks/status-kind.js";
import { readDocument, writeDocument } from "../document-file.js";
import type { FileSystem } from "../file-system.js";
import { withLock } from "../lock/lock.js";
import { dayMs } from "./paths.js";

const forgetAfterMs = 30 * dayMs;

/** Takes checks out of the present states that were not recorded for thirty days: nobody makes them any more. */
export async function forgetGone(
  files: FileSystem,
  directory: string,
  now: () => Date,
  dryRun: boolean,
): Promise<string[]> {
  const path = statusPath(directory);
  const isGone = ({ startedAt }: { readonly startedAt: string }): boolean =>
    Date.parse(startedAt) + forgetAfterMs < now().getTime();
  // Looked at without the lock first: as a rule there is nothing to do.
  const seen = await readDocument(files, path, statusKind);
  if (!seen || !Object.values(seen.data.checks).some(isGone)) return [];
  const gone = Object.entries(seen.data.checks).flatMap(([key, entry]) => (isGone(entry) ? [key] : []));
  if (dryRun) return gone;
  const folder = join(directory, "locks", "checks");
  return withLock({ files, folder, purpose: "forget checks that are gone", now }, async () => {
    const before = await readDocument(files, path, statusKind);
    if (!before) return [];
    const entries = Object.entries(before.data.checks);
    const checks = Object.fromEntries(entries.filter(([, entry]) => !isGone(entry)));
    await writeDocument(files, path, statusKind, { ...before.data, checks }, before);
    return entries.flatMap(([key, entry]) => (isGone(entry) ? [key] : []));
  });
}
