export type DnsRecordType = "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "PTR" | "SRV" | "TXT";

export interface DnsRequest {
  readonly name: string;
  readonly record: DnsRecordType;
  /** `address` or `address:port` (`[::1]:53`); the system's resolvers where undefined. */
  readonly server?: string;
  /** Bound on the whole query, retries included, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface DnsAnswer {
  /** The server's word (RFC 1035 4.1.1); NODATA is NOERROR without such a record. */
  readonly status: "NOERROR" | "NODATA" | "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "FORMERR" | "NOTIMP";
  /** One text for each record, as in a zone file: MX `10 mail.example.test`, SRV `0 5 5060 sip.example.test`, CAA `0 issue ca.test`, TXT unquoted; names without the last dot. */
  readonly records: readonly string[];
  readonly durationMs: number;
}

export interface AddressOptions {
  readonly family?: 4 | 6;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface DnsPort {
  /** The addresses of a name as this system resolves it (`/etc/hosts` included), best first. Rejects with ConnectionError: UNRESOLVED, TIMEOUT, CANCELLED. */
  addresses(name: string, options: AddressOptions): Promise<readonly [string, ...string[]]>;
  /** Asks a DNS server, never /etc/hosts. Rejects with ConnectionError: REFUSED (nothing listens there), TIMEOUT, PROTOCOL (an answer that can't be read), UNRESOLVED (the server's own name), UNAVAILABLE (no resolver set up), CANCELLED. */
  query(request: DnsRequest): Promise<DnsAnswer>;
}
