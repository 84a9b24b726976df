import { defineCommand } from "../../cli/specification.js";
import type { HistoryOptions } from "./run.js";

export const historyCommand = defineCommand<HistoryOptions>({
  name: "history",
  summary: "Show how checks fared over time",
  description:
    "For each check of a host or service: a bar of its states, a line for each value with its percentiles, how many results had which state, and the last changes. Where results are no longer kept it shows their roll-ups by hour or by day. Asks no host.",
  arguments: [{ name: "<target>", summary: "HOST, HOST/CHECK, service:NAME or service:NAME/CHECK" }],
  options: [
    { flags: "--since <when>", summary: "7d for so long ago, or a date or time in ISO 8601 (default 7d)" },
    { flags: "--until <when>", summary: "likewise (default now)" },
    { flags: "--csv", summary: "every result as CSV, one row a value" },
  ],
  examples: [
    { command: "itom history web1", does: "every check of a host over the last week" },
    { command: "itom history web1/disk --since 30d", does: "one check over a month" },
    {
      command: "itom history service:shop/front --since 2026-11-01 --until 2026-11-08",
      does: "a week in the past",
    },
    { command: "itom history web1/load --since 1d --csv > load.csv", does: "for a spreadsheet" },
    { command: "itom history web1 --json", does: "for a program" },
  ],
  exitStatus: [
    { status: 0, when: "there is something to show" },
    { status: 3, when: "nothing was recorded in that time, or some of it can't be read" },
    { status: 64, when: "no such host, service or check is known" },
  ],
  load: () => import("./run.js"),
});
