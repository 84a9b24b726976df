import { ConnectionError } from "../../lib/connection-error.js";
import type { TlsObservation, TlsPort, TlsRequest } from "../../ports/tls.js";
import { bounded } from "../network/bounded.js";
import { formatEndpoint, openSocket } from "../network/open-socket.js";
import type { Lookup } from "../network/resolve.js";
import { chainOf } from "./certificate-facts.js";
import { loadMaterial } from "./material.js";
import { secure } from "./secure.js";
import { startTls } from "./start-tls.js";

/** TLS through node:tls. */
export function createTlsPort({ lookup }: { readonly lookup?: Lookup } = {}): TlsPort {
  return {
    handshake(request) {
      const where = formatEndpoint(request.address, request.port);
      let stage = `${where} did not accept a connection in time`;
      return bounded(
        request,
        () => stage,
        (signal) =>
          handshake(request, where, signal, lookup, () => {
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
  lookup: Lookup | undefined,
  onConnected: () => void,
): Promise<TlsObservation> {
  const material = await loadMaterial(request.files);
  const { socket: plain, address, connectMs } = await openSocket(request, signal, lookup);
  onConnected();
  try {
    if (request.startTls) await startTls(plain, request.startTls);
    const serverName = request.serverName ?? request.address;
    const options = { serverName, material, lenient: true, checkName: false };
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
