import { ConnectionError, type ConnectionErrorKind } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";

type Known = readonly [ConnectionErrorKind, (where: string) => string, string?];

const refused: Known = [
  "REFUSED",
  (where) => `${where} refused the connection`,
  "nothing listens there, or a firewall rejects: is the service started, is the port right?",
];
const noRoute: Known = [
  "NO_ROUTE",
  (where) => `there is no route to ${where}`,
  "check the address, this machine's routes and the network in between",
];
const lost: Known = ["LOST", (where) => `${where} closed the connection before the answer was whole`];
const unresolved: Known = [
  "UNRESOLVED",
  (where) => `the name of ${where} has no address`,
  "check the spelling and this machine's resolver, or set address: in the inventory",
];
const forbidden: Known = [
  "UNAVAILABLE",
  (where) => `this machine does not permit a connection to ${where}`,
  "check the local firewall and permissions",
];
const exhausted: Known = [
  "UNAVAILABLE",
  () => "this machine has no free file descriptors",
  "raise `ulimit -n` or lower --forks",
];

/** Errno names of connect(2), send(2) and getaddrinfo(3). */
const known: Readonly<Record<string, Known>> = {
  ECONNREFUSED: refused,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  EHOSTDOWN: noRoute,
  ENETDOWN: noRoute,
  EADDRNOTAVAIL: noRoute,
  ETIMEDOUT: ["TIMEOUT", (where) => `${where} did not answer`],
  ECONNRESET: lost,
  ECONNABORTED: lost,
  EPIPE: lost,
  ENOTFOUND: unresolved,
  EAI_AGAIN: [
    "UNRESOLVED",
    (where) => `the resolver did not answer for ${where}`,
    "check this machine's DNS servers",
  ],
  EAI_FAIL: unresolved,
  ENODATA: unresolved,
  EACCES: forbidden,
  EPERM: forbidden,
  EMFILE: exhausted,
  ENFILE: exhausted,
};

/** The code of a Node error, or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Gives a system error its kind; `where` names the target for people, such as `web1:80 (10.0.0.1)`. */
export function toConnectionError(error: unknown, where: string): ConnectionError {
  if (error instanceof ConnectionError) return error;
  const entry = known[codeOf(error)];
  if (entry) return new ConnectionError(entry[0], entry[1](where), entry[2], error);
  return new ConnectionError("UNAVAILABLE", `${where}: ${messageOf(error)}`, undefined, error);
}
