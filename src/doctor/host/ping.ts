import type { HostStep } from "../contract.js";
import { ok, skipped, warning } from "../findings.js";
import { formatDuration } from "../../lib/duration.js";
import { targetOf } from "./target.js";

/** No answer is only a warning: many networks drop ICMP and carry all else. */
export const pingStep: HostStep = {
  name: "ping",
  needs: ["resolve"],
  async run(input, path) {
    const target = await targetOf(input, path);
    if ("skip" in target) return skipped(target.skip);
    const { ports, timeoutMs, signal } = input;
    const request = {
      address: target.address,
      packets: 2,
      size: 56,
      intervalMs: 200,
      timeoutMs: Math.min(2_000, timeoutMs),
      signal,
    };
    const outcome = await ports.icmp.ping(request);
    if (outcome.state === "up") {
      const best = Math.min(...outcome.timesMs);
      const answered = `${outcome.received} of ${outcome.sent} answered`;
      return outcome.received === outcome.sent
        ? ok(`${answered}, ${formatDuration(best)}`)
        : warning(`only ${answered}`);
    }
    if (outcome.state === "unknown") return warning(`could not ping: ${outcome.reason}`, outcome.hint);
    return warning(`no answer: ${outcome.reason}`, "the host is down, or something on the way drops ICMP");
  },
};
