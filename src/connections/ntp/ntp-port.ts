import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { NtpAnswer, NtpPort, NtpRequest } from "../../ports/ntp.js";
import { bounded } from "../network/bounded.js";
import { resolveAddresses, type Lookup } from "../network/resolve.js";
import { toConnectionError } from "../network/system-error.js";
import { decodeAnswer, encodeQuestion, type NtpPacket } from "./packet.js";

/** UDP loses packets; a server that answers at all does so in a part of the time. */
const tries = 3;

export function createNtpPort({ lookup }: { readonly lookup?: Lookup } = {}): NtpPort {
  return {
    query(request) {
      const seen: Exchange = { where: `${request.address}:${request.port}` };
      const sentence = (): string => `${seen.where} did not answer`;
      return bounded(request, sentence, (signal) => exchange(request, seen, signal, lookup)).catch(
        (error: unknown) => {
          // Whoever can send us packets must not be able to end the wait, so that they are told of when the time is up.
          if (error instanceof ConnectionError && error.kind === "TIMEOUT" && seen.refused !== undefined)
            throw new ConnectionError(
              "PROTOCOL",
              `${seen.where} sent no answer to our question, but ${seen.refused}`,
            );
          throw error;
        },
      );
    },
  };
}

interface Exchange {
  readonly where: string;
  /** The last packet that was not taken for an answer. */
  refused?: string;
}

async function exchange(
  { address: name, port, family, timeoutMs }: NtpRequest,
  seen: Exchange,
  signal: AbortSignal,
  lookup: Lookup | undefined,
): Promise<NtpAnswer> {
  const [address] = await resolveAddresses(name, family, lookup);
  signal.throwIfAborted();
  const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
  const questions: Question[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<NtpAnswer>((resolve, reject) => {
      const fail = (error: unknown): void => reject(toNtpError(error, seen.where));
      socket.on("error", fail);
      socket.on("message", (packet) => {
        const at = performance.now();
        const answer = judge(packet, questions, at);
        if (typeof answer === "string") seen.refused = answer;
        else resolve({ address, ...answer });
      });
      const ask = (): void => {
        const question = { cookie: randomBytes(8), wall: Date.now(), at: performance.now() };
        questions.push(question);
        socket.send(encodeQuestion(question.cookie), (error) => error && fail(error));
        if (questions.length < tries) timer = setTimeout(ask, timeoutMs / (tries + 1));
      };
      // A connected socket takes packets of this address and port only, and hears that nothing listens there.
      socket.connect(port, address, ask);
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
  } finally {
    clearTimeout(timer);
    socket.close();
  }
}

interface Question {
  readonly cookie: Buffer;
  /** By our clock, milliseconds since 1970, and by one that nobody sets. */
  readonly wall: number;
  readonly at: number;
}

function judge(
  packet: Buffer,
  questions: readonly Question[],
  at: number,
): Omit<NtpAnswer, "address"> | string {
  const near = questions.at(-1)?.wall ?? 0;
  const read = decodeAnswer(packet, near);
  if (typeof read === "string") return read;
  const question = questions.find(({ cookie }) => cookie.equals(read.origin));
  if (!question) return "a packet that names another question than ours, perhaps from somebody else";
  if (read.sentAt < read.receivedAt && read.kiss === undefined)
    return "an answer that went before the question came";
  return { ...withoutTimes(read), ...offsetOf(question, read, at) };
}

function withoutTimes({ origin: _origin, receivedAt: _received, sentAt: _sent, ...rest }: NtpPacket) {
  return rest;
}

/** Offset and delay of RFC 5905 8: half the sum of both ways' differences; the round trip without the server's share. */
function offsetOf({ wall, at: asked }: Question, { receivedAt, sentAt }: NtpPacket, at: number) {
  const arrived = wall + (at - asked);
  return {
    offsetMs: (receivedAt - wall + (sentAt - arrived)) / 2,
    delayMs: Math.max(0, arrived - wall - (sentAt - receivedAt)),
  };
}

function toNtpError(error: unknown, where: string): ConnectionError {
  const known = toConnectionError(error, where);
  if (known.kind !== "REFUSED") return known;
  return new ConnectionError(
    "REFUSED",
    `nothing listens for NTP at ${where}`,
    "is the time server started?",
    error,
  );
}
