export interface PingRequest {
  /** A host name or an address of either family. */
  readonly address: string;
  /** Echo requests to send, at least 1. */
  readonly packets: number;
  /** Data bytes in each. */
  readonly size: number;
  /** Milliseconds between two requests. */
  readonly intervalMs: number;
  /** How long to wait for each answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Which addresses of a name to use; either where undefined. */
  readonly family?: 4 | 6;
  readonly signal: AbortSignal;
}

/** `unknown` means that we could not probe: it says nothing of the host. */
export type PingOutcome =
  | {
      readonly state: "up";
      readonly sent: number;
      readonly received: number;
      /** Round trips in milliseconds, in the order sent; only those that were answered. */
      readonly timesMs: readonly number[];
    }
  | { readonly state: "down"; readonly sent: number; readonly reason: string }
  | { readonly state: "unknown"; readonly reason: string; readonly hint?: string };

/** Sends ICMP echo requests through the system's `fping` (many hosts in one process) or else `ping`. */
export interface IcmpPort {
  /** Rejects only with ConnectionError CANCELLED. */
  ping(request: PingRequest): Promise<PingOutcome>;
  /** Whether requests of the same moment travel in a few processes, so that thousands at once are no burden. Never rejects. */
  collects?(signal: AbortSignal): Promise<boolean>;
}
