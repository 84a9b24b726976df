import { defineCommand } from "../../cli/specification.js";
import type { AvailabilityOptions } from "./run.js";

export const reportAvailabilityCommand = defineCommand<AvailabilityOptions>({
  name: "report availability",
  summary: "Report how available services and hosts were",
  description:
    "Time up, down, unreachable, in planned downtime (the window of the host or service) and not observed, each apart. A gap between two results longer than three usual intervals was not observed, and never counts as up; UNKNOWN was not observed either. Services with an slo also show their error budget and how fast it burns. Without a pattern it reports every service. Asks no host.",
  arguments: [{ name: "[pattern]", summary: "hosts to report on, instead of services" }],
  options: [
    { flags: "--service <name>", summary: "only this service (repeatable)", repeat: true },
    { flags: "--over <duration>", summary: "the time up to now (default: the service's slo.over, else 30d)" },
    {
      flags: "--interval <duration>",
      summary: "the usual time between two results (default: the median, for each check)",
    },
    { flags: "--id <id>", summary: "only checks with this id count (repeatable)", repeat: true },
  ],
  examples: [
    { command: "itom report availability", does: "every service, over the time of its slo" },
    { command: "itom report availability --service shop --over 30d", does: "one service over a month" },
    { command: "itom report availability 'web*' --over 7d", does: "hosts" },
    {
      command: "itom report availability web1 --id ping",
      does: "whether it answered, whatever its disks said",
    },
    { command: "itom report availability --json", does: "for a program" },
  ],
  exitStatus: [
    { status: 0, when: "each objective is met, or there is none, and enough was observed" },
    {
      status: 1,
      when: "a budget burns too fast for a ticket: 3 times over a day, or as fast as allowed over three days",
    },
    { status: 2, when: "an objective is missed, or a budget burns fast enough to call somebody" },
    { status: 3, when: "less than 90 % of the time was observed, or history can't be read" },
    { status: 64, when: "there is no such service or host" },
  ],
  load: () => import("./run.js"),
});
