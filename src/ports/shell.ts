import type { Host } from "../inventory/model.js";

/** One command on a host. */
export interface ShellRequest {
  /** Text for the host's `sh`; use lib/shell-quote for every word that is data. */
  readonly command: string;
  readonly stdin?: string | Buffer;
  /** Become root first, as `host.ssh.become` says. */
  readonly sudo?: boolean;
  readonly timeoutMs: number;
  /** What the command's output shows once it runs, and how long that may take; a login that hangs is ended by it. */
  readonly begins?: { readonly sign: string; readonly withinMs: number };
  /** What is kept of each of stdout and stderr; the rest is counted and dropped. */
  readonly maxOutputBytes: number;
  readonly signal: AbortSignal;
}

export interface ShellResult {
  /** Null when a signal ended the command. */
  readonly exitCode: number | null;
  readonly exitSignal?: string;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** More came than `maxOutputBytes`. */
  readonly truncated: boolean;
  readonly durationMs: number;
}

/** One authenticated connection to one host. */
export interface ShellSession {
  /** Where it really leads, for people: `10.0.0.5:22 as ops through jump1`. */
  readonly description: string;
  /** Milliseconds from the start of the connection until it could run commands. */
  readonly connectMs: number;
  /** Resolves when the command ended. Rejects with ConnectionError: TIMEOUT, LOST (ended without an exit status), SUDO, CANCELLED. */
  run(request: ShellRequest): Promise<ShellResult>;
  /** Ends the connection at once; never rejects. */
  close(): Promise<void>;
}

/** Opens shells on hosts by `host.connection` and `host.ssh.transport`. */
export interface ShellPort {
  /** Rejects with ConnectionError: UNRESOLVED, REFUSED, NO_ROUTE, TIMEOUT, HOST_KEY, AUTH, LOST, PROTOCOL, UNAVAILABLE, CANCELLED. */
  connect(
    host: Host,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<ShellSession>;
  /** Ends pooled jump connections. */
  close(): Promise<void>;
}
