import { defineCommand } from "../../cli/specification.js";
import type { ListOptions } from "./run.js";

export const inventoryListCommand = defineCommand<ListOptions>({
  name: "inventory list",
  summary: "List the hosts that a pattern selects",
  arguments: [
    { name: "[pattern]", summary: "hosts, groups, web*, web[1:3], tag:x, service:x …; all where absent" },
  ],
  options: [{ flags: "--names", summary: "only names, one a line" }],
  examples: [
    { command: "itom inventory list", does: "every host" },
    { command: "itom inventory list 'prod,!tag:pg'", does: "prod without the tag pg" },
    { command: "itom inventory list service:shop", does: "the hosts that the shop needs" },
    { command: "itom inventory list web --names | xargs -n1 host", does: "for other programs" },
  ],
  exitStatus: [
    { status: 0, when: "hosts were listed" },
    { status: 64, when: "the pattern is wrong or selects nothing" },
  ],
  load: () => import("./run.js"),
});
