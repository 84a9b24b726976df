import type { OpenFile } from "../file-system.js";
import { readRange } from "../read-file.js";
import { decodeLine, maxLineBytes } from "./line.js";

/** How a journal ends; all numbers are offsets in bytes. */
export interface Tail {
  readonly size: number;
  /** From the end of the last good line to the end of the file; empty where the last line is good. */
  readonly torn: { readonly from: number; readonly to: number } | undefined;
  readonly endsWithLineFeed: boolean;
}

/** Finds what a killed writer left at the end, without reading more than the last lines. */
export async function inspectTail(file: OpenFile): Promise<Tail> {
  const size = await file.size();
  const start = Math.max(0, size - 2 * maxLineBytes);
  const bytes = await readRange(file, start, size);
  const endsWithLineFeed = size === 0 || bytes[bytes.length - 1] === lineFeed;
  const from = start + endOfLastGoodLine(bytes);
  return { size, torn: from < size ? { from, to: size } : undefined, endsWithLineFeed };
}

const lineFeed = 0x0a;

/** 0 where no line is good. Reads backwards: the first good line ends the search. */
function endOfLastGoodLine(bytes: Buffer): number {
  let end = bytes.lastIndexOf(lineFeed);
  // Only its line feed is missing: the checksum says that the line is whole.
  if (decodeLine(bytes.toString("utf8", end + 1))) return bytes.length;
  while (end >= 0) {
    const before = end === 0 ? -1 : bytes.lastIndexOf(lineFeed, end - 1);
    if (decodeLine(bytes.toString("utf8", before + 1, end))) return end + 1;
    end = before;
  }
  return 0;
}
