import { stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import process from "node:process";
import { ItomError } from "../lib/errors.js";
import { listFiles } from "./list-files.js";
import type { Inventory } from "./model.js";
import { Problems } from "./problems.js";
import { foldersOf } from "./resolve/folders.js";
import { resolveInventory } from "./resolve/resolve.js";
import { readSections } from "./sections/read-sections.js";
import { mergeFiles } from "./yaml/merge.js";
import type { SourceNode } from "./yaml/node.js";
import { parseYaml } from "./yaml/parse.js";
import { readSource } from "./yaml/read-source.js";

interface LoadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths are shown relative to it where that is shorter; the process's own where absent. */
  readonly cwd?: string;
}

/** Loads a file, or a folder of *.yaml files. Rejects with ItomError CONFIG that carries every problem with its place. */
export async function loadInventory(path: string, options: LoadOptions): Promise<Inventory> {
  const cwd = options.cwd ?? process.cwd();
  const start = resolve(cwd, path);
  const files = await listFiles(start);
  const problems = new Problems();
  const inventory = await loadFiles(start, files, problems, { ...options, cwd });
  if (problems.count === 0 && inventory) return inventory;
  const count = problems.count === 1 ? "1 problem" : `${problems.count} problems`;
  throw new ItomError("CONFIG", `${shownName(start, cwd)}: ${count}`, { problems: problems.list() });
}

async function loadFiles(
  start: string,
  files: readonly string[],
  problems: Problems,
  { cwd, env }: Required<LoadOptions>,
): Promise<Inventory | undefined> {
  const roots: SourceNode[] = [];
  for (const [order, file] of files.entries()) {
    const source = await readSource(file, shownName(file, cwd), order, problems);
    const root = source && parseYaml(source, problems);
    if (root) roots.push(root);
  }
  // Judging the rest would only tell of what the unreadable file should have brought.
  if (roots.length < files.length) return undefined;
  const root = mergeFiles(roots, problems);
  if (root?.kind !== "map") return undefined;
  const directory = (await stat(start)).isDirectory() ? start : dirname(start);
  return resolveInventory(readSections(root, problems), foldersOf(directory, env), files, problems);
}

function shownName(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere !== "" && fromHere.length < path.length && !fromHere.startsWith("../../../")
    ? fromHere
    : path;
}
