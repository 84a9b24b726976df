import { randomBytes } from "node:crypto";
import { open, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ItomError, messageOf } from "../lib/errors.js";

/**
 * Replaces a file by rename, so that a reader (a textfile collector, say) sees the old one or the new one, whole. A link stays a
 * link; what is no file (/dev/stdout, a named pipe) is written to, and never replaced.
 */
export async function writeWholeFile(file: string, text: string): Promise<void> {
  try {
    const target = await realpath(file).catch(() => file); // it may not be there yet
    if (await isNoFile(target)) await writeFile(target, text);
    else await replaceFile(target, text);
  } catch (error) {
    throw new ItomError("UNAVAILABLE", `can't write ${file}: ${messageOf(error)}`);
  }
}

async function isNoFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile();
}

async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const before = await stat(file).catch(() => undefined); // it may not be there yet
    const handle = await open(temporary, "wx", before ? 0o600 : 0o644);
    try {
      // Who was kept from reading it stays kept from it.
      if (before) await handle.chmod(before.mode & 0o7777);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => undefined); // there may be none
    throw error;
  }
}
