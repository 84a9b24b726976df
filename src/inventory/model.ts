import type { SourcePosition } from "../lib/position.js";

/** A value that is resolved when it is used, and never stored, logged or passed on a command line. */
export type Secret =
  | { readonly env: string }
  | { readonly file: string } // absolute after loading
  | { readonly command: readonly [string, ...string[]] }
  | { readonly literal: string };

export type ShellTransport = "ssh2" | "openssh";

/** How commands reach a host. */
export interface SshSettings {
  readonly user?: string;
  readonly port?: number;
  /** Private key files, absolute. */
  readonly identity: readonly string[];
  /** Offer only `identity`, not the agent's other keys. */
  readonly identitiesOnly: boolean;
  readonly passphrase?: Secret;
  readonly password?: Secret;
  /** Inventory host names or `user@host:port`, nearest to us first. */
  readonly jump: readonly string[];
  readonly hostKey: "strict" | "accept-new";
  /** Files of known host keys, absolute; the user's and the system's where empty. */
  readonly knownHosts: readonly string[];
  readonly become?: "sudo";
  readonly becomePassword?: Secret;
  readonly transport: ShellTransport;
  /** Algorithms that current OpenSSH no longer offers, for gear that has no others. */
  readonly legacy: boolean;
  /** An ssh_config file, absolute; `none` reads none; the user's own where undefined. */
  readonly config?: string;
  readonly connectTimeoutMs: number;
  readonly keepaliveMs: number;
}

export type SnmpAuthProtocol = "md5" | "sha" | "sha224" | "sha256" | "sha384" | "sha512";
export type SnmpPrivProtocol = "des" | "aes" | "aes256b" | "aes256r";

export type SnmpSettings = {
  readonly port: number;
  readonly timeoutMs: number;
  readonly retries: number;
} & (
  | { readonly version: 1 | 2; readonly community: Secret }
  | {
      readonly version: 3;
      readonly user: string;
      readonly context?: string;
      readonly auth?: { readonly protocol: SnmpAuthProtocol; readonly key: Secret };
      readonly priv?: { readonly protocol: SnmpPrivProtocol; readonly key: Secret };
    }
);

/** What a scalar of the inventory can be. */
export type Scalar = string | number | boolean | null;

/** Something that must work for another thing to work: all of `of`, or at least some of them. */
export interface Dependency {
  readonly of: readonly string[];
  readonly atLeast: number;
}

export interface Host {
  readonly name: string;
  readonly address: string;
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  /** Hosts on the network path to this one. */
  readonly parents: readonly string[];
  readonly dependsOn: readonly Dependency[];
  /** `ssh` runs commands there, `local` here, `snmp` and `none` have no shell. */
  readonly connection: "ssh" | "local" | "snmp" | "none";
  readonly ssh: SshSettings;
  readonly snmp?: SnmpSettings;
  readonly device?: string;
  readonly window?: string;
  readonly asset: Readonly<Record<string, Scalar>>;
  /** The host's own words for `{{ }}`. */
  readonly vars: Readonly<Record<string, Scalar>>;
  /** Bound on all work with this host in one run, in milliseconds. */
  readonly timeoutMs?: number;
  readonly position: SourcePosition;
  /** Where each effective value was written, by dotted path (`ssh.user`); absent where it is a default of itom. */
  readonly origins: ReadonlyMap<string, SourcePosition>;
}

export interface Group {
  readonly name: string;
  /** Never change two members at once. */
  readonly cluster: boolean;
  readonly window?: string;
  readonly position: SourcePosition;
}

/** A business service: what people use, made of hosts and of other services. */
export interface Service {
  readonly name: string;
  readonly owner?: string;
  readonly tier?: number;
  readonly dependsOn: readonly Dependency[];
  readonly window?: string;
  readonly slo?: { readonly availability: number; readonly overMs: number };
  readonly vars: Readonly<Record<string, Scalar>>;
  readonly position: SourcePosition;
}

/** A check as written; `checks/plan` makes one planned check for each target from it. */
export interface CheckEntry {
  /** A host pattern, or `service:NAME`. */
  readonly on: string;
  readonly type: string;
  readonly id?: string;
  /** Everything but on, type and id, with `{{ }}` not yet substituted. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly position: SourcePosition;
  /** Where each option stands, by dotted path (`expect.status`); `on`, `type` and `id` too. */
  readonly positions: ReadonlyMap<string, SourcePosition>;
}

export interface Window {
  readonly name: string;
  /** 0 Sunday to 6 Saturday. */
  readonly days: readonly number[];
  /** Minutes from midnight; `to` before `from` ends on the next day. */
  readonly fromMinute: number;
  readonly toMinute: number;
  /** An IANA time zone. */
  readonly timezone: string;
}

export interface Freeze {
  /** ISO dates, both inclusive, in the inventory's time zone. */
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly reason?: string;
}

export interface Settings {
  readonly timezone: string;
  readonly forks?: number;
  /** Handshakes at once through one jump host. */
  readonly forksPerJump: number;
  /** Addresses of our own way out; empty where nobody said. */
  readonly uplink: readonly string[];
  /** Bound on one check and on one whole run, in milliseconds. */
  readonly checkTimeoutMs: number;
  readonly runTimeoutMs?: number;
  /** How long history is kept, in milliseconds; itom's own where absent. */
  readonly history?: { readonly rawMs?: number; readonly hourlyMs?: number; readonly dailyMs?: number };
}

export interface Inventory {
  readonly files: readonly string[];
  /** The folder that relative paths and the state folder start from. */
  readonly directory: string;
  readonly settings: Settings;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly groups: ReadonlyMap<string, Group>;
  readonly services: ReadonlyMap<string, Service>;
  readonly checks: readonly CheckEntry[];
  readonly windows: ReadonlyMap<string, Window>;
  readonly freezes: readonly Freeze[];
}
