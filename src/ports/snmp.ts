import type { Host } from "../inventory/model.js";

/** Whom to ask, and with which credentials; `snmp` must be set. */
export type SnmpTarget = Pick<Host, "name" | "address" | "snmp">;

/** One value as the agent sent it (RFC 2578). `missing` is the agent's word that there is no such value (RFC 3416). */
export type SnmpValue =
  | { readonly type: "integer" | "counter" | "gauge"; readonly value: number }
  /** Hundredths of a second. */
  | { readonly type: "ticks"; readonly value: number }
  /** 0 to 2^64 - 1, exact. */
  | { readonly type: "counter64"; readonly value: bigint }
  | { readonly type: "bytes"; readonly value: Buffer }
  /** Dotted, without a leading dot. */
  | { readonly type: "oid" | "address"; readonly value: string }
  | { readonly type: "missing"; readonly why: "noSuchObject" | "noSuchInstance" | "endOfMibView" };

export interface SnmpVarbind {
  readonly oid: string;
  readonly value: SnmpValue;
}

export interface SnmpCell extends SnmpVarbind {
  /** What follows the column's root: `3` or `10.0.0.1`. */
  readonly index: string;
}

export interface SnmpWalk {
  /** By root OID, each in the agent's (increasing) order; empty where the agent has nothing there. */
  readonly columns: ReadonlyMap<string, readonly SnmpCell[]>;
  /** There was more than `maxRows` in at least one column. */
  readonly truncated: boolean;
}

export interface SnmpCallOptions {
  /** Bound on the whole call in milliseconds; `snmp.timeoutMs` and `snmp.retries` bound each request in it. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks SNMP agents through one socket per address family.
 * Both methods reject with ConnectionError:
 * TIMEOUT (silence: the agent is down, filtered, or dislikes the community; SNMP can't tell which), AUTH (SNMPv3: what the agent's report said),
 * UNRESOLVED, NO_ROUTE, PROTOCOL (garbage, an error status, or object identifiers that do not increase),
 * UNAVAILABLE (no settings, no secret, or an algorithm that this Node lacks), CANCELLED.
 */
export interface SnmpPort {
  /** One varbind for each OID, in the order asked. */
  get(target: SnmpTarget, oids: readonly string[], options: SnmpCallOptions): Promise<readonly SnmpVarbind[]>;
  /** Everything below each root; several roots travel in the same packets, so that a table's columns are asked for together. */
  walk(
    target: SnmpTarget,
    roots: readonly string[],
    options: SnmpCallOptions & {
      /** Bound on the rows of each column; 10,000 where undefined. */
      readonly maxRows?: number;
    },
  ): Promise<SnmpWalk>;
  /** Frees the sockets; what is under way is rejected with CANCELLED. */
  close(): Promise<void>;
}
