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
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const kind = { unit: "%", direction: "high" } as const;

const limits = section(
  { warn: thresholdSchema(kind).optional(), crit: thresholdSchema(kind).optional() },
  "warn and crit",
).superRefine(refuseWarnBehindCrit);

const options = section(
  {
    warn: thresholdSchema(kind).describe("Share of the time that all processors worked").optional(),
    crit: thresholdSchema(kind).describe("Share of the time that all processors worked").optional(),
    iowait: limits.describe("Share spent waiting for disks").optional(),
    steal: limits.describe("Share that the hypervisor gave to others").optional(),
  },
  "the options of cpu",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("90%", kind), crit: parseThreshold("98%", kind) };

/** Two samples of /proc/stat, one second apart (proc(5): user nice system idle iowait irq softirq steal). */
export const cpu = {
  kind: "shell",
  name: "cpu",
  summary: "How busy the processors are, over one second",
  targets: ["host"],
  example: "{ on: all, type: cpu, warn: 90%, crit: 98%, steal: { warn: 10% } }",
  options,
  script: () => ({
    text: `read -r l </proc/stat && echo "a $l"
sleep 1
read -r l </proc/stat && echo "b $l"`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/stat", output);
  if (broken) return broken;
  const shares = sharesBetween(readSample("a", output.stdout), readSample("b", output.stdout));
  if (!shares) return unreadable("/proc/stat", output);
  const busy = given.warn || given.crit ? given : usual;
  const rows: readonly [string, number, Thresholds][] = [
    ["busy", shares.busy, busy],
    ["iowait", shares.iowait, given.iowait ?? {}],
    ["steal", shares.steal, given.steal ?? {}],
  ];
  const findings = rows.map(([label, value, thresholds]): Finding => {
    const { state, reason } = judge(value, thresholds);
    return { state, text: `processors ${label} ${reason}` };
  });
  return conclude(findings, `processors ${formatReading(shares.busy, "%")} busy`, {
    values: rows.map(([label, value, thresholds]) => measured(label, value, "%", thresholds)),
  });
}

/** The first eight times of `cpu`, in ticks. */
function readSample(mark: string, stdout: string): readonly number[] | undefined {
  const match = new RegExp(`^${mark} cpu +(\\d+(?: \\d+){3,})`, "m").exec(stdout);
  return match?.[1]?.split(" ").slice(0, 8).map(Number);
}

function sharesBetween(
  before: readonly number[] | undefined,
  after: readonly number[] | undefined,
): { readonly busy: number; readonly iowait: number; readonly steal: number } | undefined {
  if (!before || !after) return undefined;
  // The counter of iowait may go back (proc(5)).
  const ticks = after.map((value, index) => Math.max(0, value - (before[index] ?? 0)));
  const total = ticks.reduce((sum, value) => sum + value, 0);
  if (total <= 0) return undefined;
  const share = (part: number): number => Number(((part / total) * 100).toFixed(2));
  const [, , , idle = 0, iowait = 0, , , steal = 0] = ticks;
  return { busy: share(total - idle - iowait), iowait: share(iowait), steal: share(steal) };
}
