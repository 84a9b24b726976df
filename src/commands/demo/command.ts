import { defineCommand } from "../../cli/specification.js";
import type { DemoOptions } from "./run.js";

export const demoCommand = defineCommand<DemoOptions>({
  name: "demo",
  summary: "See itom at work on a dozen hosts inside this machine",
  description:
    "Starts a small network on loopback that speaks real SSH, SNMP, HTTP, TLS and DNS, with some hosts broken in instructive ways, writes an inventory of it, and shows how itom finds out. Reaches nothing outside of this machine; keys are made when it starts.",
  options: [
    {
      flags: "--dir <dir>",
      summary: "where to put the inventory and the hosts; a temporary folder where absent",
    },
    {
      flags: "--keep",
      summary: "leave the network up until Ctrl-C, so that you can go on in another terminal",
    },
  ],
  examples: [
    { command: "itom demo", does: "show it; at a terminal, offer a shell to go on trying" },
    { command: "itom demo --no-input", does: "show it and end" },
    { command: "itom demo --keep --dir demo", does: "leave it up, with its inventory in ./demo" },
  ],
  exitStatus: [
    { status: 0, when: "the demo ran; what its checks found does not count" },
    { status: 3, when: "the demo's own network did not work" },
  ],
  load: () => import("./run.js"),
});
