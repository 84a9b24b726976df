import { defineCommand } from "../../cli/specification.js";

export const stateCompactCommand = defineCommand({
  name: "state compact",
  summary: "Pack the history of past days",
  description:
    "Packs every past day of the history, with roll-ups by hour and by day; removes what settings.history of the inventory keeps no longer; forgets checks that were not recorded for thirty days. Runs do it themselves, a day at a time: it is needed only to catch up. It may be killed at any moment and done again.",
  examples: [
    { command: "itom state compact", does: "all past days, now" },
    { command: "itom state compact -n", does: "only tells what would be done" },
    { command: "itom state compact --json", does: "for a script" },
  ],
  exitStatus: [
    { status: 0, when: "all is packed, or there was nothing to do" },
    { status: 2, when: "a day was left as it is, because something in it can't be read" },
    { status: 3, when: "the state folder can't be read or written" },
    { status: 75, when: "another process packs just now" },
  ],
  load: () => import("./run.js"),
});
