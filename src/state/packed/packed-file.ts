import { newerSchema } from "../document-file.js";
import type { FileSystem, OpenFile } from "../file-system.js";
import { readRange } from "../read-file.js";
import { codeOf, explaining } from "../state-error.js";
import { packedDamage } from "./damage.js";
import { decodeIndex, type PackedIndex } from "./packed-index.js";
import { headerBytes, memberLength, packMember, unpackMember } from "./member.js";

/** The schema of packed files that this itom writes. */
export const packedSchema = 2;

/**
 * Makes a gzip file of JSON lines: a first member that is the index, then one for each key, so that one is read without the
 * rest. `zcat` gives all lines.
 */
export class PackedWriter {
  readonly #keys: string[] = [];
  readonly #members: Buffer[] = [];

  add(key: string, text: string): void {
    this.#keys.push(key);
    this.#members.push(packMember(text));
  }

  encode(head: Readonly<Record<string, unknown>>): Buffer {
    const sizes = this.#members.map(({ length }) => length);
    const index = { schema: packedSchema, ...head, keys: this.#keys, sizes };
    return Buffer.concat([packMember(`${JSON.stringify(index)}\n`), ...this.#members]);
  }
}

export interface PackedFile {
  readonly index: PackedIndex;
  /** The lines of one key, or undefined where it has none. Rejects with ItomError STATE for a damaged member. */
  read(key: string): Promise<string | undefined>;
}

/** Opens a packed file for `work`, which resolves with undefined where there is none. Rejects with ItomError STATE. */
export async function withPacked<T>(
  files: FileSystem,
  path: string,
  work: (packed: PackedFile) => Promise<T>,
): Promise<T | undefined> {
  return explaining("read", path, async () => {
    const file = await openExisting(files, path);
    if (!file) return undefined;
    try {
      const index = await readIndex(file, path);
      return await work({
        index,
        async read(key) {
          const place = index.places.get(key);
          if (!place) return undefined;
          const text = unpackMember(await readRange(file, place.from, place.to));
          if (text === undefined) throw packedDamage(path, `what it holds of ${key} is damaged`);
          return text;
        },
      });
    } finally {
      await file.close();
    }
  });
}

async function openExisting(files: FileSystem, path: string): Promise<OpenFile | undefined> {
  try {
    return await files.open(path, "read");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function readIndex(file: OpenFile, path: string): Promise<PackedIndex> {
  const size = await file.size();
  const length = memberLength(await readRange(file, 0, headerBytes));
  if (length === undefined || length > size) throw packedDamage(path, "its index can't be read");
  const text = unpackMember(await readRange(file, 0, length));
  const decoded = text === undefined ? undefined : decodeIndex(text, length);
  if (!decoded) throw packedDamage(path, "its index is damaged");
  if (decoded.schema > packedSchema) throw newerSchema(path, decoded.schema, packedSchema);
  if (decoded.end !== size) throw packedDamage(path, `it has ${size} bytes instead of ${decoded.end}`);
  return decoded;
}
