import { ConnectionError } from "../../lib/connection-error.js";
import type { HostStep } from "../contract.js";
import { failure, ok, skipped } from "../findings.js";

/** The SSH handshake up to the proof of who the server is. */
export const hostKeyStep: HostStep = {
  name: "host key",
  needs: ["tcp"],
  async run({ host }, path) {
    if (host.connection !== "ssh") return skipped(`connection: ${host.connection}`);
    const session = await path.session();
    if (!(session instanceof ConnectionError)) return ok("the host key is the known one");
    if (session.kind === "AUTH") return ok("the host key is the known one");
    // Nothing was sent yet: what is missing is missing here, and the next step tells it.
    if (session.kind === "UNAVAILABLE") return skipped("we have nothing to authenticate with");
    return failure(session);
  },
};
