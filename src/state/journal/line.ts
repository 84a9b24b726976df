import { checksum } from "../checksum.js";

export type JournalRecord = Readonly<Record<string, unknown>>;

/** Longer lines are refused when written, so that a reader's memory is bounded. */
export const maxLineBytes = 65_536;

/** One record as a JSON line; its last field `c` is the checksum of the line without it. */
export function encodeLine(record: JournalRecord): string {
  const text = JSON.stringify(record);
  const line = `${text.slice(0, -1)},"c":"${checksum(text)}"}\n`;
  if (line.length * 3 > maxLineBytes && Buffer.byteLength(line) > maxLineBytes) {
    throw new RangeError(`a journal line of more than ${maxLineBytes} bytes`);
  }
  return line;
}

/** The record of a line without its line feed, or undefined where the line is torn or damaged. */
export function decodeLine(line: string): JournalRecord | undefined {
  const match = /,"c":"([0-9a-f]{8})"\}$/.exec(line);
  if (!match) return undefined;
  const text = `${line.slice(0, match.index)}}`;
  if (checksum(text) !== match[1]) return undefined;
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is JournalRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
