import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import { formatDuration } from "../../lib/duration.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { judge, measured, refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import { conclude } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const low = { unit: "ms", direction: "low" } as const;

const options = section(
  {
    warn: thresholdSchema(low).describe("Up for less than this, or more with `>90d`").optional(),
    crit: thresholdSchema(low).describe("Up for less than this, or more with `>90d`").optional(),
  },
  "the options of uptime",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

/** Time since the kernel started, from /proc/uptime (proc(5)). */
export const uptime = {
  kind: "shell",
  name: "uptime",
  summary: "How long the host has been up",
  targets: ["host"],
  example: "{ on: all, type: uptime, warn: 15min }",
  options,
  script: () => ({ text: `read -r u </proc/uptime && echo "uptime $u"`, sudo: false, light: true }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(thresholds: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/uptime", output);
  if (broken) return broken;
  const seconds = /^uptime (\d+(?:\.\d+)?)(?: |$)/m.exec(output.stdout)?.[1];
  if (seconds === undefined) return unreadable("/proc/uptime", output);
  const ms = Number(seconds) * 1_000;
  const { state, reason } = judge(ms, thresholds);
  return conclude([{ state, text: `up ${reason}` }], `up for ${formatDuration(ms)}`, {
    values: [measured("uptime", Number(seconds), "s", thresholds)],
  });
}
