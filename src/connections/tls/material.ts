import { readFile } from "node:fs/promises";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import type { TlsFiles } from "../../ports/tls.js";

/** What `tls.connect` takes. */
export interface TlsMaterial {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Reads the files of a request; rejects with UNAVAILABLE that names the file. */
export async function loadMaterial(files: TlsFiles = {}): Promise<TlsMaterial> {
  const [ca, cert, key] = await Promise.all([
    readPem(files.ca, "ca"),
    readPem(files.certificate, "certificate"),
    readPem(files.key, "key"),
  ]);
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

async function readPem(file: string | undefined, what: string): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  let text: Buffer;
  try {
    text = await readFile(file);
  } catch (error) {
    throw new ConnectionError("UNAVAILABLE", `the ${what} file can't be read: ${messageOf(error)}`);
  }
  if (text.includes("-----BEGIN ")) return text;
  throw new ConnectionError("UNAVAILABLE", `the ${what} file ${file} is not in PEM form`);
}
