import type { SnmpSettings } from "../model.js";
import type { WrittenSnmp } from "../schema/snmp.js";
import type { Folders } from "./folders.js";
import { toSecret } from "./secrets.js";

/** The settings, or what they still lack; undefined where no level names a version. */
export function toSnmpSettings(
  written: WrittenSnmp,
  folders: Folders,
): SnmpSettings | { readonly lacks: string } | undefined {
  const { version } = written;
  if (version === undefined) return undefined;
  const common = {
    port: written.port ?? 161,
    timeoutMs: written.timeout ?? 2_000,
    retries: written.retries ?? 2,
  };
  if (version === 3) return versionThree(written, common, folders);
  if (written.community === undefined) return { lacks: `snmp version ${version} needs community` };
  return { ...common, version, community: toSecret(written.community, folders) };
}

function versionThree(
  { user, context, auth, priv }: WrittenSnmp,
  common: Pick<SnmpSettings, "port" | "timeoutMs" | "retries">,
  folders: Folders,
): SnmpSettings | { readonly lacks: string } {
  if (user === undefined) return { lacks: "snmp version 3 needs user" };
  if (priv && !auth) return { lacks: "snmp with priv needs auth too" };
  return {
    ...common,
    version: 3,
    user,
    ...(context !== undefined && { context }),
    ...(auth && { auth: { protocol: auth.protocol, key: toSecret(auth.key, folders) } }),
    ...(priv && { priv: { protocol: priv.protocol, key: toSecret(priv.key, folders) } }),
  };
}
