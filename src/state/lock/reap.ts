import { join } from "node:path";
import type { FileSystem } from "../file-system.js";
import { codeOf } from "../state-error.js";
import { parseClaim, type Claim } from "./claim.js";
import type { Processes } from "./processes.js";

/** A claim from elsewhere is dead when it was not renewed for so long; holders renew every tenth of it. */
export const leaseMs = 60_000;

interface Search {
  readonly files: FileSystem;
  readonly folder: string;
  readonly processes: Processes;
  /** Names of claims that this process holds or is about to hold. */
  readonly own: ReadonlySet<string>;
  /** The file system's now, as the time of a file just written tells it; undefined trusts every foreign claim. */
  readonly fileTimeMs: number | undefined;
}

/** The live claims of others. Dead ones are removed on the way. */
export async function liveClaims(search: Search): Promise<Claim[]> {
  const live: Claim[] = [];
  for (const name of await search.files.readdir(search.folder)) {
    const claim = parseClaim(name);
    if (!claim || search.own.has(name)) continue;
    if (await isLive(search, claim)) live.push(claim);
    else await removeClaim(search.files, join(search.folder, name));
  }
  return live;
}

async function isLive({ files, folder, processes, fileTimeMs }: Search, claim: Claim): Promise<boolean> {
  const { self } = processes;
  const ours = claim.boot === self.boot && claim.pid === self.pid && claim.startTime === self.startTime;
  // Ours, but not among those we hold: its removal failed.
  if (ours) return false;
  const alive = processes.isAlive(claim);
  if (alive !== undefined) return alive;
  if (fileTimeMs === undefined) return true;
  try {
    const { modifiedMs } = await files.lstat(join(folder, claim.name));
    return fileTimeMs - modifiedMs < leaseMs;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

export async function removeClaim(files: FileSystem, path: string): Promise<void> {
  try {
    await files.unlink(path);
  } catch (error) {
    // Another contender was first.
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
