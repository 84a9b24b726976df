import { randomBytes } from "node:crypto";
import { open, rename, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ItomError, messageOf } from "../lib/errors.js";

/** Replaces a file by rename, so that a reader (a textfile collector, say) sees the old one or the new one, whole. */
export async function writeWholeFile(file: string, text: string): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const handle = await open(temporary, "wx", 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await unlink(temporary).catch(() => undefined); // there may be none
    throw new ItomError("UNAVAILABLE", `can't write ${file}: ${messageOf(error)}`);
  }
}
