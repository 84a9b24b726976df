import type { CertificateFacts, TlsFiles } from "./tls.js";

export interface HttpRequest {
  /** http: or https:, without credentials in it. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent only to the first URL's origin. */
  readonly auth?: { readonly user: string; readonly password: string } | { readonly bearer: string };
  readonly family?: 4 | 6;
  /** Connect here instead of resolving the first URL's host; certificate and Host stay those of the URL. */
  readonly connectTo?: string;
  /** Goes through an HTTP proxy, which resolves the names. */
  readonly proxy?: {
    /** http: */
    readonly url: string;
    readonly auth?: { readonly user: string; readonly password: string };
  };
  /** Redirects to follow; 0 reports the redirect itself. */
  readonly redirects: number;
  /** What is kept of the body, in bytes; the connection is ended there. */
  readonly maxBodyBytes: number;
  /** Speak HTTP/2 and insist on it; https only. HTTP/1.1 where absent. */
  readonly http2?: boolean;
  /** Accept any certificate. */
  readonly insecure: boolean;
  readonly files?: TlsFiles;
  /** Bound on everything together, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Milliseconds of the last request; `totalMs` is of all together. */
export interface HttpTimings {
  readonly resolveMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
  /** From the request until the first byte of the answer's head. */
  readonly firstByteMs: number;
  readonly totalMs: number;
}

export interface HttpObservation {
  readonly status: number;
  /** Names in lower case; several values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body was longer than `maxBodyBytes`. */
  readonly truncated: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly redirected: number;
  readonly address: string;
  readonly timings: HttpTimings;
  /** The last server's own certificate, with https. */
  readonly certificate?: CertificateFacts;
}

/** Makes HTTP requests, each on a connection of its own. */
export interface HttpPort {
  /**
   * Rejects with ConnectionError: UNRESOLVED, REFUSED, NO_ROUTE, TIMEOUT, LOST (ended before the answer was whole), TLS (handshake or certificate refused),
   * PROTOCOL (no HTTP, not the version asked for, a bad redirect, or too many), TOO_LARGE (the head), UNAVAILABLE (a file), CANCELLED.
   */
  request(request: HttpRequest): Promise<HttpObservation>;
}
