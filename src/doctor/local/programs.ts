import { ItomError } from "../../lib/errors.js";
import type { LocalStep } from "../contract.js";
import { failed, ok, warning } from "../findings.js";

/** Programs that itom uses where they are installed. */
export const programs: LocalStep = {
  name: "programs",
  async run({ machine, inventory }) {
    const names = ["ssh", "ping", "fping"];
    const paths = await Promise.all(names.map((name) => machine.findProgram(name)));
    const missing = names.filter((_, index) => paths[index] === undefined);
    const found = paths.filter((path) => path !== undefined).join(", ");
    const hosts = inventory instanceof ItomError ? [] : [...inventory.hosts.values()];
    const wantsSsh = hosts.find((host) => host.connection === "ssh" && host.ssh.transport === "openssh");
    if (missing.includes("ssh") && wantsSsh) {
      return failed(
        `there is no ssh, and ${wantsSsh.name} has ssh.transport: openssh`,
        "install openssh-client",
      );
    }
    if (missing.includes("ssh"))
      return warning("there is no ssh, so that ~/.ssh/config is not read", "install openssh-client");
    if (missing.includes("ping") && missing.includes("fping")) {
      return warning(
        "there is neither ping nor fping, so that ping checks are UNKNOWN",
        "install fping or iputils-ping",
      );
    }
    return ok(missing.length === 0 ? found : `${found}; without ${missing.join(", ")}`);
  },
};
