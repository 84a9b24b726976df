import { isIPv6 } from "node:net";
import type { PingOutcome, PingRequest } from "../../ports/icmp.js";
import type { Run } from "./fping.js";
import { parsePing, parsePingFailure } from "./parse-ping.js";

/** Users may not send more often on Linux. */
const leastIntervalMs = 200;

const missing: PingOutcome = {
  state: "unknown",
  reason: "this machine has no ping and no fping",
  hint: "install fping, or iputils-ping (iputils on Fedora and Alpine)",
};

/**
 * Pings one address with the system's ping. npm `ping` knows each platform's arguments; its runner is not used: it ignores the exit status,
 * has no deadline, changes our environment, and dies of a first line that it does not know.
 */
export async function pingOnce(run: Run, address: string, request: PingRequest): Promise<PingOutcome> {
  const { default: factory } = await import("ping/lib/builder/factory.js");
  const { packets, timeoutMs, signal } = request;
  const v6 = isIPv6(address);
  const intervalMs = Math.max(request.intervalMs, leastIntervalMs);
  const words = factory.createBuilder(process.platform).getCommandArguments(address, {
    numeric: true,
    timeout: Math.max(1, Math.ceil(timeoutMs / 1_000)),
    deadline: false,
    min_reply: packets,
    v6,
    sourceAddr: "",
    packetSize: request.size,
    extra: packets > 1 ? ["-i", String(intervalMs / 1_000)] : [],
  });
  const program = factory.getExecutablePath(process.platform, v6);
  const options = { timeoutMs: intervalMs * packets + timeoutMs + 2_000, signal };
  // Newer systems have one ping for both families, older ones a second program.
  const result =
    (await run(program, words, options)) ?? (v6 ? await run("ping", ["-6", ...words], options) : undefined);
  if (!result) return missing;
  const report = parsePing(result.stdout);
  if (!report) {
    const text = `${result.stderr}\n${result.stdout}`;
    const reason =
      parsePingFailure(text) ??
      (result.code === null ? "ping did not end in time" : "ping said nothing that is known");
    return {
      state: "unknown",
      reason,
      ...(/permitted|denied/i.test(reason) && { hint: "give ping cap_net_raw, or run as root" }),
    };
  }
  const { sent, received, timesMs } = report;
  if (received > 0) return { state: "up", sent, received, timesMs };
  // Nothing was sent, or an error stands on stderr: that is no word on the host.
  const failure = parsePingFailure(result.stderr);
  if (sent === 0 || failure !== undefined)
    return { state: "unknown", reason: failure ?? "ping sent nothing" };
  return { state: "down", sent, reason: `no answer to ${sent} packets` };
}
