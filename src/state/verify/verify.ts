import { basename, join } from "node:path";
import { ItomError } from "../../lib/errors.js";
import type { StateFinding, StateReport } from "../../ports/state-inspector.js";
import type { FileSystem } from "../file-system.js";
import { withLock } from "../lock/lock.js";
import type { Processes } from "../lock/processes.js";
import { isTemporary } from "../replace-file.js";
import { codeOf, stateError } from "../state-error.js";
import { documents, inspectDocument } from "./inspect-document.js";
import { historyDay, inspectHistory } from "./inspect-history.js";
import { inspectLock, isInLocks } from "./inspect-lock.js";
import { inspectPacked, isPacked } from "./inspect-packed.js";
import { inspectMode } from "./inspect-mode.js";
import { isSetAside } from "./set-aside.js";
import { walk, type Entry } from "./walk.js";

export interface Inspection {
  readonly files: FileSystem;
  /** The state folder, absolute. */
  readonly directory: string;
  readonly processes: Processes;
  readonly now: () => Date;
}

/** Looks into every file below the state folder and changes nothing. */
export async function verifyState(inspection: Inspection): Promise<StateReport> {
  const { directory } = inspection;
  const entries = await existingEntries(inspection);
  if (!entries) return { directory, exists: false, files: 0, findings: [] };
  const findings: StateFinding[] = [...missing(entries)];
  for (const entry of entries) {
    findings.push(...inspectMode(entry));
    if (entry.status.kind === "file") findings.push(...(await inspectCertainly(inspection, entry.path)));
  }
  return {
    directory,
    exists: true,
    files: entries.filter(({ status }) => status.kind === "file").length,
    findings,
  };
}

export async function existingEntries({ files, directory }: Inspection): Promise<Entry[] | undefined> {
  try {
    return await walk(files, directory);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw stateError("look through", directory, error);
  }
}

function missing(entries: readonly Entry[]): StateFinding[] {
  const paths = new Set(entries.map(({ path }) => path));
  if (paths.has("store.json") || !paths.has("checks/status.json")) return [];
  return [
    {
      severity: "warning",
      path: "store.json",
      message: "is missing beside other state",
      fix: "nothing: the next run makes it anew",
    },
  ];
}

/** A run that writes just now looks like one that was ended while it wrote: what may be either is looked at again under the lock. */
async function inspectCertainly(inspection: Inspection, path: string): Promise<StateFinding[]> {
  const findings = await inspectFile(inspection, path);
  if (isInLocks(path) || !findings.some(({ severity }) => severity === "warning")) return findings;
  const { files, directory, now } = inspection;
  const folder = join(directory, "locks", "checks");
  const again = async (): Promise<StateFinding[]> =>
    (await isThere(files, join(directory, path))) ? inspectFile(inspection, path) : [];
  try {
    return await withLock({ files, folder, purpose: "verify the state folder", now, waitMs: 2_000 }, again);
  } catch (error) {
    // In a folder that can't be written, or is held for long, the first look has to do.
    if (error instanceof ItomError) return findings;
    throw error;
  }
}

async function isThere(files: FileSystem, path: string): Promise<boolean> {
  return files.lstat(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== "ENOENT",
  );
}

async function inspectFile(inspection: Inspection, path: string): Promise<StateFinding[]> {
  const { files, directory, processes } = inspection;
  const day = historyDay(path);
  if (documents.has(path)) return inspectDocument(files, directory, path);
  if (day !== undefined) return inspectHistory(files, directory, path, day);
  if (isPacked(path)) return inspectPacked(files, directory, path);
  if (isInLocks(path)) return inspectLock(files, directory, path, processes);
  if (isTemporary(basename(path))) {
    const message = "was left by a run that was ended while it wrote";
    return [{ severity: "warning", path, message, fix: "nothing: the next run removes it" }];
  }
  if (isSetAside(path))
    return [{ severity: "note", path, message: "is kept aside", fix: "remove it when you need it no more" }];
  if (/\.schema-\d+\.json$/.test(path)) return [];
  return [{ severity: "note", path, message: "is no file that this itom knows" }];
}
