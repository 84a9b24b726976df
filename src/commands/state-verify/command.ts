import { defineCommand } from "../../cli/specification.js";
import type { StateVerifyOptions } from "./run.js";

export const stateVerifyCommand = defineCommand<StateVerifyOptions>({
  name: "state verify",
  summary: "Check the state folder",
  description:
    "Reads every file of the state folder: schemas, checksums, permissions, what ended runs left, and who holds locks. Says of each finding what to do. Changes nothing without --repair.",
  options: [
    {
      flags: "--repair",
      summary: "put right what can be, and keep aside what can't be read (-n only looks)",
    },
  ],
  examples: [
    { command: "itom state verify", does: "the state folder beside the inventory" },
    { command: "itom state verify --state /var/lib/itom", does: "another one, no inventory needed" },
    { command: "itom state verify --json", does: "for a monitor" },
    { command: "itom state verify --repair", does: "after a damaged disk, when there is no backup" },
  ],
  exitStatus: [
    { status: 0, when: "all is well, or nothing was recorded yet" },
    { status: 1, when: "nothing is lost, and something can be put right" },
    { status: 2, when: "something that was kept can't be read" },
    { status: 3, when: "the state folder itself can't be read" },
  ],
  load: () => import("./run.js"),
});
