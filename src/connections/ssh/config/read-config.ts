import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join } from "node:path";
import { matchesGlob } from "../glob.js";
import { directives, words } from "./relevance.js";
import { expandHome } from "./parse-ssh-g.js";

const maxDepth = 16;

/** The texts of some ssh_config files and of all that they include; missing ones are none, as for ssh. */
export async function readConfigTexts(
  files: readonly { readonly path: string; readonly includeFrom: string }[],
  home: string | undefined,
): Promise<string[]> {
  const texts: string[] = [];
  const read = async (path: string, includeFrom: string, depth: number): Promise<void> => {
    const text = await textOf(path);
    if (text === undefined || depth > maxDepth) return;
    texts.push(text);
    for (const [keyword, value] of directives(text)) {
      if (keyword !== "include") continue;
      for (const word of words(value)) {
        const pattern = expandHome(word, home);
        const included = await expand(isAbsolute(pattern) ? pattern : join(includeFrom, pattern));
        for (const one of included) await read(one, includeFrom, depth + 1);
      }
    }
  };
  for (const { path, includeFrom } of files) await read(path, includeFrom, 0);
  return texts;
}

/** ssh itself says what is wrong with a file that it can't read. */
async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

/** Expands the globs of a path, component by component. */
async function expand(pattern: string): Promise<string[]> {
  if (!/[*?]/.test(pattern)) return [pattern];
  const folders = await expand(dirname(pattern));
  const found: string[] = [];
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    found.push(
      ...names.filter((name) => matchesGlob(basename(pattern), name)).map((name) => join(folder, name)),
    );
  }
  return found.sort();
}
