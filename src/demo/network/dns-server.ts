import { createSocket, type Socket } from "node:dgram";
import { createServer, type Server, type Socket as TcpSocket } from "node:net";
import {
  readQuestion,
  recordTypes,
  writeResponse,
  type Question,
  type RecordType,
  type ResourceRecord,
} from "./dns-wire.js";
import { listen } from "./listen.js";
import type { RunningServer } from "./server.js";

/** Records by name and type, each as in a zone file: `{ "example.test": { MX: ["10 mail.example.test"] } }`. */
export type DemoZone = Readonly<Record<string, Readonly<Partial<Record<RecordType, readonly string[]>>>>>;

export interface DnsServerOptions {
  readonly address?: string;
  readonly port?: number;
  readonly zone?: DemoZone;
  /** Instead of answering; `nxdomain` says that no name exists. */
  readonly fault?: "silent" | "garbage" | "servfail" | "refused" | "nxdomain";
}

const codes = { servfail: 2, nxdomain: 3, refused: 5 } as const;
const mostUdpBytes = 512;
const attempts = 10;

/** Starts a DNS server on UDP and TCP; what is in no zone does not exist. */
export async function startDnsServer(options: DnsServerOptions = {}): Promise<RunningServer> {
  const { address = "127.0.0.1", port = 0 } = options;
  for (let attempt = 1; ; attempt++) {
    const udp = await startUdp(options, address, port);
    try {
      const tcp = await listen(createTcp(options), udp.address().port, address);
      return { port: tcp.port, close: () => closeBoth(udp, tcp) };
    } catch (error) {
      // The port can be free for UDP only.
      await closeUdp(udp);
      if (port !== 0 || attempt === attempts) throw error;
    }
  }
}

function startUdp(options: DnsServerOptions, address: string, port: number): Promise<Socket> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.on("message", (message, from) => {
    const answer = answerTo(message, options, mostUdpBytes);
    if (answer) socket.send(answer, from.port, from.address);
  });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => resolve(socket));
  });
}

function createTcp(options: DnsServerOptions): Server {
  return createServer((socket: TcpSocket) => {
    let pending = Buffer.alloc(0);
    socket.on("data", (data: Buffer) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        const answer = answerTo(pending.subarray(2, end), options, 65_535);
        pending = pending.subarray(end);
        if (!answer) continue;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(answer.length);
        socket.write(Buffer.concat([length, answer]));
      }
    });
  });
}

async function closeBoth(udp: Socket, tcp: RunningServer): Promise<void> {
  await Promise.all([closeUdp(udp), tcp.close()]);
}

function closeUdp(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

function answerTo(
  message: Buffer,
  { zone = {}, fault }: DnsServerOptions,
  mostBytes: number,
): Buffer | undefined {
  const question = readQuestion(message);
  if (!question || fault === "silent") return undefined;
  // The id is right, so that the resolver reads on.
  if (fault === "garbage")
    return Buffer.concat([message.subarray(0, 2), Buffer.from("\u001b[31mno DNS at all")]);
  if (fault !== undefined) return writeResponse(question, { code: codes[fault], records: [] });
  const { code, records } = lookUp(question, zone);
  const whole = writeResponse(question, { code, records });
  return whole.length <= mostBytes ? whole : writeResponse(question, { code, records: [], truncated: true });
}

function lookUp(question: Question, zone: DemoZone): { code: number; records: ResourceRecord[] } {
  const records: ResourceRecord[] = [];
  const type = (Object.keys(recordTypes) as RecordType[]).find((name) => recordTypes[name] === question.type);
  let { name } = question;
  for (let hops = 0; hops < 8; hops++) {
    const entry = Object.hasOwn(zone, name) ? zone[name] : undefined;
    if (!entry) return { code: records.length > 0 ? 0 : codes.nxdomain, records };
    const owner = name;
    const alias = entry.CNAME?.[0];
    if (alias === undefined || type === "CNAME" || type === undefined) {
      const texts = (type && entry[type]) ?? [];
      records.push(...texts.map((text) => ({ name: owner, type: type ?? "TXT", text })));
      return { code: 0, records };
    }
    records.push({ name: owner, type: "CNAME", text: alias });
    name = alias.toLowerCase();
  }
  return { code: codes.servfail, records: [] };
}
