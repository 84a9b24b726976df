import { crc32 } from "node:zlib";
import type { HistoryColumns } from "../../ports/history-store.js";
import type { FileSystem } from "../file-system.js";
import { packedDamage } from "../packed/damage.js";
import { withPacked, type PackedFile } from "../packed/packed-file.js";
import { readRange } from "../read-file.js";
import { codeOf } from "../state-error.js";
import { decodeColumns } from "./columns-line.js";
import { packedPath } from "./paths.js";

/** The journal that a day was last packed from: what is the same there is packed, what comes after it is not. */
export interface Source {
  readonly bytes: number;
  /** CRC-32 of these bytes. */
  readonly sum: number;
}

/** Hands over the wanted results of a packed day, and tells its source; undefined where the day is not packed. */
export async function readPackedDay(
  files: FileSystem,
  directory: string,
  day: string,
  wants: (key: string) => boolean,
  take: (key: string, part: HistoryColumns) => void,
): Promise<Source | undefined> {
  const path = packedPath(directory, "packed", day);
  return withPacked(files, path, async (packed) => {
    for (const key of packed.index.places.keys()) {
      if (!wants(key)) continue;
      for (const line of await linesOf(packed, key)) {
        const part = decodeColumns(line);
        if (!part) throw packedDamage(path, `what it holds of ${key} is not of the form that it should have`);
        take(key, part);
      }
    }
    return sourceOf(packed);
  });
}

export async function linesOf(packed: PackedFile, key: string): Promise<string[]> {
  return ((await packed.read(key)) ?? "").split("\n").filter((line) => line !== "");
}

function sourceOf({ index }: PackedFile): Source {
  const { source } = index.head;
  const { bytes, sum } =
    typeof source === "object" && source !== null ? { bytes: 0, sum: 0, ...source } : { bytes: 0, sum: 0 };
  return { bytes: Number(bytes), sum: Number(sum) };
}

/** The source that a journal is up to `bytes`, or undefined where it is shorter or is not there. */
export async function sourceAt(files: FileSystem, path: string, bytes: number): Promise<Source | undefined> {
  const file = await files.open(path, "read").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    if ((await file.size()) < bytes) return undefined;
    let sum = 0;
    for (let from = 0; from < bytes; from += chunkBytes) {
      sum = crc32(await readRange(file, from, Math.min(bytes, from + chunkBytes)), sum);
    }
    return { bytes, sum };
  } finally {
    await file.close();
  }
}

const chunkBytes = 2 ** 20;

/** How many of a journal's first bytes are packed already. */
export async function packedBytes(files: FileSystem, journal: string, source: Source): Promise<number> {
  if (source.bytes === 0) return 0;
  const same = await sourceAt(files, journal, source.bytes);
  return same?.sum === source.sum ? source.bytes : 0;
}
