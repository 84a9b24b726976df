import type { NtpAnswer } from "../../ports/ntp.js";

export const packetBytes = 48;
/** From 1900, where NTP begins, to 1970, in milliseconds. */
const from1900 = 2_208_988_800_000;
const eraMs = 2 ** 32 * 1_000;

/** A client's question (RFC 5905 7.3): version 4, mode 3, and a random word in place of our time, which is nobody's business. */
export function encodeQuestion(cookie: Buffer): Buffer {
  const packet = Buffer.alloc(packetBytes);
  packet[0] = (4 << 3) | 3;
  cookie.copy(packet, 40, 0, 8);
  return packet;
}

export interface NtpPacket extends Pick<
  NtpAnswer,
  "leap" | "stratum" | "kiss" | "reference" | "rootDelayMs" | "rootDispersionMs"
> {
  /** What the server took for our transmit time. */
  readonly origin: Buffer;
  /** When the question came and the answer went by the server's clock, milliseconds since 1970. */
  readonly receivedAt: number;
  readonly sentAt: number;
}

/** Reads a server's packet; `near` (milliseconds since 1970) tells the era. A text says why it is none. */
export function decodeAnswer(packet: Buffer, near: number): NtpPacket | string {
  if (packet.length < packetBytes) return `a packet of ${packet.length} bytes`;
  const first = packet.readUInt8(0);
  const [version, mode] = [(first >> 3) & 7, first & 7];
  if (mode !== 4) return `a packet of mode ${mode}`;
  if (version < 1 || version > 4) return `a packet of version ${version}`;
  const stratum = packet.readUInt8(1);
  const id = packet.subarray(12, 16);
  const letters = /^[\x21-\x7E]{1,4}/.exec(id.toString("latin1"))?.[0];
  const isEmpty = packet.subarray(32, 48).every((byte) => byte === 0);
  // Without times an answer is none; a kiss needs no times.
  if (isEmpty && stratum !== 0) return "a packet without a time";
  return {
    leap: leaps[first >> 6] ?? 3,
    stratum,
    ...(stratum === 0 && { kiss: letters ?? "?" }),
    reference: stratum <= 1 ? (letters ?? "?") : [...id].join("."),
    rootDelayMs: packet.readInt32BE(4) / 65.536,
    rootDispersionMs: packet.readUInt32BE(8) / 65.536,
    origin: packet.subarray(24, 32),
    receivedAt: readTime(packet, 32, near),
    sentAt: readTime(packet, 40, near),
  };
}

const leaps = [0, 1, 2, 3] as const;

/** The era is the one that puts the time nearest to ours: NTP's seconds begin again in 2036. */
function readTime(packet: Buffer, offset: number, near: number): number {
  const ms = packet.readUInt32BE(offset) * 1_000 + packet.readUInt32BE(offset + 4) / 4_294_967.296 - from1900;
  return ms + Math.round((near - ms) / eraMs) * eraMs;
}
