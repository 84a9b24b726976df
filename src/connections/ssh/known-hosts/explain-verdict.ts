import { createHash } from "node:crypto";
import { ConnectionError } from "../../../lib/connection-error.js";
import { lookupName } from "./match-names.js";
import type { KeyVerdict, ShownKey } from "./judge-key.js";

/** The fingerprint as `ssh-keygen -l` writes it. */
export function fingerprint(blob: Buffer): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

export interface ShownTo {
  /** The name under which the key is looked up. */
  readonly keyName: string;
  readonly keyPort: number;
  /** Where the host answers. */
  readonly address: string;
  readonly port: number;
  readonly knownHosts: readonly string[];
}

type Untrusted = Exclude<KeyVerdict, { kind: "known" }>;

/** Says why a host's key is not trusted, and what to do about it. */
export function hostKeyError(verdict: Untrusted, to: ShownTo, shown: ShownKey): ConnectionError {
  const name = lookupName(to.keyName, to.keyPort);
  const key = `${shown.type} ${fingerprint(shown.blob)}`;
  if (verdict.kind === "unknown") return unknownKey(to, key, verdict.authority !== undefined);
  const place = `${verdict.entry.file}:${verdict.entry.line}`;
  if (verdict.kind === "revoked") {
    return new ConnectionError(
      "HOST_KEY",
      `${name} showed a key that is revoked in ${place}: ${key}`,
      "do not connect: whoever has this key may not be that host",
    );
  }
  const known = fingerprint(Buffer.from(verdict.entry.key, "base64"));
  const change = verdict.sameType
    ? "another host key than before"
    : "a host key of a type that is not the known one";
  return new ConnectionError(
    "HOST_KEY",
    `${name} showed ${change}: ${key}, known is ${verdict.entry.keyType} ${known} (${place})`,
    `if the host was reinstalled, remove the old key: ssh-keygen -f ${verdict.entry.file} -R '${name}'; if not, someone may be in between`,
  );
}

function unknownKey(to: ShownTo, key: string, authority: boolean): ConnectionError {
  const { address, port, knownHosts } = to;
  const name = lookupName(to.keyName, to.keyPort);
  if (authority) {
    return new ConnectionError(
      "HOST_KEY",
      `${name} is known only by a certificate authority, which can't vouch for its plain key ${key}`,
      "set ssh.transport: openssh, which can read host certificates",
    );
  }
  const file = knownHosts[0] ?? "~/.ssh/known_hosts";
  const scan = `ssh-keyscan ${port === 22 ? "" : `-p ${port} `}${address} >> ${file}`;
  return new ConnectionError(
    "HOST_KEY",
    `the host key of ${name} is not known: ${key}`,
    `compare the fingerprint with the host's own (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub there), then: ${scan}; ssh.host_key: accept-new trusts the first key that is seen`,
  );
}
