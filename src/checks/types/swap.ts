import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import {
  formatReading,
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const kind = { unit: "%", direction: "high" } as const;

const options = section(
  {
    warn: thresholdSchema(kind).describe("Share of the swap in use").optional(),
    crit: thresholdSchema(kind).describe("Share of the swap in use").optional(),
  },
  "the options of swap",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("50%", kind), crit: parseThreshold("90%", kind) };

/** Swap in use, from /proc/meminfo (proc(5)). */
export const swap = {
  kind: "shell",
  name: "swap",
  summary: "Swap in use",
  targets: ["host"],
  example: "{ on: all, type: swap, warn: 50%, crit: 90% }",
  options,
  script: () => ({
    text: `while read -r k v u;do case $k in Swap*)echo "$k $v $u";;esac;done </proc/meminfo`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/meminfo", output);
  if (broken) return broken;
  const read = (name: string): number | undefined => {
    const found = new RegExp(`^${name}: (\\d{1,15}) kB$`, "m").exec(output.stdout)?.[1];
    return found === undefined ? undefined : Number(found) * 1024;
  };
  const [total, free] = [read("SwapTotal"), read("SwapFree")];
  if (total === undefined || free === undefined || free > total) return unreadable("/proc/meminfo", output);
  const thresholds = given.warn || given.crit ? given : usual;
  const used = total === 0 ? 0 : Number((((total - free) / total) * 100).toFixed(2));
  const { state, reason } = judge(used, thresholds);
  const fine =
    total === 0
      ? "there is no swap"
      : `${formatReading(used, "%")} of ${formatReading(total, "B")} swap used`;
  return conclude([{ state, text: `swap in use ${reason}` }], fine, {
    values: [measured("swap", used, "%", thresholds)],
  });
}
