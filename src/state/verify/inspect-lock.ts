import { basename, dirname, join } from "node:path";
import type { StateFinding } from "../../ports/state-inspector.js";
import type { FileSystem } from "../file-system.js";
import { describeClaim, parseClaim } from "../lock/claim.js";
import type { Processes } from "../lock/processes.js";

export function isInLocks(path: string): boolean {
  return path.startsWith("locks/");
}

/** Tells whether the holder of a claim is there. */
export async function inspectLock(
  files: FileSystem,
  directory: string,
  path: string,
  processes: Processes,
): Promise<StateFinding[]> {
  const claim = parseClaim(basename(path));
  if (!claim) {
    return [
      { severity: "note", path, message: "is no claim of itom's, and hinders nobody", fix: "remove it" },
    ];
  }
  const holder = await describeClaim(files, join(directory, dirname(path)), claim);
  const alive = processes.isAlive(claim);
  if (alive === true) return [{ severity: "note", path, message: `is held by ${holder}` }];
  if (alive === false) {
    const message = `was left by ${holder}, which is gone`;
    return [{ severity: "warning", path, message, fix: "nothing: the next run removes it" }];
  }
  const message = `belongs to ${holder}, on another machine, in another container or before a restart`;
  return [
    {
      severity: "note",
      path,
      message,
      fix: "nothing: it ends by itself when it is not renewed for a minute",
    },
  ];
}
