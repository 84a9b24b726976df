import type { Duplex } from "node:stream";
import ssh2, { type Client } from "ssh2";
import { ConnectionError } from "../../lib/connection-error.js";
import { onAbort } from "../shell/deadline.js";
import { chooseAlgorithms } from "./algorithms.js";
import type { Authenticator } from "./authenticator.js";
import { clientError, isPassing, Progress } from "./client-error.js";
import { formatPlace } from "./hop.js";
import { HostKeyVerifier } from "./host-key-verifier.js";
import { knownTypes, type HostEntries } from "./known-hosts/judge-key.js";
import type { KnownHosts } from "./known-hosts/known-hosts.js";
import type { Route } from "./route.js";

export interface HandshakeOptions {
  readonly route: Route;
  readonly stream: Duplex;
  /** What known_hosts says of the server. */
  readonly known: HostEntries;
  readonly knownHosts: KnownHosts;
  readonly authenticator: Authenticator;
  readonly signal: AbortSignal;
  /** Told when the server has shown who it is. */
  readonly onKeyVerified: () => void;
}

/** Speaks SSH on an open stream until commands can run. The host key is verified before anything is said of the user. */
export function shakeHands(options: HandshakeOptions): Promise<Client> {
  const { route, stream, known, authenticator, signal } = options;
  const algorithms = chooseAlgorithms({ legacy: route.legacy, knownTypes: knownTypes(known) });
  const progress = new Progress(formatPlace(route.address, route.port), algorithms);
  const verifier = new HostKeyVerifier(route, known, options.knownHosts);
  const client = new ssh2.Client();
  client.setMaxListeners(0);
  return new Promise((resolve, reject) => {
    const fail = (error: ConnectionError): void => {
      reject(verifier.refusal ?? error);
      client.destroy();
      stream.destroy();
    };
    const decide = async (offered: readonly string[] | null, next: (method: unknown) => void) => {
      try {
        await verifier.kept();
        next(await authenticator.next(offered));
      } catch (error) {
        fail(error as ConnectionError);
      }
    };
    const failWith = (error?: Error): void => fail(clientError(error, progress, authenticator));
    // The listeners stay: ssh2 emits errors late, and an error that nobody hears ends the process.
    client.on("error", (error) => {
      if (!isPassing(error)) failWith(error);
    });
    client.on("close", () => failWith());
    client.on("change password", () => fail(passwordExpired(route)));
    client.on("handshake", () => {
      progress.secured = true;
      options.onKeyVerified();
    });
    client.on("ready", () => resolve(client));
    if (signal.aborted) return fail(signal.reason);
    if (stream.destroyed) return failWith();
    onAbort(signal, () => fail(signal.reason));
    client.connect({
      sock: stream,
      username: route.user,
      readyTimeout: 0,
      keepaliveInterval: route.keepaliveMs,
      keepaliveCountMax: 3,
      algorithms,
      hostVerifier: (blob: Buffer) => verifier.verify(blob),
      // ssh2 passes null before the first attempt, whatever its types say.
      authHandler: (offered: readonly string[] | null, _partial, next) =>
        void decide(offered, next as (method: unknown) => void),
      debug: (text) => progress.note(text),
    });
    stream.once("data", (piece: Buffer) => (progress.heard = piece.subarray(0, 200)));
  });
}

function passwordExpired(route: Route): ConnectionError {
  return new ConnectionError(
    "AUTH",
    `the password of ${route.user} on ${route.name} has expired`,
    "log in by hand once and change it",
  );
}
