import type { LocalStep } from "../contract.js";
import { failed, ok, skipped, warning } from "../findings.js";
import { sshRoutes } from "./ssh-hosts.js";

/** Files of known host keys; without one every host is refused unless accept-new is set. */
export const knownHosts: LocalStep = {
  name: "known hosts",
  async run({ machine, inventory }) {
    const routes = await sshRoutes(inventory, machine);
    if (routes.length === 0) return skipped("no host is reached over SSH");
    const paths = [...new Set(routes.flatMap((route) => route.knownHosts))];
    const found: string[] = [];
    for (const path of paths) {
      const status = await machine.fileStatus(path);
      if (!status) continue;
      if (!status.readable) return failed(`${path} can't be read`, "check its owner and permissions");
      found.push(path);
    }
    if (found.length > 0) return ok(found.join(", "));
    return warning(
      `none of ${paths.join(", ")} exists`,
      "log in once with ssh, or set ssh.host_key: accept-new",
    );
  },
};
