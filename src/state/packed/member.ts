import { crc32, deflateRawSync, gunzipSync } from "node:zlib";

/** Header of a gzip member (RFC 1952) with one extra field, `IT`, that tells the length of the whole member. */
export const headerBytes = 20;
const extraFlag = 0x04;
const maxText = 256 * 2 ** 20;

/** A text as one gzip member; members one after the other are again a gzip file. */
export function packMember(text: string): Buffer {
  const bytes = Buffer.from(text);
  const body = deflateRawSync(bytes, { level: 9 });
  const length = headerBytes + body.length + 8;
  const member = Buffer.alloc(length);
  Buffer.from([0x1f, 0x8b, 8, extraFlag, 0, 0, 0, 0, 2, 3, 8, 0, 0x49, 0x54, 4, 0]).copy(member);
  member.writeUInt32LE(length, 16);
  body.copy(member, headerBytes);
  member.writeUInt32LE(crc32(bytes), length - 8);
  member.writeUInt32LE(bytes.length % 2 ** 32, length - 4);
  return member;
}

/** The length of the member that these bytes begin, or undefined where they begin none of ours. */
export function memberLength(head: Buffer): number | undefined {
  if (head.length < headerBytes || head.readUInt16BE(0) !== 0x1f8b || head[3] !== extraFlag) return undefined;
  if (head.readUInt16BE(12) !== 0x4954) return undefined;
  const length = head.readUInt32LE(16);
  return length > headerBytes + 8 ? length : undefined;
}

/** The text of one member; its CRC is checked. Undefined where it is damaged. */
export function unpackMember(member: Buffer): string | undefined {
  try {
    return gunzipSync(member, { maxOutputLength: maxText }).toString("utf8");
  } catch {
    return undefined;
  }
}
