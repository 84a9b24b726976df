import type { Host } from "../../inventory/model.js";
import { ConnectionError } from "../../lib/connection-error.js";
import type { ProbeContext, Target } from "../contract.js";

/** Where a probe goes: the option `host`, else the address of the host that the check is on. */
export function addressOf(target: Target, given: string | undefined): string {
  if (given !== undefined) return given;
  if (target.kind === "host") return target.host.address;
  throw new ConnectionError(
    "UNAVAILABLE",
    "the check is on a service, which has no address",
    "add host: to the check, or put it on a host",
  );
}

/** The host that a check is on; for types that need its settings. */
export function hostOf(target: Target): Host {
  if (target.kind === "host") return target.host;
  throw new ConnectionError("UNAVAILABLE", "the check is on a service, which is no host", "put it on a host");
}

/** Bounds for a port: a little earlier than the engine's, so that the port can say how far it came. */
export function boundsOf({ timeoutMs, signal }: ProbeContext): { timeoutMs: number; signal: AbortSignal } {
  return { timeoutMs: Math.max(timeoutMs * 0.9, timeoutMs - 500), signal };
}
