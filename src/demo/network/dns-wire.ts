import { isIPv4 } from "node:net";
import { ipv6Bytes } from "./ipv6-bytes.js";

/** Record types by their number (RFC 1035, 3596, 2782, 8659). */
export const recordTypes = {
  A: 1,
  NS: 2,
  CNAME: 5,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
} as const;
export type RecordType = keyof typeof recordTypes;

export interface Question {
  readonly id: number;
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: number;
  /** As it came, to be sent back. */
  readonly bytes: Buffer;
  readonly recursionDesired: boolean;
}

/** The first question of a query, or undefined when it can't be read. */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < 17 || message.readUInt16BE(4) < 1) return undefined;
  const labels: string[] = [];
  let offset = 12;
  for (let length = message[offset]; length !== 0; length = message[offset]) {
    if (length === undefined || length > 63 || offset + length + 1 >= message.length) return undefined;
    labels.push(message.toString("latin1", offset + 1, offset + 1 + length));
    offset += length + 1;
  }
  if (offset + 5 > message.length) return undefined;
  return {
    id: message.readUInt16BE(0),
    name: labels.join(".").toLowerCase(),
    type: message.readUInt16BE(offset + 1),
    bytes: message.subarray(12, offset + 5),
    recursionDesired: ((message[2] ?? 0) & 1) === 1,
  };
}

export interface ResourceRecord {
  readonly name: string;
  readonly type: RecordType;
  /** As in a zone file: `10 mail.example.test`. */
  readonly text: string;
}

interface Response {
  readonly code: number;
  readonly records: readonly ResourceRecord[];
  readonly truncated?: boolean;
}

/** A whole response message. */
export function writeResponse(question: Question, { code, records, truncated }: Response): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(question.id, 0);
  const flags = 0x8400 | (truncated ? 0x0200 : 0) | (question.recursionDesired ? 0x0180 : 0x0080) | code;
  header.writeUInt16BE(flags, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, question.bytes, ...records.map(writeRecord)]);
}

function writeRecord({ name, type, text }: ResourceRecord): Buffer {
  const data = writeData(type, text);
  const head = Buffer.alloc(10);
  head.writeUInt16BE(recordTypes[type], 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(60, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([writeName(name), head, data]);
}

function writeData(type: RecordType, text: string): Buffer {
  const words = text.split(" ");
  const last = words.at(-1) ?? "";
  if (type === "A") return Buffer.from(isIPv4(text) ? text.split(".").map(Number) : [0, 0, 0, 0]);
  if (type === "AAAA") return Buffer.from(ipv6Bytes(text));
  if (type === "MX" || type === "SRV")
    return Buffer.concat([...words.slice(0, -1).map(uint16), writeName(last)]);
  if (type === "TXT") return Buffer.concat((text.match(/.{1,255}/gs) ?? [""]).map(characterString));
  if (type !== "CAA") return writeName(text);
  const [flags = "0", tag = "issue", ...value] = words;
  return Buffer.concat([Buffer.from([Number(flags)]), characterString(tag), Buffer.from(value.join(" "))]);
}

function uint16(text: string): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(Number(text));
  return bytes;
}

function characterString(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function writeName(name: string): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  return Buffer.concat([...labels.map(characterString), Buffer.from([0])]);
}
