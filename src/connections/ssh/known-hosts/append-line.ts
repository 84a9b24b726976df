import { chmod, mkdir, open, stat, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Nobody holds the lock longer than it takes to write a line; one that is older was left by a crash. */
const staleMs = 30_000;
const patienceMs = 10_000;

/** Runs a task while no other itom looks into or writes to the file; the lock is a file beside it. Makes the folder. */
export async function whileLocked(file: string, task: () => Promise<void>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const lock = `${file}.itom-lock`;
  const started = performance.now();
  while (!(await take(lock))) {
    if (await isStale(lock)) await unlink(lock).catch(() => {});
    else if (performance.now() - started > patienceMs) throw new Error(`${lock} is held by another process`);
    else await wait(10 + Math.random() * 30);
  }
  try {
    await task();
  } finally {
    await unlink(lock).catch(() => {});
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await (await open(lock, "wx", 0o600)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const status = await stat(lock).catch(() => undefined);
  return status !== undefined && Date.now() - status.mtimeMs > staleMs;
}

/** One write in append mode, so that lines of several processes never mix. */
export async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, "a+", 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) await chmod(file, 0o600);
    const last = Buffer.alloc(1, "\n");
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const text = Buffer.from(`${last.toString() === "\n" ? "" : "\n"}${line}\n`);
    const { bytesWritten } = await handle.write(text, 0, text.length);
    if (bytesWritten !== text.length)
      throw new Error(`only ${bytesWritten} of ${text.length} bytes were written`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
