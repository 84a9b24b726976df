import { ItomError, messageOf } from "../lib/errors.js";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EROFS: "the file system is read-only",
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOTDIR: "a file stands where a folder should be",
  EIO: "the disk reports an error",
};

const elsewhere = "name another state folder with --state DIR, or do without with --no-record";

const hints: Readonly<Record<string, string>> = {
  ENOSPC: "free some space and try again; what was recorded before is safe",
  EDQUOT: "free some space and try again; what was recorded before is safe",
  EROFS: elsewhere,
  EACCES: `run as the folder's owner, or ${elsewhere}`,
  EPERM: `run as the folder's owner, or ${elsewhere}`,
  ENOTDIR: elsewhere,
  EIO: "look at the kernel's log (dmesg); `itom state verify` tells what can still be read",
};

/** The code of a system error (`ENOENT`), or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** Turns a failed system call into what a person can act on; an ItomError passes as it is. */
export function stateError(action: string, path: string, error: unknown): ItomError {
  if (error instanceof ItomError) return error;
  const code = codeOf(error) ?? "";
  const reason = reasons[code] ?? messageOf(error);
  return new ItomError("STATE", `can't ${action} ${path}: ${reason}`, {
    hint: hints[code] ?? elsewhere,
    cause: error,
  });
}

/** Runs system calls on `path` and explains what fails. */
export async function explaining<T>(action: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw stateError(action, path, error);
  }
}
