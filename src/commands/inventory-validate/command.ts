import { defineCommand } from "../../cli/specification.js";

export const inventoryValidateCommand = defineCommand({
  name: "inventory validate",
  summary: "Tell everything that is wrong with the inventory",
  description:
    "Reads the whole inventory and asks no host. Every problem is told in one pass, each as file:line:column with what was expected.",
  examples: [
    { command: "itom inventory validate", does: "the inventory here or above" },
    { command: "itom inventory validate -i inventory/", does: "a folder of YAML files" },
    { command: "itom inventory validate --json", does: "in CI" },
  ],
  exitStatus: [
    { status: 0, when: "nothing is wrong" },
    { status: 78, when: "something is" },
  ],
  load: () => import("./run.js"),
});
