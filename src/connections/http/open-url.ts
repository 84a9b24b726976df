import type { Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import type { HttpRequest } from "../../ports/http.js";
import type { CertificateFacts } from "../../ports/tls.js";
import { formatEndpoint, openSocket } from "../network/open-socket.js";
import type { Lookup } from "../network/resolve.js";
import { secure } from "../tls/secure.js";
import type { SecureContexts } from "../tls/secure-contexts.js";
import { openTunnel } from "./proxy.js";

/** What all requests of one port share. */
export interface HttpTools {
  readonly lookup: Lookup | undefined;
  readonly contexts: SecureContexts;
}

export interface OpenedUrl {
  readonly socket: Socket;
  readonly address: string;
  readonly certificate?: CertificateFacts;
  /** Milliseconds; tlsMs is 0 without TLS. */
  readonly resolveMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
}

/** Connects to a URL's host, and with https encrypts and insists on a trusted certificate unless told otherwise. */
export async function openUrl(
  url: URL,
  request: Pick<HttpRequest, "family" | "insecure" | "files" | "connectTo" | "proxy" | "http2">,
  signal: AbortSignal,
  { lookup, contexts }: HttpTools,
): Promise<OpenedUrl> {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const { family, insecure, files, proxy } = request;
  const endpoint = proxy
    ? proxyEndpoint(proxy.url)
    : { address: request.connectTo ?? host, port, ...(request.connectTo === undefined && { family }) };
  const { socket: plain, ...opened } = await openSocket(endpoint, signal, lookup);
  if (url.protocol === "http:" && request.http2 === true) {
    plain.destroy();
    throw noHttp2(url.host);
  }
  if (url.protocol === "http:") return { socket: plain, tlsMs: 0, ...opened };
  try {
    if (proxy) await openTunnel(plain, proxy, formatEndpoint(host, port));
    const { chainOf } = await import("../tls/certificate-facts.js");
    const secureContext = await contexts.of({ files, lenient: false });
    const protocols = request.http2 === true ? ["h2", "http/1.1"] : undefined;
    const options = { serverName: host, secureContext, checkName: true, ...(protocols && { protocols }) };
    const where = formatEndpoint(host, port);
    const { socket, untrusted, handshakeMs: tlsMs } = await secure(plain, where, options, signal);
    if (untrusted !== undefined && !insecure) throw distrusted(where, untrusted);
    if (request.http2 === true && socket.alpnProtocol !== "h2") throw noHttp2(where);
    const [certificate] = chainOf(socket.getPeerCertificate(true));
    return { socket, tlsMs, ...opened, ...(certificate && { certificate }) };
  } catch (error) {
    plain.destroy();
    throw error;
  }
}

/** Without TLS there is no way to agree on it (RFC 9113 3.3 asks for prior knowledge). */
function noHttp2(where: string): ConnectionError {
  return new ConnectionError("PROTOCOL", `${where} does not speak HTTP/2`, "drop http2: to take HTTP/1.1");
}

function proxyEndpoint(text: string): { readonly address: string; readonly port: number } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:")
    throw new ConnectionError("UNAVAILABLE", `${text} is no proxy`, "write http://HOST:PORT");
  return { address: url.hostname, port: Number(url.port || 80) };
}

/** What OpenSSL's and Node's codes mean to a person. */
const meanings: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not known here, or an intermediate is missing",
  ERR_TLS_CERT_ALTNAME_INVALID: "it does not name this host",
};

function distrusted(where: string, code: string): ConnectionError {
  return new ConnectionError(
    "TLS",
    `the certificate of ${where} is not trusted: ${meanings[code] ?? code}`,
    "set ca: to the authority's file, or insecure: true to accept any certificate",
  );
}
