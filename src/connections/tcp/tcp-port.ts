import type { TcpObservation, TcpPort, TcpRequest } from "../../ports/tcp.js";
import { bounded } from "../network/bounded.js";
import { formatEndpoint, openSocket } from "../network/open-socket.js";
import type { Lookup } from "../network/resolve.js";
import { runDialogue } from "./dialogue.js";

/** TCP through node:net. */
export function createTcpPort({ lookup }: { readonly lookup?: Lookup } = {}): TcpPort {
  return {
    probe(request) {
      const where = formatEndpoint(request.address, request.port);
      const sentence = (): string => `${where} did not accept a connection in time`;
      // The dialogue gives up a little earlier, so that what did come can be told.
      return bounded(request, sentence, (signal) => probe(request, where, signal, lookup));
    },
  };
}

async function probe(
  request: TcpRequest,
  where: string,
  signal: AbortSignal,
  lookup: Lookup | undefined,
): Promise<TcpObservation> {
  const start = performance.now();
  const opened = await openSocket(request, signal, lookup);
  let { socket, connectMs } = opened as { socket: typeof opened.socket; connectMs: number };
  const left = request.timeoutMs - (performance.now() - start);
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(), Math.max(1, left * 0.95));
  try {
    if (request.tls) {
      const { secure } = await import("../tls/secure.js");
      const serverName = request.tls.serverName ?? request.address;
      const options = { serverName, checkName: false };
      const secured = await secure(socket, where, options, signal);
      socket = secured.socket;
      connectMs += secured.handshakeMs;
    }
    const talk = await runDialogue(socket, request.steps, request.maxBytes, timeUp.signal);
    return { address: opened.address, connectMs, totalMs: performance.now() - start, ...talk };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
