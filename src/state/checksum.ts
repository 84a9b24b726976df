import { crc32 } from "node:zlib";

/** CRC-32 of a text in UTF-8 as eight hexadecimal digits: it finds accidents, not attackers. */
export function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
