import { defineCommand } from "../../cli/specification.js";

export const doctorCommand = defineCommand({
  name: "doctor",
  summary: "Find out why something does not work",
  description:
    "Without a host it looks at the set-up of this machine. With one it walks the path there: name, ping, TCP, host key, authentication, shell, sudo, SNMP. Changes nothing.",
  arguments: [{ name: "[host]", summary: "a host of the inventory" }],
  examples: [
    { command: "itom doctor", does: "this machine: programs, keys, state, inventory" },
    { command: "itom doctor web1", does: "the path to web1, step by step" },
    { command: "itom doctor web1 --json", does: "the same as one document" },
  ],
  exitStatus: [
    { status: 0, when: "all is well" },
    { status: 1, when: "a step has a warning" },
    { status: 2, when: "a step failed" },
    { status: 3, when: "the host could not be reached" },
  ],
  load: () => import("./run.js"),
});
