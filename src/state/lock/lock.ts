import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ItomError } from "../../lib/errors.js";
import type { FileSystem } from "../file-system.js";
import { ensureFolder } from "../folders.js";
import { explaining } from "../state-error.js";
import { describeClaim, newClaim, writeClaim, type Claim } from "./claim.js";
import { heldClaims } from "./held.js";
import { inTurn } from "./in-process-queue.js";
import { systemProcesses, type Processes } from "./processes.js";
import { leaseMs, liveClaims, removeClaim } from "./reap.js";

export interface LockRequest {
  readonly files: FileSystem;
  /** The lock's own folder, made where there is none; claims are files in it. */
  readonly folder: string;
  /** What is done under it, for the message that others get: "record check results". */
  readonly purpose: string;
  readonly now: () => Date;
  readonly waitMs?: number;
  readonly processes?: Processes;
}

const defaultWaitMs = 20_000;
const own = new Set<string>();

/**
 * Runs `work` while nobody else, in this process or another, holds the lock. Not reentrant. Rejects with ItomError LOCKED that
 * names the holder when it did not get free in time, STATE when the folder can't be used.
 */
export async function withLock<T>(request: LockRequest, work: () => Promise<T>): Promise<T> {
  const waitMs = request.waitMs ?? defaultWaitMs;
  const deadline = performance.now() + waitMs;
  const late = (): Error => lockedError(request.folder, "another task of this same process");
  return inTurn(request.folder, waitMs, late, async () => {
    const claim = await explaining("make a lock in", request.folder, () => acquire(request, deadline));
    const path = join(request.folder, claim.name);
    const renewal = setInterval(() => void request.files.touch(path).catch(() => undefined), leaseMs / 10);
    renewal.unref();
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await withdraw(request, claim);
    }
  });
}

async function acquire(request: LockRequest, deadline: number): Promise<Claim> {
  await ensureFolder(request.files, request.folder);
  const processes = request.processes ?? systemProcesses();
  for (;;) {
    const claim = newClaim(processes.self);
    const others = await tryClaim(request, processes, claim);
    const [first] = others;
    if (!first) return claim;
    if (performance.now() >= deadline) {
      throw lockedError(request.folder, await describeClaim(request.files, request.folder, first));
    }
    // Two that claim at once both withdraw: chance must decide who comes first.
    await sleep(5 + Math.random() * 40);
  }
}

/** Claims first and looks then, so that of two contenders at least one sees the other. The claim stays only where nobody else is. */
async function tryClaim(request: LockRequest, processes: Processes, claim: Claim): Promise<readonly Claim[]> {
  const { files, folder } = request;
  const path = join(folder, claim.name);
  own.add(claim.name);
  heldClaims.add(path);
  let others: readonly Claim[] = [];
  let kept = false;
  try {
    await writeClaim(files, path, request.purpose, request.now());
    const fileTimeMs = (await files.lstat(path)).modifiedMs;
    others = await liveClaims({ files, folder, processes, own, fileTimeMs });
    kept = others.length === 0;
    return others;
  } finally {
    if (!kept) await withdraw(request, claim);
  }
}

/** A claim that can't be removed does no harm: our next attempt reaps it, and so does everybody once this process has ended. */
async function withdraw({ files, folder }: LockRequest, claim: Claim): Promise<void> {
  const path = join(folder, claim.name);
  own.delete(claim.name);
  try {
    await removeClaim(files, path);
    heldClaims.delete(path);
  } catch {
    // Left to the exit handler.
  }
}

function lockedError(folder: string, holder: string): ItomError {
  return new ItomError("LOCKED", `the state folder is in use: ${folder} is held by ${holder}`, {
    hint: "try again when it has ended; a process that is gone holds nothing",
  });
}
