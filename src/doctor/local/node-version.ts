import type { LocalStep } from "../contract.js";
import { failed, ok } from "../findings.js";

export const nodeVersion: LocalStep = {
  name: "node",
  async run({ machine }) {
    const [major = 0, minor = 0] = machine.nodeVersion.split(".").map(Number);
    if (major > 20 || (major === 20 && minor >= 19)) return ok(`Node.js ${machine.nodeVersion}`);
    return failed(`Node.js ${machine.nodeVersion} is too old`, "install Node.js 20.19 or newer");
  },
};
