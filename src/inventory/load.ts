import { stat } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import process from "node:process";
import { ItomError, type Problem } from "../lib/errors.js";
import { includedFiles } from "./include.js";
import { listFiles } from "./list-files.js";
import type { Inventory } from "./model.js";
import { Problems } from "./problems.js";
import { foldersOf, type Folders } from "./resolve/folders.js";
import { resolveInventory } from "./resolve/resolve.js";
import { readSections } from "./sections/read-sections.js";
import { mergeFiles } from "./yaml/merge.js";
import type { SourceNode } from "./yaml/node.js";
import { parseYaml } from "./yaml/parse.js";
import { readSource } from "./yaml/read-source.js";
import { SourceFile } from "./yaml/source.js";

interface LoadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths are shown relative to it where that is shorter; the process's own where absent. */
  readonly cwd?: string;
  /** Stand for what is on disk, by absolute path: to judge a change before it is written. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** Loads a file, or a folder of *.yaml files. Rejects with ItomError CONFIG that carries every problem with its place. */
export async function loadInventory(path: string, options: LoadOptions): Promise<Inventory> {
  const { inventory, problems, name } = await inspectInventory(path, options);
  if (problems.length === 0 && inventory) return inventory;
  throw problemsError(name, problems);
}

export interface InspectedInventory {
  /** What could be read of it, whole only where there are no problems; undefined where it is no YAML. */
  readonly inventory?: Inventory;
  readonly problems: readonly Problem[];
  /** The path as it is shown to people. */
  readonly name: string;
}

/** As `loadInventory`, but hands back what is wrong beside what could be read. */
export async function inspectInventory(path: string, options: LoadOptions): Promise<InspectedInventory> {
  const cwd = options.cwd ?? process.cwd();
  const start = resolve(cwd, path);
  const files = await listFiles(start);
  const problems = new Problems();
  const inventory = await loadFiles(start, files, problems, {
    env: options.env,
    cwd,
    texts: options.texts ?? new Map(),
  });
  return { ...(inventory && { inventory }), problems: problems.list(), name: shownName(start, cwd) };
}

/** One error for all problems of an inventory. */
export function problemsError(name: string, problems: readonly Problem[]): ItomError {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return new ItomError("CONFIG", `${name}: ${count}`, { problems });
}

async function loadFiles(
  start: string,
  files: readonly string[],
  problems: Problems,
  { cwd, env, texts }: Required<LoadOptions>,
): Promise<Inventory | undefined> {
  const directory = (await stat(start)).isDirectory() ? start : dirname(start);
  const folders = foldersOf(directory, env);
  const read = await readAll(files, folders, { cwd, texts }, problems);
  // Judging the rest would only tell of what the unreadable file should have brought.
  if (read.roots.length < read.files.length) return undefined;
  const root = mergeFiles(read.roots, problems);
  if (root?.kind !== "map") return undefined;
  return resolveInventory(readSections(root, problems), folders, read.files, problems);
}

interface ReadFiles {
  readonly files: readonly string[];
  /** One for each file that is YAML. */
  readonly roots: readonly SourceNode[];
}

/** Reads files and those that they include. */
async function readAll(
  given: readonly string[],
  folders: Folders,
  { cwd, texts }: Pick<Required<LoadOptions>, "cwd" | "texts">,
  problems: Problems,
): Promise<ReadFiles> {
  const files = new Set(given);
  const roots: SourceNode[] = [];
  let order = 0;
  // A set hands out what is added to it on the way.
  for (const file of files) {
    const text = texts.get(file);
    const name = shownName(file, cwd);
    const source =
      text === undefined
        ? await readSource(file, name, order++, problems)
        : new SourceFile(name, text, order++);
    const root = source && parseYaml(source, problems);
    if (!root) continue;
    roots.push(root);
    for (const included of await includedFiles(root, folders, files, problems)) files.add(included);
  }
  return { files: [...files], roots };
}

function shownName(path: string, cwd: string): string {
  const fromHere = relative(cwd, path);
  return fromHere !== "" && fromHere.length < path.length && !fromHere.startsWith("../../../")
    ? fromHere
    : path;
}
