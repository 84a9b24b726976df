import type { Host } from "../inventory/model.js";

export interface FileStatus {
  readonly kind: "file" | "folder" | "other";
  /** Permission bits. */
  readonly mode: number;
  /** By this process. */
  readonly readable: boolean;
  readonly writable: boolean;
  readonly modified: Date;
}

/** Where an SSH connection to a host goes, after inventory, ssh_config and defaults. */
export interface SshRoute {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Names of the jump hosts, nearest to us first. */
  readonly jumps: readonly string[];
  /** Private key files that would be offered. */
  readonly identity: readonly string[];
  readonly knownHosts: readonly string[];
}

/** This machine, as far as itom depends on how it is set up. */
export interface MachinePort {
  readonly nodeVersion: string;
  /** The path of a program that PATH leads to. */
  findProgram(name: string): Promise<string | undefined>;
  /** Undefined where nothing is, or nothing that may be seen. */
  fileStatus(path: string): Promise<FileStatus | undefined>;
  /** The addresses of a name by the system's resolver. Rejects with ConnectionError UNRESOLVED. */
  lookup(name: string): Promise<readonly string[]>;
  /** Rejects with ConnectionError UNAVAILABLE when the settings lead nowhere. */
  sshRoute(host: Host): Promise<SshRoute>;
  /** How many keys the SSH agent holds; undefined where SSH_AUTH_SOCK names none. Rejects with UNAVAILABLE when it does not answer. */
  agentKeys(): Promise<number | undefined>;
}
