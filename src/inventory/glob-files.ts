import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { globTest } from "./select/glob.js";

/** The files that an absolute path stands for, by name; its last part may be a glob, which never means hidden files. */
export async function globFiles(path: string): Promise<string[]> {
  const folder = dirname(path);
  const matches = globTest(basename(path));
  const entries = await readdir(folder).catch(() => []);
  return entries
    .filter((entry) => matches(entry) && (!entry.startsWith(".") || entry === basename(path)))
    .sort()
    .map((entry) => join(folder, entry));
}
