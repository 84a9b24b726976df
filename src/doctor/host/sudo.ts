import type { HostStep } from "../contract.js";
import { failed, failure, ok, skipped } from "../findings.js";
import { hasShell, runCommand } from "./run-command.js";

export const sudoStep: HostStep = {
  name: "sudo",
  needs: ["authentication"],
  async run(input, path) {
    const { host } = input;
    if (!hasShell(input)) return skipped(`connection: ${host.connection}`);
    if (host.ssh.become === undefined) return skipped("ssh.become is not set");
    try {
      const { stdout } = await runCommand(input, path, "id -u", true);
      const id = stdout.toString("utf8").trim();
      return id === "0"
        ? ok("we can become root")
        : failed(`sudo made us user ${id.slice(0, 20)}, not root`, "check the Runas settings in sudoers");
    } catch (error) {
      return failure(error);
    }
  },
};
