import { join } from "node:path";
import { messageOf } from "../../lib/errors.js";
import type { StateFinding } from "../../ports/state-inspector.js";
import type { FileSystem } from "../file-system.js";
import { decodeColumns } from "../history/columns-line.js";
import { decodeRollUps } from "../history/roll-up-line.js";
import { linesOf } from "../history/packed-day.js";
import { withPacked } from "../packed/packed-file.js";

const packedFile = /^checks\/(packed|hourly|daily)\/\d{4}-\d{2}(?:-\d{2})?\.jsonl\.gz$/;

export function isPacked(path: string): boolean {
  return packedFile.test(path);
}

/** Reads a packed file whole. */
export async function inspectPacked(
  files: FileSystem,
  directory: string,
  path: string,
): Promise<StateFinding[]> {
  const reason = await whyUnreadable(files, directory, path);
  if (reason === undefined) return [];
  const fix = "restore the file from a backup, or `itom state verify --repair` keeps it aside";
  return [{ severity: "damage", path, message: reason, fix }];
}

/** Undefined where all of it can be read. */
export async function whyUnreadable(
  files: FileSystem,
  directory: string,
  path: string,
): Promise<string | undefined> {
  const decode = path.startsWith("checks/packed/") ? decodeColumns : decodeRollUps;
  try {
    return await withPacked(files, join(directory, path), async (packed) => {
      for (const key of packed.index.places.keys()) {
        const bad = (await linesOf(packed, key)).some((line) => decode(line) === undefined);
        if (bad) return `what it holds of ${key} is not of the form that it should have`;
      }
      return undefined;
    });
  } catch (error) {
    return messageOf(error);
  }
}
