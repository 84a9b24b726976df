import type { Algorithms } from "ssh2";

export interface SshServerUser {
  readonly name: string;
  /** Accepted by the methods `password` and `keyboard-interactive`. */
  readonly password?: string;
  /** Lines as in authorized_keys. */
  readonly authorizedKeys?: readonly string[];
}

export type SshServerMethod = "publickey" | "password" | "keyboard-interactive";

/** What the server does wrong, so that a client can show what it makes of it. */
export type SshServerFault =
  | { readonly kind: "garbage-banner" } // answers bytes that are no SSH at all
  | { readonly kind: "close-at-once"; readonly times?: number; readonly says?: string } // the first connections only, where `times` is given
  | { readonly kind: "silent" } // accepts the connection and says nothing
  | { readonly kind: "reset-after"; readonly bytes: number } // resets inside a command's output
  | { readonly kind: "endless-output" } // prints without end, whatever the command
  | { readonly kind: "no-exit-status" }; // closes the channel and tells no status

export interface SshServerOptions {
  readonly users: readonly SshServerUser[];
  /** The folder that commands start in; it is their HOME too. */
  readonly home: string;
  /** Folders before the real PATH, for host-specific programs. */
  readonly path?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Offered ways to authenticate; those that some user can use, where undefined. */
  readonly methods?: readonly SshServerMethod[];
  /** A private key in PEM or OpenSSH form; a new Ed25519 key where undefined. */
  readonly hostKey?: string;
  /** Whether it can be a jump host. */
  readonly forwarding?: boolean;
  readonly fault?: SshServerFault;
  readonly algorithms?: Algorithms;
  /** Sessions at once on one connection, as MaxSessions in sshd_config. */
  readonly maxSessions?: number;
  /** 0 takes a free port. */
  readonly port?: number;
}

export interface SshServer {
  readonly port: number;
  /** A line for known_hosts, with the port in the name where it is not 22. */
  hostKeyLine(name: string): string;
  /** How many connections came so far. */
  connections(): number;
  /** How many of them authenticated. */
  logins(): number;
  /** Ends the server, its connections and every command that still runs. */
  close(): Promise<void>;
}
