import type { FileSystem, OpenFile } from "./file-system.js";
import { codeOf } from "./state-error.js";

/** State documents are small; what is larger is not ours. */
const maxBytes = 512 * 2 ** 20;

/** All bytes of a file, or undefined where there is none. */
export async function readFile(files: FileSystem, path: string): Promise<Buffer | undefined> {
  let file: OpenFile;
  try {
    file = await files.open(path, "read");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const size = await file.size();
    if (size > maxBytes) throw new RangeError(`it is larger than ${maxBytes} bytes`);
    return await readRange(file, 0, size);
  } finally {
    await file.close();
  }
}

/** The bytes from `from` up to `to`, fewer where the file ends before. */
export async function readRange(file: OpenFile, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  let length = 0;
  while (length < buffer.length) {
    const count = await file.read(buffer.subarray(length), from + length);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}
