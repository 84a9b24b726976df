export interface NtpRequest {
  /** A host name or an address. */
  readonly address: string;
  readonly port: number;
  readonly family?: 4 | 6;
  /** Bound on everything together, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface NtpAnswer {
  readonly address: string;
  /** 0 none, 1 and 2 a second more or less at the day's end, 3 not synchronised (RFC 5905 7.3). */
  readonly leap: 0 | 1 | 2 | 3;
  /** 1 to 15; 0 is a kiss-o'-death, 16 and more not synchronised. */
  readonly stratum: number;
  /** Four letters of a server that has no time for us (RFC 5905 7.4), such as RATE or DENY; the times then mean nothing. */
  readonly kiss?: string;
  /** Where the server has its time from: an address, or letters such as GPS. */
  readonly reference: string;
  /** The server's clock less ours, in milliseconds. */
  readonly offsetMs: number;
  /** The round trip without the server's own time, in milliseconds; the offset is wrong by at most half of it. */
  readonly delayMs: number;
  /** The server's own distance from the true time, in milliseconds. */
  readonly rootDelayMs: number;
  readonly rootDispersionMs: number;
}

/** Asks NTP servers for the time (SNTP, RFC 5905 14). */
export interface NtpPort {
  /** Rejects with ConnectionError: UNRESOLVED, NO_ROUTE, REFUSED (nothing listens there), TIMEOUT, PROTOCOL (only what is no answer to our question came), UNAVAILABLE, CANCELLED. */
  query(request: NtpRequest): Promise<NtpAnswer>;
}
