import { defineCommand } from "../../cli/specification.js";
import type { CheckOptions } from "./options.js";

export const checkCommand = defineCommand<CheckOptions>({
  name: "check",
  summary: "Check hosts and services now",
  description:
    "Makes the checks that the inventory asks for, without an agent, and says what is wrong. Results are kept in the state folder.",
  arguments: [{ name: "[pattern]", summary: "hosts, groups, web*, tag:x, service:x …; all where absent" }],
  options: [
    { flags: "--type <type>", summary: "only checks of this type", repeat: true },
    { flags: "--id <id>", summary: "only checks with this id", repeat: true },
    { flags: "--list", summary: "list the checks that would be made, and make none" },
    { flags: "--explain <host/check>", summary: "make one check and show how its result came about" },
    { flags: "--types [type]", summary: "list the check types, or describe one with its options" },
    {
      flags: "--out <format[=file]>",
      summary: "write the results so; to stdout where no file is named",
      repeat: true,
    },
    {
      flags: "--changed",
      summary: "show only what is not as it was last time; nothing where all is as it was",
    },
    {
      flags: "--watch <interval>",
      summary: "stay, check again in this interval, and show everything live on the terminal",
    },
    {
      flags: "--serve <address:port>",
      summary: "check again and again, and show the last results to Prometheus",
    },
    { flags: "--interval <duration>", summary: "with --serve: from the start of a run to the next (60s)" },
    { flags: "--no-record", summary: "keep nothing in the state folder" },
    { flags: "--allow-empty", summary: "no check at all is well" },
  ],
  examples: [
    { command: "itom check", does: "everything in the inventory" },
    { command: "itom check 'web,&prod' --type disk", does: "the disks of the web hosts in prod" },
    { command: "itom check -q", does: "from cron: says only what is wrong" },
    { command: "itom check --changed", does: "from cron: says only what is new, recoveries too" },
    { command: "itom check service:shop --json", does: "in CI: one document and an honest status" },
    { command: "itom check --out junit=checks.xml", does: "for the CI server, and the usual text on stdout" },
    { command: "itom check --serve 9715", does: "to be scraped: http://127.0.0.1:9715/metrics" },
    { command: "itom check --watch 30s web", does: "a live screen: / filters, e explains, q quits" },
    { command: "itom check --explain db1/disk", does: "why that result" },
  ],
  exitStatus: [
    { status: 0, when: "every check is OK; with --serve: it was told to stop" },
    { status: 1, when: "a check is WARNING" },
    { status: 2, when: "a check is CRITICAL" },
    { status: 3, when: "a check is UNKNOWN or UNREACHABLE, and none CRITICAL" },
  ],
  load: () => import("./run.js"),
});
