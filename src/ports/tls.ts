export type StartTls = "smtp" | "imap" | "pop3" | "ftp" | "ldap" | "postgres";

/** Files in PEM, absolute paths. */
export interface TlsFiles {
  /** Trust these authorities instead of the built-in ones. */
  readonly ca?: string;
  /** A client certificate, and its key. */
  readonly certificate?: string;
  readonly key?: string;
}

export interface TlsRequest {
  /** A host name or an address. */
  readonly address: string;
  readonly port: number;
  readonly family?: 4 | 6;
  /** The name sent as SNI; the address where undefined and it is a name. */
  readonly serverName?: string;
  readonly startTls?: StartTls;
  readonly files?: TlsFiles;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface CertificateFacts {
  /** `CN=…, O=…`, sanitised by whoever prints it. */
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses of the subject alternative name, without their prefix. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256, lower-case hexadecimal without colons. */
  readonly fingerprint: string;
  readonly selfSigned: boolean;
}

export interface TlsObservation {
  readonly address: string;
  /** `TLSv1.3`. */
  readonly version: string;
  readonly cipher: string;
  /** Leaf first, as the server sent and we could complete it; at least one. */
  readonly chain: readonly [CertificateFacts, ...CertificateFacts[]];
  /** Why the chain is not trusted (OpenSSL's code, such as DEPTH_ZERO_SELF_SIGNED_CERT); undefined when it is. */
  readonly untrusted?: string;
  /** Milliseconds. */
  readonly connectMs: number;
  readonly handshakeMs: number;
}

/** Makes TLS handshakes without rejecting a certificate, so that it can be judged. */
export interface TlsPort {
  /** Rejects with ConnectionError: UNRESOLVED, REFUSED, NO_ROUTE, TIMEOUT, LOST, TLS (no handshake), PROTOCOL (STARTTLS refused, or no certificate), UNAVAILABLE (a file), CANCELLED. */
  handshake(request: TlsRequest): Promise<TlsObservation>;
}
