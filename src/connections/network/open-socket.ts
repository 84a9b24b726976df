import { connect, isIPv6, type Socket } from "node:net";
import { resolveAddresses, type Lookup } from "./resolve.js";
import { toConnectionError } from "./system-error.js";

export interface OpenedSocket {
  readonly socket: Socket;
  readonly address: string;
  /** Milliseconds. */
  readonly resolveMs: number;
  readonly connectMs: number;
}

interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly family?: 4 | 6 | undefined;
}

const mostAddresses = 4;
/** How long one address may take while there are others to try. */
const patienceMs = 3_000;

/** `10.0.0.1:80`, `[::1]:80`. */
export function formatEndpoint(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Connects to the first address of a name that accepts. The signal bounds it, and destroys the socket when it is aborted later. */
export async function openSocket(
  endpoint: Endpoint,
  signal: AbortSignal,
  lookup?: Lookup,
): Promise<OpenedSocket> {
  const start = performance.now();
  const addresses = (await resolveAddresses(endpoint.address, endpoint.family, lookup)).slice(
    0,
    mostAddresses,
  );
  const resolveMs = performance.now() - start;
  let failure: unknown;
  for (const [index, address] of addresses.entries()) {
    const begun = performance.now();
    const last = index === addresses.length - 1;
    try {
      signal.throwIfAborted();
      const socket = await connectOnce(address, endpoint.port, signal, last ? undefined : patienceMs);
      return { socket, address, resolveMs, connectMs: performance.now() - begun };
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
  }
  throw toConnectionError(failure, formatEndpoint(endpoint.address, endpoint.port));
}

function connectOnce(
  host: string,
  port: number,
  signal: AbortSignal,
  patience: number | undefined,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    let connected = false;
    const give = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      if (!connected) reject(error);
    };
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => give(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })), patience);
    signal.addEventListener("abort", () => give(signal.reason as Error), { once: true });
    // It stays: an error between two owners must not be thrown at the process.
    socket.on("error", give);
    socket.once("connect", () => {
      clearTimeout(timer);
      connected = true;
      resolve(socket);
    });
  });
}
