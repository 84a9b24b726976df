import { isIP } from "node:net";
import type { PlannedCheck } from "../../checks/index.js";
import { messageOf } from "../../lib/errors.js";
import type { DnsPort } from "../../ports/dns.js";

const timeoutMs = 5_000;

/** What a host's name resolves to here, in words; undefined where it is an address, or where others resolve it. */
export async function resolveAddress(
  { target }: PlannedCheck,
  dns: DnsPort,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (target.kind !== "host" || target.host.connection === "local") return undefined;
  const { address, ssh } = target.host;
  if (isIP(address) > 0) return undefined;
  if (ssh.jump.length > 0) return "resolved by the jump host";
  try {
    return (await dns.addresses(address, { timeoutMs, signal })).join(", ");
  } catch (error) {
    return messageOf(error);
  }
}
