import type { OpenFile } from "../file-system.js";
import { maxLineBytes } from "./line.js";

/** One line of a file without its line feed; offsets in bytes. */
export interface RawLine {
  /** From 1. */
  readonly number: number;
  readonly from: number;
  /** Behind the line feed. */
  readonly to: number;
  readonly text: string;
}

const chunkBytes = 4 * maxLineBytes;
const lineFeed = 0x0a;

/** The lines of a file of any size, in bounded memory: a line that is too long comes in pieces. */
export async function* readLines(file: OpenFile): AsyncGenerator<RawLine> {
  let rest = Buffer.alloc(0);
  let from = 0;
  let number = 1;
  const chunk = Buffer.alloc(chunkBytes);
  for (;;) {
    const count = await file.read(chunk, from + rest.length);
    if (count === 0) break;
    rest = Buffer.concat([rest, chunk.subarray(0, count)]);
    let start = 0;
    for (;;) {
      const end = rest.indexOf(lineFeed, start);
      if (end < 0 && rest.length - start <= maxLineBytes) break;
      const to = end < 0 ? start + maxLineBytes : end + 1;
      const text = rest.toString("utf8", start, end < 0 ? to : end);
      yield { number, from: from + start, to: from + to, text };
      if (end >= 0) number += 1;
      start = to;
    }
    rest = rest.subarray(start);
    from += start;
  }
  if (rest.length === 0) return;
  yield { number, from, to: from + rest.length, text: rest.toString("utf8") };
}
