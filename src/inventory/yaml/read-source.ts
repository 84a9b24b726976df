import { open } from "node:fs/promises";
import { ItomError, messageOf } from "../../lib/errors.js";
import type { Problems } from "../problems.js";
import { SourceFile } from "./source.js";

const largest = 16 * 1024 * 1024;

/** Reads one file as UTF-8; undefined, with the problem told, where it is too large or other than UTF-8. */
export async function readSource(
  path: string,
  name: string,
  order: number,
  problems: Problems,
): Promise<SourceFile | undefined> {
  const bytes = await readBounded(path, name);
  if (bytes.length > largest) {
    problems.add({ file: new SourceFile(name, "", order), offset: 0 }, "the file is larger than 16 MiB");
    return undefined;
  }
  try {
    return new SourceFile(name, new TextDecoder("utf-8", { fatal: true }).decode(bytes), order);
  } catch {
    const good = lengthOfUtf8(bytes);
    const file = new SourceFile(name, bytes.subarray(0, good).toString("utf8"), order);
    problems.add({ file, offset: file.text.length }, "the file is not UTF-8 from here on", {
      hint: "save it as UTF-8",
    });
    return undefined;
  }
}

async function readBounded(path: string, name: string): Promise<Buffer> {
  try {
    const file = await open(path, "r");
    try {
      const chunks: Buffer[] = [];
      let length = 0;
      // A file that grows, or a device, must not fill the memory.
      for await (const chunk of file.createReadStream({ end: largest, autoClose: false })) {
        chunks.push(chunk as Buffer);
        length += (chunk as Buffer).length;
        if (length > largest) break;
      }
      return Buffer.concat(chunks);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new ItomError("CONFIG", `the inventory ${name} can't be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The number of bytes before the first that is not UTF-8, at most one character short. */
function lengthOfUtf8(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8Start(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isUtf8Start(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
