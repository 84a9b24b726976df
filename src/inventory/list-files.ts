import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { ItomError, messageOf } from "../lib/errors.js";

const mostFiles = 1_000;

/** The files of an inventory in the order in which they are read: the file itself, or a folder's YAML files by name. */
export async function listFiles(path: string): Promise<string[]> {
  let names: string[];
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    names = await yamlNames(path);
  } catch (error) {
    throw new ItomError("CONFIG", `the inventory ${path} can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (names.length === 0) {
    throw new ItomError("CONFIG", `the inventory folder ${path} has no *.yaml file`, {
      hint: "`itom init` writes one",
    });
  }
  if (names.length > mostFiles) {
    throw new ItomError("CONFIG", `the inventory folder ${path} has more than ${mostFiles} files`);
  }
  return names.map((name) => join(path, name));
}

/** Whether a folder called `inventory` is one of ours. */
export async function holdsInventory(folder: string): Promise<boolean> {
  return (await yamlNames(folder).catch(() => [])).length > 0;
}

async function yamlNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.ya?ml$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}
