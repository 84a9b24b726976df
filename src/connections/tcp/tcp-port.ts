import type { Socket } from "node:net";
import type { TcpObservation, TcpPort, TcpRequest } from "../../ports/tcp.js";
import { bounded } from "../network/bounded.js";
import { formatEndpoint, openSocket } from "../network/open-socket.js";
import type { Lookup } from "../network/resolve.js";
import { secure } from "../tls/secure.js";
import { SecureContexts } from "../tls/secure-contexts.js";
import { runDialogue } from "./dialogue.js";

/** TCP through node:net. */
export function createTcpPort({ lookup }: { readonly lookup?: Lookup } = {}): TcpPort {
  const contexts = new SecureContexts();
  return {
    probe(request) {
      const where = formatEndpoint(request.address, request.port);
      const sentence = (): string => `${where} did not accept a connection in time`;
      // The dialogue gives up a little earlier, so that what did come can be told.
      return bounded(request, sentence, (signal) => probe(request, where, signal, { lookup, contexts }));
    },
  };
}

async function probe(
  request: TcpRequest,
  where: string,
  signal: AbortSignal,
  { lookup, contexts }: { readonly lookup: Lookup | undefined; readonly contexts: SecureContexts },
): Promise<TcpObservation> {
  const start = performance.now();
  const opened = await openSocket(request, signal, lookup);
  let { connectMs } = opened;
  let socket: Socket = opened.socket;
  const left = request.timeoutMs - (performance.now() - start);
  const timeUp = new AbortController();
  const timer = setTimeout(() => timeUp.abort(), Math.max(1, left * 0.95));
  try {
    if (request.tls) {
      const secureContext = await contexts.of({ lenient: false });
      const serverName = request.tls.serverName ?? request.address;
      const options = { serverName, secureContext, checkName: false };
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
