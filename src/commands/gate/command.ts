import { defineCommand } from "../../cli/specification.js";
import type { GateOptions } from "./options.js";

export const gateCommand = defineCommand<GateOptions>({
  name: "gate",
  summary: "Pass or refuse a deploy by checks",
  description:
    "Makes the checks of hosts and services, in rounds where that is asked for, and answers pass, fail or inconclusive. Keeps nothing in the state folder.",
  arguments: [{ name: "[pattern]", summary: "hosts, groups, service:x …; all where absent" }],
  options: [
    { flags: "--type <type>", summary: "only checks of this type", repeat: true },
    { flags: "--id <id>", summary: "only checks with this id", repeat: true },
    {
      flags: "--fail-on <state>",
      summary: "the mildest state that counts",
      choices: ["critical", "warning"],
    },
    { flags: "--budget <n|percent>", summary: "so many checks may be bad, as 2 or 5%" },
    { flags: "--for <duration>", summary: "must stay good for so long" },
    { flags: "--within <duration>", summary: "try again until then" },
    { flags: "--consecutive <n>", summary: "good rounds in a row" },
    { flags: "--interval <duration>", summary: "pause between rounds (5s)" },
    { flags: "--save <file>", summary: "write what is now as a baseline, and pass" },
    { flags: "--baseline <file>", summary: "fail only on what is worse than in this file" },
    { flags: "--baseline-age <duration>", summary: "with --baseline: how old it may be (1d)" },
    { flags: "--latency-factor <n>", summary: "with --baseline: so many times the response time is worse" },
    { flags: "--out <format[=file]>", summary: "write the last round so, as in itom check", repeat: true },
  ],
  examples: [
    { command: "itom gate service:shop", does: "is the shop well enough to deploy" },
    {
      command: "itom gate web --within 10m --for 60s",
      does: "after a deploy: well within 10 minutes, for a minute",
    },
    { command: "itom gate --save before.json", does: "ahead of a deploy" },
    { command: "itom gate --baseline before.json", does: "after it: fails only on what is worse" },
    { command: "itom gate web --budget 10%", does: "a tenth of the checks may be bad" },
  ],
  exitStatus: [
    { status: 0, when: "pass" },
    { status: 2, when: "fail" },
    { status: 3, when: "inconclusive: too much could not be determined, or the time was not enough" },
  ],
  load: () => import("./run.js"),
});
