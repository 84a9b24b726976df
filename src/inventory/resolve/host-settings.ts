import { ItomError } from "../../lib/errors.js";
import type { Host, Scalar, SshSettings } from "../model.js";
import { substitute } from "../template.js";
import type { WrittenSnmp } from "../schema/snmp.js";
import type { WrittenSsh } from "../schema/ssh.js";
import type { Folders } from "./folders.js";
import { partOf, type Level } from "./level.js";
import { toSnmpSettings } from "./snmp.js";
import { toSshSettings } from "./ssh.js";

const secretParts: ReadonlySet<string> = new Set([
  "password",
  "passphrase",
  "become_password",
  "community",
  "key",
]);

/** SSH and SNMP settings of one host whose text holds `{{ }}`. Throws ItomError CONFIG on a name that is not known. */
export function substitutedSettings(
  level: Level,
  words: ReadonlyMap<string, Scalar>,
  folders: Folders,
): Pick<Host, "ssh"> & Partial<Pick<Host, "snmp">> {
  const ssh = checked(toSshSettings(substituteSettings(partOf(level, "ssh"), words) as WrittenSsh, folders));
  const snmp = toSnmpSettings(substituteSettings(partOf(level, "snmp"), words) as WrittenSnmp, folders);
  return { ssh, ...(snmp && !("lacks" in snmp) && { snmp }) };
}

/** What is put in must not turn into an option of `ssh`. */
function checked(ssh: SshSettings): SshSettings {
  for (const text of [ssh.user ?? "none", ...ssh.jump]) {
    if (/^-|[\s\u0000-\u001F]/.test(text) || text === "") {
      throw new ItomError("CONFIG", `${JSON.stringify(text)} is no user and no jump host`);
    }
  }
  return ssh;
}

/** As `substitute`, but a secret that is written out is never changed. */
function substituteSettings(
  settings: Readonly<Record<string, unknown>>,
  words: ReadonlyMap<string, Scalar>,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(settings)) {
    if (secretParts.has(key) && typeof value === "string") changed[key] = value;
    else if (key === "auth" || key === "priv") {
      changed[key] = substituteSettings(value as Record<string, unknown>, words);
    } else changed[key] = asText(substitute(value, words), value);
  }
  return changed;
}

/** A user that is one `{{ }}` alone can be a number in vars. */
function asText(value: unknown, before: unknown): unknown {
  if (Array.isArray(value)) return value.map(String);
  return typeof before === "string" ? String(value) : value;
}
