/** One step of a dialogue. */
export type TcpStep = { readonly send: string } | { readonly expect: RegExp };

export interface TcpRequest {
  /** A host name or an address. */
  readonly address: string;
  readonly port: number;
  readonly family?: 4 | 6;
  /** Run in this order once connected; each `expect` looks at what came since the last one matched. */
  readonly steps: readonly TcpStep[];
  /** Encrypt before the first step, without judging the certificate (the tls port does). */
  readonly tls?: { readonly serverName?: string };
  /** Bound on everything together, in milliseconds. */
  readonly timeoutMs: number;
  /** What is kept of the answer, in bytes; passing it ends the dialogue. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface TcpObservation {
  /** The address that answered. */
  readonly address: string;
  /** Milliseconds, without name resolution, until connected (and encrypted, with tls). */
  readonly connectMs: number;
  /** Milliseconds of everything, resolution and dialogue included. */
  readonly totalMs: number;
  /** All that came, decoded as latin1 so that no byte is lost. */
  readonly received: string;
  /** The step that never matched, and why (`too slow` is the pattern); undefined when the dialogue went through. */
  readonly unmet?: { readonly step: number; readonly why: "closed" | "timeout" | "too large" | "too slow" };
}

/** Opens TCP connections. */
export interface TcpPort {
  /** Rejects with ConnectionError: UNRESOLVED, REFUSED, NO_ROUTE, TIMEOUT (not connected in time), LOST (reset), TLS, UNAVAILABLE, CANCELLED. */
  probe(request: TcpRequest): Promise<TcpObservation>;
}
