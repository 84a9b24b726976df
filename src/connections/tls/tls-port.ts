import { ConnectionError } from "../../lib/connection-error.js";
import type { TlsObservation, TlsPort, TlsRequest } from "../../ports/tls.js";
import { bounded } from "../network/bounded.js";
import { formatEndpoint, openSocket } from "../network/open-socket.js";
import type { Lookup } from "../network/resolve.js";
import { chainOf } from "./certificate-facts.js";
import { SecureContexts } from "./secure-contexts.js";
import { secure } from "./secure.js";
import { startTls } from "./start-tls.js";

/** TLS through node:tls. */
export function createTlsPort({ lookup }: { readonly lookup?: Lookup } = {}): TlsPort {
  const contexts = new SecureContexts();
  return {
    handshake(request) {
      const where = formatEndpoint(request.address, request.port);
      let stage = `${where} did not accept a connection in time`;
      return bounded(
        request,
        () => stage,
        (signal) =>
          handshake(request, where, signal, { lookup, contexts }, () => {
            stage = `${where} did not finish the TLS handshake in time`;
          }),
      );
    },
  };
}

async function handshake(
  request: TlsRequest,
  where: string,
  signal: AbortSignal,
  { lookup, contexts }: { readonly lookup: Lookup | undefined; readonly contexts: SecureContexts },
  onConnected: () => void,
): Promise<TlsObservation> {
  const secureContext = await contexts.of({ files: request.files, lenient: true });
  const { socket: plain, address, connectMs } = await openSocket(request, signal, lookup);
  onConnected();
  try {
    if (request.startTls) await startTls(plain, request.startTls);
    const serverName = request.serverName ?? request.address;
    const options = { serverName, secureContext, checkName: false };
    const { socket, untrusted, handshakeMs } = await secure(plain, where, options, signal);
    const [leaf, ...rest] = chainOf(socket.getPeerCertificate(true));
    const version = socket.getProtocol() ?? "unknown";
    const cipher = socket.getCipher().name;
    socket.destroy();
    if (!leaf) throw new ConnectionError("PROTOCOL", `${where} sent no certificate`);
    const seen = { address, version, cipher, connectMs, handshakeMs };
    return { ...seen, chain: [leaf, ...rest], ...(untrusted !== undefined && { untrusted }) };
  } finally {
    plain.destroy();
  }
}
