import { defineCommand } from "../../cli/specification.js";

export const inventoryShowCommand = defineCommand({
  name: "inventory show",
  summary: "Show the effective settings of a host, and where each comes from",
  description:
    "Joins defaults, groups and the host's own entry as every command does, and names the line of each value. Secrets are shown as the place they are read from, never as text.",
  arguments: [{ name: "<host>", summary: "the host's name" }],
  examples: [
    { command: "itom inventory show web1", does: "what holds for web1, and why" },
    { command: "itom inventory show web1 --json", does: "for programs" },
  ],
  exitStatus: [
    { status: 0, when: "the host was shown" },
    { status: 64, when: "there is no such host" },
  ],
  load: () => import("./run.js"),
});
