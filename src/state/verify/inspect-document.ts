import { join } from "node:path";
import { messageOf } from "../../lib/errors.js";
import type { StateFinding } from "../../ports/state-inspector.js";
import { statusKind } from "../checks/status-kind.js";
import { decodeDocument, type Decoded, type DocumentKind } from "../document.js";
import type { FileSystem } from "../file-system.js";
import { readFile } from "../read-file.js";
import { storeKind } from "../store.js";

/** Every kind of document below the state folder, by path, with what is lost when it is set aside. */
export const documents: ReadonlyMap<string, { readonly kind: DocumentKind<unknown>; readonly lost: string }> =
  new Map([
    ["store.json", { kind: storeKind, lost: "nothing: it is made anew" }],
    [
      "checks/status.json",
      { kind: statusKind, lost: "since when each check is in its state; the history stays" },
    ],
  ]);

/** Reads a known document; undefined where it is none or went while we looked. */
export async function decodeAt(
  files: FileSystem,
  directory: string,
  path: string,
): Promise<Decoded<unknown> | { readonly is: "unreadable"; readonly reason: string } | undefined> {
  const known = documents.get(path);
  if (!known) return undefined;
  try {
    const bytes = await readFile(files, join(directory, path));
    return bytes && decodeDocument(known.kind, bytes);
  } catch (error) {
    return { is: "unreadable", reason: messageOf(error) };
  }
}

export async function inspectDocument(
  files: FileSystem,
  directory: string,
  path: string,
): Promise<StateFinding[]> {
  const decoded = await decodeAt(files, directory, path);
  if (!decoded || decoded.is === "good") return [];
  const { message, fix } = explain(path, decoded);
  return [{ severity: "damage", path, message, fix }];
}

function explain(
  path: string,
  decoded: Exclude<Awaited<ReturnType<typeof decodeAt>>, undefined | { readonly is: "good" }>,
): { readonly message: string; readonly fix: string } {
  const known = documents.get(path);
  if (decoded.is === "unreadable") {
    return { message: `can't be read: ${decoded.reason}`, fix: "see what the message says" };
  }
  if (decoded.is === "newer") {
    const message = `has schema ${decoded.schema}; this itom knows schemas up to ${known?.kind.schema}`;
    return { message, fix: "use the newer itom that wrote it" };
  }
  return {
    message: `can't be understood: ${decoded.reason}`,
    fix: `restore it from a backup, or \`itom state verify --repair\` keeps it aside; lost is then ${known?.lost}`,
  };
}
