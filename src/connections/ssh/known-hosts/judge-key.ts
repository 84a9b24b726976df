import type { KnownHostEntry } from "./parse-known-hosts.js";
import type { KnownHostsIndex } from "./known-hosts-index.js";
import { lookupName } from "./match-names.js";

/** What the known_hosts files say of a key that a host has shown. */
export type KeyVerdict =
  | { readonly kind: "known" }
  /** Nothing is known of the host, beyond a certificate authority, which can't vouch for a plain key. */
  | { readonly kind: "unknown"; readonly authority?: KnownHostEntry }
  /** The host is known by another key; `sameType` where by one of the same type. */
  | { readonly kind: "changed"; readonly entry: KnownHostEntry; readonly sameType: boolean }
  | { readonly kind: "revoked"; readonly entry: KnownHostEntry };

export interface ShownKey {
  /** The type inside the blob: `ssh-rsa` for every RSA signature algorithm. */
  readonly type: string;
  readonly blob: Buffer;
}

/** What is known of one host: under its name with the port, and, where that is not 22, under its name alone. */
export interface HostEntries {
  readonly exact: readonly KnownHostEntry[];
  readonly plain: readonly KnownHostEntry[];
}

export function findEntries(index: KnownHostsIndex, host: string, port: number): HostEntries {
  return {
    exact: index.find(lookupName(host, port)),
    plain: port === 22 ? [] : index.find(lookupName(host, 22)),
  };
}

/**
 * Judges a shown key. Pure; fails closed: only an entry with the same key makes it known.
 * A name without the port counts only when its key is the same, as in ssh.
 */
export function judgeKey({ exact, plain }: HostEntries, shown: ShownKey): KeyVerdict {
  const isShown = (entry: KnownHostEntry): boolean =>
    entry.keyType === shown.type && Buffer.from(entry.key, "base64").equals(shown.blob);
  const revoked = [...exact, ...plain].find((entry) => entry.mark === "revoked" && isShown(entry));
  if (revoked) return { kind: "revoked", entry: revoked };
  const keys = exact.filter(isPlainKey);
  if (keys.some(isShown)) return { kind: "known" };
  const sameType = keys.find((entry) => entry.keyType === shown.type);
  if (sameType) return { kind: "changed", entry: sameType, sameType: true };
  if (keys[0]) return { kind: "changed", entry: keys[0], sameType: false };
  if (plain.some((entry) => isPlainKey(entry) && isShown(entry))) return { kind: "known" };
  const authority = exact.find((entry) => entry.mark === "cert-authority");
  return { kind: "unknown", ...(authority && { authority }) };
}

/** The key types by which a host is known, so that it is asked for one of them first. */
export function knownTypes({ exact, plain }: HostEntries): string[] {
  const keys = exact.filter(isPlainKey);
  const found = keys.length > 0 ? keys : plain.filter(isPlainKey);
  return [...new Set(found.map((entry) => entry.keyType))];
}

function isPlainKey(entry: KnownHostEntry): boolean {
  return entry.mark === undefined;
}
