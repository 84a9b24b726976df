import { ConnectionError } from "../../lib/connection-error.js";
import { formatDuration } from "../../lib/duration.js";
import type { HostStep } from "../contract.js";
import { failure, ok, skipped } from "../findings.js";

export const authenticationStep: HostStep = {
  name: "authentication",
  needs: ["host key"],
  async run({ host }, path) {
    if (host.connection !== "ssh") return skipped(`connection: ${host.connection}`);
    const session = await path.session();
    if (session instanceof ConnectionError) return failure(session);
    return ok(`${session.description}, ${formatDuration(session.connectMs)}`);
  },
};
