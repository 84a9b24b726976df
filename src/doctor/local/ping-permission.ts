import type { LocalStep } from "../contract.js";
import { ok, warning } from "../findings.js";

/** Whether this user may send ICMP at all, tried on ourselves. */
export const pingPermission: LocalStep = {
  name: "ping",
  async run({ ports, timeoutMs, signal }) {
    const outcome = await ports.icmp.ping({
      address: "127.0.0.1",
      packets: 1,
      size: 56,
      intervalMs: 200,
      timeoutMs: Math.min(2_000, timeoutMs),
      signal,
    });
    if (outcome.state === "up") return ok("ping works");
    const hint = outcome.state === "unknown" ? outcome.hint : undefined;
    return warning(
      `ping checks will not work: ${outcome.reason}`,
      hint ?? "check net.ipv4.ping_group_range, or the capability cap_net_raw of ping",
    );
  },
};
