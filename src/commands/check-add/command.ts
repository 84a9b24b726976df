import { defineCommand } from "../../cli/specification.js";
import type { CheckAddOptions } from "./run.js";

export const checkAddCommand = defineCommand<CheckAddOptions>({
  name: "check add",
  summary: "Look at a live host and propose checks for it",
  description:
    "Looks at what runs, listens and is mounted on a host, and proposes checks with thresholds from what is seen, never one that is there already. Prints YAML, to be taken or left.",
  arguments: [{ name: "<host>", summary: "a host of the inventory" }],
  options: [
    { flags: "--append", summary: "add what is taken to the inventory file, after showing the difference" },
    { flags: "--no-verify", summary: "do not make each proposed check once" },
  ],
  examples: [
    { command: "itom check add web1", does: "asks what to take, and prints it" },
    {
      command: "itom check add web1 -y >> inventory.yaml",
      does: "takes all, where `checks:` is the file's last key",
    },
    { command: "itom check add web1 --append", does: "asks, shows the difference, and writes it" },
    { command: "itom check --limit add", does: "the checks of a host whose name is add" },
  ],
  exitStatus: [
    { status: 0, when: "the host was looked at, and all that is proposed is OK now, or nothing is missing" },
    { status: 1, when: "something was left out: it is not OK now, or could not be looked at" },
  ],
  load: () => import("./run.js"),
});
