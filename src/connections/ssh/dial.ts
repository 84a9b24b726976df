import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";
import { onAbort } from "../shell/deadline.js";
import { formatPlace } from "./hop.js";

/** Resolves a name to its addresses, in the order in which they are to be tried. */
export type Lookup = (name: string) => Promise<readonly string[]>;

/** The system's own resolver: /etc/hosts, DNS and what else the machine is set up for. */
export const systemLookup: Lookup = async (name) => {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
};

/** Opens a TCP connection to the first address of a name that answers. */
export async function dial(
  address: string,
  port: number,
  resolve: Lookup,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = isIP(address) === 0 ? await resolveName(address, resolve) : [address];
  let last: ConnectionError | undefined;
  for (const one of addresses) {
    try {
      return await open(one, port, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof ConnectionError)) throw error;
      last = error;
    }
  }
  throw last ?? unresolved(address, "it has no address");
}

/** Rejects with ConnectionError UNRESOLVED. */
export async function resolveName(name: string, resolve: Lookup): Promise<readonly string[]> {
  try {
    return await resolve(name);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : messageOf(error);
    throw unresolved(
      name,
      code === "ENOTFOUND" ? "no such name" : code === "EAI_AGAIN" ? "no answer from the name server" : code,
    );
  }
}

function unresolved(name: string, why: string): ConnectionError {
  return new ConnectionError(
    "UNRESOLVED",
    `${name} does not resolve: ${why}`,
    "set address in the inventory, or correct DNS or /etc/hosts",
  );
}

function open(address: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    const cancel = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    if (signal.aborted) return cancel();
    const stopListening = onAbort(signal, cancel);
    socket.once("connect", () => {
      stopListening();
      socket.removeAllListeners("error");
      socket.on("error", () => {});
      resolve(socket);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      stopListening();
      socket.destroy();
      reject(socketError(error, formatPlace(address, port)));
    });
  });
}

/** Turns what the network said into a kind and a sentence. */
export function socketError(error: NodeJS.ErrnoException, place: string): ConnectionError {
  switch (error.code) {
    case "ECONNREFUSED":
      return new ConnectionError(
        "REFUSED",
        `nothing listens on ${place}`,
        "is sshd running there, and is it this port? (ssh.port)",
      );
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EHOSTDOWN":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
      return new ConnectionError(
        "NO_ROUTE",
        `there is no way to ${place} (${error.code})`,
        "check the route and the firewall, or set ssh.jump",
      );
    case "ETIMEDOUT":
      return new ConnectionError(
        "TIMEOUT",
        `${place} does not answer`,
        "check that the host is up and that no firewall drops the packets",
      );
    case "ECONNRESET":
    case "EPIPE":
    case "ECONNABORTED":
      return new ConnectionError("LOST", `${place} broke the connection off (${error.code})`);
    case "EACCES":
    case "EPERM":
      return new ConnectionError(
        "UNAVAILABLE",
        `this machine does not allow a connection to ${place} (${error.code})`,
        "check the local firewall",
      );
    default:
      return new ConnectionError("LOST", `the connection to ${place} failed: ${messageOf(error)}`);
  }
}
