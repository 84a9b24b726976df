import type { LocalStep } from "../contract.js";
import { failed, failure, ok, skipped, warning } from "../findings.js";
import { sshRoutes } from "./ssh-hosts.js";

/** Key files that exist and that nobody else can read, and the agent. */
export const privateKeys: LocalStep = {
  name: "keys",
  async run({ machine, inventory }) {
    const routes = await sshRoutes(inventory, machine);
    if (routes.length === 0) return skipped("no host is reached over SSH");
    const paths = [...new Set(routes.flatMap(({ identity }) => identity))];
    const found: string[] = [];
    for (const path of paths) {
      const status = await machine.fileStatus(path);
      if (!status) continue;
      if (!status.readable) return failed(`the key ${path} can't be read`, "check its owner and permissions");
      if ((status.mode & 0o077) !== 0)
        return warning(`others can read the key ${path}; OpenSSH refuses such a key`, `chmod 600 ${path}`);
      found.push(path);
    }
    try {
      const held = await machine.agentKeys();
      const agent = held === undefined ? "no agent" : `${held} in the agent`;
      if (found.length === 0 && !held)
        return warning(
          `no key: none of ${paths.join(", ")} exists, ${agent}`,
          "ssh-keygen -t ed25519, or set ssh.identity",
        );
      return ok([...found, agent].join(", "));
    } catch (error) {
      return { ...failure(error), status: found.length > 0 ? "warning" : "failed" };
    }
  },
};
