import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "../file-system.js";
import { readFile } from "../read-file.js";
import type { ProcessIdentity } from "./processes.js";

/** A file whose name says who wants or holds the lock: `boot.pid.starttime.nonce`. */
export interface Claim extends ProcessIdentity {
  readonly name: string;
}

/** A name that no other claim has or will have, so that removing a dead one never removes a live one. */
export function newClaim(self: ProcessIdentity): Claim {
  const nonce = randomBytes(8).toString("hex");
  return { ...self, name: `${self.boot}.${self.pid}.${self.startTime}.${nonce}` };
}

/** Undefined for a file that is no claim. */
export function parseClaim(name: string): Claim | undefined {
  const match = /^([0-9a-f]{16})\.(\d+)\.(\d+)\.[0-9a-f]{16}$/.exec(name);
  if (!match) return undefined;
  return { name, boot: match[1] ?? "", pid: Number(match[2]), startTime: match[3] ?? "" };
}

export async function writeClaim(files: FileSystem, path: string, purpose: string, now: Date): Promise<void> {
  const file = await files.open(path, "new");
  try {
    const text = JSON.stringify({ purpose, host: hostname(), since: now.toISOString() });
    await file.write(Buffer.from(text), 0);
  } finally {
    await file.close();
  }
}

/** Who holds it, for people; what a claim's file lacks is left out. */
export async function describeClaim(files: FileSystem, folder: string, claim: Claim): Promise<string> {
  const bytes = await readFile(files, join(folder, claim.name)).catch(() => undefined);
  const { purpose, host, since } = parseText(bytes?.toString("utf8") ?? "");
  const where = host === undefined || host === hostname() ? "" : ` on ${host}`;
  const when = since === undefined ? "" : ` since ${since}`;
  return `process ${claim.pid}${where}${when}${purpose === undefined ? "" : ` to ${purpose}`}`;
}

function parseText(text: string): { purpose?: string; host?: string; since?: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return {};
    const words = Object.entries(value).filter(([, word]) => typeof word === "string" && word.length < 300);
    return Object.fromEntries(words);
  } catch {
    return {};
  }
}
