import { writeSync } from "node:fs";

/** Writes some of `bytes`, and says how many; as `fs.writeSync`. */
type WriteSome = (fd: number, bytes: Uint8Array) => number;

/**
 * Writes all of a text to a file that is open. Node's stream writes once and takes a short write, which a disk that gets full
 * answers with, for the whole.
 */
export function writeAll(fd: number, text: string, writeSome: WriteSome = writeSync): void {
  let rest: Uint8Array = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSome(fd, rest));
}
