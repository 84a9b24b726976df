import { defineCommand } from "../../cli/specification.js";
import type { InitOptions } from "./run.js";

export const initCommand = defineCommand<InitOptions>({
  name: "init",
  summary: "Write a first inventory",
  description:
    "Asks a few questions and writes a valid, commented inventory with starting checks. With --host or --from-ssh-config it asks nothing. Contacts no host.",
  options: [
    {
      flags: "--host <name=address>",
      summary: "a host; NAME alone where the name is the address",
      repeat: true,
    },
    { flags: "--from-ssh-config [file]", summary: "take the hosts of ~/.ssh/config or another file" },
    { flags: "--user <name>", summary: "who to log in as" },
    { flags: "--identity <file>", summary: "the private key; else the agent's and ssh's usual ones" },
    { flags: "--sudo", summary: "checks may become root with sudo" },
    { flags: "-o, --output <file>", summary: "where to write; inventory.yaml where absent, - for stdout" },
    { flags: "--force", summary: "replace the file that is there" },
  ],
  examples: [
    { command: "itom init", does: "ask, then write inventory.yaml here" },
    { command: "itom init --from-ssh-config", does: "the hosts that ssh already knows" },
    {
      command: "itom init --no-input --host web1=10.0.0.11 --host db1=10.0.0.12 --user ops",
      does: "from a script",
    },
    { command: "itom init -o ~/.config/itom/inventory.yaml", does: "the one used where no other is found" },
  ],
  exitStatus: [
    { status: 0, when: "the inventory was written" },
    { status: 64, when: "the file exists, or there is no host to write" },
  ],
  load: () => import("./run.js"),
});
