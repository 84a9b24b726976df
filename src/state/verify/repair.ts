import { basename, dirname, join } from "node:path";
import { readHistory } from "../checks/history.js";
import type { FileSystem } from "../file-system.js";
import { syncFolder } from "../folders.js";
import { withLock } from "../lock/lock.js";
import { isTemporary } from "../replace-file.js";
import { explaining } from "../state-error.js";
import { decodeAt } from "./inspect-document.js";
import { historyDay } from "./inspect-history.js";
import { isPacked, whyUnreadable } from "./inspect-packed.js";
import { modeFor } from "./inspect-mode.js";
import { forgetDeclarations, moveAside } from "./repair-journal.js";
import { asidePath } from "./set-aside.js";
import { existingEntries, type Inspection } from "./verify.js";
import type { Entry } from "./walk.js";

/** Puts right what verifyState finds, under the lock that recording takes. Resolves with what was done. */
export async function repairState(inspection: Inspection): Promise<string[]> {
  const { files, directory, now } = inspection;
  if (!(await existingEntries(inspection))) return [];
  const folder = join(directory, "locks", "checks");
  return withLock({ files, folder, purpose: "repair the state folder", now }, () =>
    explaining("repair", directory, async () => {
      const done: string[] = [];
      for (const entry of (await existingEntries(inspection)) ?? []) {
        done.push(...(await repairMode(inspection, entry)));
        if (entry.status.kind === "file") done.push(...(await repairFile(inspection, entry.path, now())));
      }
      return done;
    }),
  );
}

async function repairMode({ files, directory }: Inspection, { path, status }: Entry): Promise<string[]> {
  if (status.kind === "other" || (status.mode & 0o077) === 0) return [];
  await files.chmod(join(directory, path), modeFor(status.kind));
  return [`${path}: only its owner may use it now`];
}

async function repairFile(inspection: Inspection, path: string, now: Date): Promise<string[]> {
  const { files, directory } = inspection;
  const whole = join(directory, path);
  if (isTemporary(basename(path))) {
    await files.unlink(whole);
    return [`${path}: removed, a run was ended while it wrote it`];
  }
  const day = historyDay(path);
  if (day !== undefined) return repairHistory(inspection, path, day, now);
  if (isPacked(path)) return repairPacked(inspection, path, now);
  if ((await decodeAt(files, directory, path))?.is !== "damaged") return [];
  return keepAside(files, path, whole, now);
}

async function repairPacked({ files, directory }: Inspection, path: string, now: Date): Promise<string[]> {
  const reason = await whyUnreadable(files, directory, path);
  // What a newer itom wrote is not damaged.
  if (reason === undefined || reason.includes("has schema")) return [];
  return keepAside(files, path, join(directory, path), now);
}

async function keepAside(files: FileSystem, path: string, whole: string, now: Date): Promise<string[]> {
  const aside = asidePath(whole, now);
  await files.rename(whole, aside);
  await syncFolder(files, dirname(whole));
  return [`${path}: kept aside as ${basename(aside)}`];
}

async function repairHistory(
  { files, directory }: Inspection,
  path: string,
  day: string,
  now: Date,
): Promise<string[]> {
  const report = await readHistory(files, directory, day, () => undefined).catch(() => undefined);
  // What can't be read at all, or is of a newer itom, stays as it is; verify tells why.
  if (!report) return [];
  const aside = await moveAside(files, join(directory, path), [...report.damaged, ...report.torn], now);
  if (report.damaged.length > 0 || report.lost > 0) await forgetDeclarations(files, directory, day);
  return aside === undefined ? [] : [`${path}: what can't be read is kept aside in ${basename(aside)}`];
}
