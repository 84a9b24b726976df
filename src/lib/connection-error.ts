/** What went wrong between us and a target. */
export type ConnectionErrorKind =
  | "UNRESOLVED" // the name has no address
  | "REFUSED" // something answered that nothing listens there
  | "NO_ROUTE" // the network says that there is no way
  | "TIMEOUT" // no answer in time
  | "HOST_KEY" // the host's key is unknown, changed or revoked
  | "AUTH" // the target refused our credentials
  | "LOST" // the connection ended before the answer was whole
  | "SUDO" // the other user could not be become
  | "TLS" // the TLS handshake or the certificate was refused
  | "PROTOCOL" // the target answered what the protocol does not allow
  | "TOO_LARGE" // the answer passed its size limit
  | "UNAVAILABLE" // a program, permission or secret is missing on this side
  | "CANCELLED"; // we were told to stop

/** A failure on the way to a target: one kind, one sentence, and what to do about it. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";

  constructor(
    readonly kind: ConnectionErrorKind,
    message: string,
    readonly hint?: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
