import { createSocket, type RemoteInfo } from "node:dgram";
import type { RunningServer } from "./server.js";

export interface NtpServerOptions {
  /** Its clock less the true one, in milliseconds. */
  readonly offsetMs?: number;
  readonly stratum?: number;
  readonly leap?: 0 | 1 | 2 | 3;
  /** Four letters or bytes. */
  readonly reference?: string;
  /** What it does instead of answering well: other packets stand for what somebody else may send us. */
  readonly instead?: "nothing" | "garbage" | "another origin" | "a client's packet" | "no time" | "backwards";
  /** Sends that bad packet first, and then the good answer. */
  readonly thenWell?: boolean;
  /** Questions that get lost before one is answered. */
  readonly losses?: number;
}

/** A time server on loopback (RFC 5905 14), good or bad. */
export async function startNtpServer(options: NtpServerOptions = {}): Promise<RunningServer> {
  const socket = createSocket("udp4");
  let lost = 0;
  socket.on("message", (question: Buffer, from: RemoteInfo) => {
    if (lost++ < (options.losses ?? 0)) return;
    const reply = (packet: Buffer): void => socket.send(packet, from.port, from.address, () => undefined);
    const good = goodAnswer(question, options);
    if (options.instead === undefined) return reply(good);
    const bad = badAnswer(good, options.instead);
    if (bad) reply(bad);
    if (options.thenWell === true) reply(good);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", resolve);
  });
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function goodAnswer(
  question: Buffer,
  { offsetMs = 0, stratum = 2, leap = 0, reference = "GPS" }: NtpServerOptions,
): Buffer {
  const packet = Buffer.alloc(48);
  packet[0] = (leap << 6) | (4 << 3) | 4;
  packet[1] = stratum;
  packet.writeInt32BE(65_536 / 100, 4);
  packet.writeUInt32BE(65_536 / 50, 8);
  packet.write(reference, 12, 4, "latin1");
  question.copy(packet, 24, 40, 48);
  writeTime(packet, 32, Date.now() + offsetMs);
  writeTime(packet, 40, Date.now() + offsetMs);
  return packet;
}

function badAnswer(good: Buffer, instead: NonNullable<NtpServerOptions["instead"]>): Buffer | undefined {
  const packet = Buffer.from(good);
  switch (instead) {
    case "nothing":
      return undefined;
    case "garbage":
      return Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n");
    case "another origin":
      packet.fill(7, 24, 32);
      return packet;
    case "a client's packet":
      packet[0] = (4 << 3) | 3;
      return packet;
    case "no time":
      return packet.fill(0, 32);
    case "backwards":
      writeTime(packet, 40, Date.now() - 60_000);
      return packet;
  }
}

/** Seconds since 1900 and their parts. */
function writeTime(packet: Buffer, offset: number, ms: number): void {
  const since = ms + 2_208_988_800_000;
  packet.writeUInt32BE(Math.floor(since / 1_000) % 2 ** 32, offset);
  packet.writeUInt32BE(Math.floor((since % 1_000) * 4_294_967), offset + 4);
}
