import { ItomError } from "../lib/errors.js";
import { decodeDocument, encodeDocument, type DocumentKind } from "./document.js";
import type { FileSystem } from "./file-system.js";
import { readFile } from "./read-file.js";
import { replaceFile } from "./replace-file.js";
import { explaining } from "./state-error.js";

/** A document as it was read; `older` holds its bytes where they have an older schema. */
export interface ReadDocument<T> {
  readonly rev: number;
  readonly data: T;
  readonly older?: { readonly schema: number; readonly bytes: Buffer };
}

/** Resolves with undefined only where there is no such file; rejects with ItomError STATE for one that can't be understood. */
export async function readDocument<T>(
  files: FileSystem,
  path: string,
  kind: DocumentKind<T>,
): Promise<ReadDocument<T> | undefined> {
  const bytes = await explaining("read", path, () => readFile(files, path));
  if (bytes === undefined) return undefined;
  const decoded = decodeDocument(kind, bytes);
  if (decoded.is === "newer") throw newerSchema(path, decoded.schema, kind.schema);
  if (decoded.is === "damaged") throw damaged(path, kind.name, decoded.reason);
  const { schema, rev, data } = decoded;
  return { rev, data, ...(schema < kind.schema && { older: { schema, bytes } }) };
}

/** Replaces the document; `before` is what was read under the same lock, and is copied first where its schema is older. */
export async function writeDocument<T extends object>(
  files: FileSystem,
  path: string,
  kind: DocumentKind<T>,
  data: T,
  before: ReadDocument<T> | undefined,
): Promise<void> {
  await explaining("write", path, async () => {
    if (before?.older) await replaceFile(files, copyPath(path, before.older.schema), before.older.bytes);
    await replaceFile(files, path, encodeDocument(kind.schema, (before?.rev ?? 0) + 1, data));
  });
}

/** Where the last file of an older schema is kept: `status.json` → `status.schema-1.json`. */
export function copyPath(path: string, schema: number): string {
  return path.replace(/\.json$/, `.schema-${schema}.json`);
}

export function newerSchema(path: string, schema: number, ours: number): ItomError {
  const message = `${path} has schema ${schema}, and this itom knows schemas up to ${ours}`;
  return new ItomError("STATE", message, {
    hint: "a newer itom wrote it: use that one here, or name another state folder with --state DIR",
  });
}

export function damaged(path: string, name: string, reason: string): ItomError {
  return new ItomError("STATE", `${name} can't be read from ${path}: ${reason}`, {
    hint: "it stays as it is and nothing is written until you decide: `itom state verify` says how",
  });
}
