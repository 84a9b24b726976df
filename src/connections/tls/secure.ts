import { isIP, type Socket } from "node:net";
import {
  checkServerIdentity,
  connect,
  type ConnectionOptions,
  type SecureContext,
  type TLSSocket,
} from "node:tls";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import { codeOf, toConnectionError } from "../network/system-error.js";

interface SecureOptions {
  /** Whom the certificate should name, and (unless it is an address) what is sent as SNI. */
  readonly serverName: string;
  readonly secureContext: SecureContext;
  /** Count a certificate that does not name the server as untrusted. */
  readonly checkName: boolean;
  /** Protocols to offer (ALPN, RFC 7301), best first. */
  readonly protocols?: readonly string[];
}

export interface SecuredSocket {
  readonly socket: TLSSocket;
  /** OpenSSL's or Node's code for why the certificate is not trusted. */
  readonly untrusted?: string;
  /** Milliseconds. */
  readonly handshakeMs: number;
}

/** Encrypts a connection and never rejects for the certificate's sake: who calls judges it, before sending anything. */
export function secure(
  plain: Socket,
  where: string,
  options: SecureOptions,
  signal: AbortSignal,
): Promise<SecuredSocket> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const fail = (error: ConnectionError): void => {
      plain.destroy();
      reject(error);
    };
    const socket = connect(toNodeOptions(plain, options));
    signal.addEventListener("abort", () => socket.destroy(), { once: true });
    socket.once("error", (error) => fail(toTlsError(error, where)));
    socket.once("close", () =>
      fail(new ConnectionError("TLS", `${where} closed the connection during the TLS handshake`)),
    );
    socket.once("secureConnect", () => {
      socket.removeAllListeners("error").removeAllListeners("close");
      socket.on("error", () => socket.destroy());
      const untrusted = socket.authorized ? undefined : reasonOf(socket.authorizationError);
      const handshakeMs = performance.now() - start;
      resolve({ socket, handshakeMs, ...(untrusted !== undefined && { untrusted }) });
    });
  });
}

function toNodeOptions(socket: Socket, options: SecureOptions): ConnectionOptions {
  const { serverName, secureContext, checkName, protocols } = options;
  return {
    ...(protocols && { ALPNProtocols: [...protocols] }),
    socket,
    host: serverName,
    ...(isIP(serverName) === 0 && { servername: serverName }),
    rejectUnauthorized: false,
    checkServerIdentity: checkName ? checkServerIdentity : () => undefined,
    secureContext,
  };
}

/** Node sets a code, an Error or null, whatever its types say. */
function reasonOf(reason: unknown): string {
  return codeOf(reason) || (reason === null || reason === undefined ? "unknown" : messageOf(reason));
}

/** With TLS 1.3 a server refuses our certificate only after the handshake: who reads on gets that error. */
export function toTlsError(error: Error, where: string): ConnectionError {
  const code = codeOf(error);
  if (!code.startsWith("ERR_SSL") && code !== "EPROTO" && !code.startsWith("ERR_TLS")) {
    const translated = toConnectionError(error, where);
    if (translated.kind !== "LOST") return translated;
    return new ConnectionError("TLS", `${where} ended the connection during the TLS handshake`);
  }
  const why = /routines::?[^:]*:?:?([^:]+)/.exec(error.message)?.[1] ?? code;
  const plain = code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG";
  return new ConnectionError(
    "TLS",
    plain ? `${where} does not speak TLS` : `no TLS handshake with ${where}: ${why.trim()}`,
    plain
      ? "is this the right port, or does the protocol need starttls?"
      : "compare the versions, ciphers and certificates of both sides",
    error,
  );
}
