import { createServer as createPlainServer, type Socket } from "node:net";
import { createServer, TLSSocket, type SecureVersion } from "node:tls";
import type { DemoCertificate } from "./certificate.js";
import { createFaultyServer, type ServerFault } from "./faulty-server.js";
import { listen } from "./listen.js";
import type { RunningServer } from "./server.js";

export interface TlsServerOptions {
  readonly address?: string;
  readonly port?: number;
  readonly certificate: DemoCertificate;
  /** Certificates sent behind it, PEM. */
  readonly chain?: string;
  readonly versions?: { readonly min?: SecureVersion; readonly max?: SecureVersion };
  /** Asks for a client certificate of this authority (PEM), and refuses any other. */
  readonly clientAuthority?: string;
  /** Said once encrypted. */
  readonly greeting?: string;
  /** Speaks this protocol in the clear until TLS is asked for. */
  readonly startTls?: "smtp" | "imap" | "pop3" | "ftp" | "ldap" | "postgres";
  readonly fault?: ServerFault;
}

/** Starts a TLS server. */
export function startTlsServer(options: TlsServerOptions): Promise<RunningServer> {
  const { fault, startTls, greeting } = options;
  const server = fault
    ? createFaultyServer(fault)
    : startTls
      ? createPlainServer((socket) => talk(socket, startTls, options))
      : createServer(toNodeOptions(options), (socket) => {
          socket.on("error", () => socket.destroy());
          if (greeting !== undefined) socket.write(greeting);
        });
  server.on("tlsClientError", () => undefined);
  return listen(server, options.port, options.address);
}

function toNodeOptions({ certificate, chain = "", versions, clientAuthority }: TlsServerOptions) {
  return {
    cert: certificate.certificate + chain,
    key: certificate.key,
    ...(versions?.min && { minVersion: versions.min }),
    ...(versions?.max && { maxVersion: versions.max }),
    ...(clientAuthority !== undefined && {
      ca: clientAuthority,
      requestCert: true,
      rejectUnauthorized: true,
    }),
  };
}

type Answer = string | Buffer;

/** For each protocol its greeting, and what it answers to what; the last answer is the one that TLS follows. */
const scripts: Readonly<
  Record<
    NonNullable<TlsServerOptions["startTls"]>,
    { readonly greeting: string; readonly answers: readonly (readonly [RegExp, Answer])[] }
  >
> = {
  smtp: {
    greeting: "220-demo\r\n220 demo ESMTP\r\n",
    answers: [
      [/^EHLO /, "250-demo\r\n250 STARTTLS\r\n"],
      [/^STARTTLS/, "220 go ahead\r\n"],
    ],
  },
  imap: { greeting: "* OK demo\r\n", answers: [[/^a STARTTLS/, "a OK begin\r\n"]] },
  pop3: { greeting: "+OK demo\r\n", answers: [[/^STLS/, "+OK begin\r\n"]] },
  ftp: { greeting: "220 demo\r\n", answers: [[/^AUTH TLS/, "234 begin\r\n"]] },
  // An ExtendedResponse with success (RFC 4511 4.12).
  ldap: { greeting: "", answers: [[/^0/, Buffer.from([0x30, 12, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0])]] },
  postgres: { greeting: "", answers: [[/^\0\0\0\x08/, "S"]] },
};

function talk(
  socket: Socket,
  protocol: NonNullable<TlsServerOptions["startTls"]>,
  options: TlsServerOptions,
): void {
  const { greeting, answers } = scripts[protocol];
  let next = 0;
  const onData = (data: Buffer): void => {
    const [pattern, answer] = answers[next] ?? [/^/, ""];
    if (!pattern.test(data.toString("latin1"))) return void socket.end("500 no\r\n");
    next += 1;
    if (next === answers.length) {
      socket.off("data", onData);
      const secured = new TLSSocket(socket, { isServer: true, ...toNodeOptions(options) });
      secured.on("error", () => secured.destroy());
    }
    socket.write(answer);
  };
  socket.on("data", onData);
  if (greeting !== "") socket.write(greeting);
}
