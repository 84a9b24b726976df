import { statusKind, statusPath } from "../checks/status-kind.js";
import { readDocument, writeDocument } from "../document-file.js";
import type { FileSystem } from "../file-system.js";
import { readFile } from "../read-file.js";
import { replaceFile } from "../replace-file.js";
import { asidePath } from "./set-aside.js";

/** Makes the next run say again what a day's history has lost of its declarations. */
export async function forgetDeclarations(files: FileSystem, directory: string, day: string): Promise<void> {
  const path = statusPath(directory);
  // A damaged status is set aside by its own repair, and knows no declarations then.
  const status = await readDocument(files, path, statusKind).catch(() => undefined);
  if (status?.data.day === day)
    await writeDocument(files, path, statusKind, { ...status.data, day: "" }, status);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Moves bad stretches of a journal into a file beside it. That file is written first, so that a crash between the two doubles
 * bytes and loses none. Only under the journal's lock.
 */
export async function moveAside(
  files: FileSystem,
  path: string,
  bad: readonly Stretch[],
  now: Date,
): Promise<string | undefined> {
  const bytes = await readFile(files, path);
  if (bytes === undefined || bad.length === 0) return undefined;
  const good: Buffer[] = [];
  let at = 0;
  for (const { from, to } of bad.toSorted((a, b) => a.from - b.from)) {
    good.push(bytes.subarray(at, from));
    at = to;
  }
  good.push(bytes.subarray(at));
  const aside = asidePath(path, now);
  await replaceFile(files, aside, Buffer.concat(bad.map(({ from, to }) => bytes.subarray(from, to))));
  await replaceFile(files, path, Buffer.concat(good));
  return aside;
}
