import type { HostStep } from "../contract.js";
import { failure, ok, skipped } from "../findings.js";
import { formatDuration } from "../../lib/duration.js";
import { targetOf } from "./target.js";

export const tcpStep: HostStep = {
  name: "tcp",
  needs: ["resolve"],
  async run(input, path) {
    try {
      const target = await targetOf(input, path);
      if ("skip" in target) return skipped(target.skip);
      const { port } = target;
      if (port === undefined) return skipped(`connection: ${input.host.connection}`);
      const { ports, timeoutMs, signal } = input;
      const seen = await ports.tcp.probe({
        address: target.address,
        port,
        steps: [],
        timeoutMs,
        maxBytes: 1_024,
        signal,
      });
      return ok(`${seen.address} port ${port} is open, ${formatDuration(seen.connectMs)}`);
    } catch (error) {
      return failure(error);
    }
  },
};
