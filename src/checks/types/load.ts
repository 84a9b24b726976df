import { z } from "zod";
import { flag, section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { judge, measured, parseThreshold, thresholdSchema, type Threshold } from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const kind = { unit: "", direction: "high" } as const;
const rule = "a threshold for the load of 5 minutes such as 2, or a list of three for 1, 5 and 15 minutes";
const minutes = ["1", "5", "15"] as const;

/** Thresholds of the three loads, in the order of /proc/loadavg. */
type Limits = readonly [Threshold | undefined, Threshold | undefined, Threshold | undefined];

const limits = z
  .union(
    [thresholdSchema(kind), z.tuple([thresholdSchema(kind), thresholdSchema(kind), thresholdSchema(kind)])],
    {
      error: rule,
    },
  )
  .transform((given): Limits => (Array.isArray(given) ? given : [undefined, given, undefined]));

const options = section(
  {
    warn: limits.describe("The load's threshold").optional(),
    crit: limits.describe("The load's threshold").optional(),
    per_cpu: flag.describe("Judge the load divided by the number of processors").default(true),
  },
  "the options of load",
);

type Options = z.output<typeof options>;

const usual = (written: string): Limits => [undefined, parseThreshold(written, kind), undefined];

/** What runs on a host and waits for its processors, from /proc/loadavg (proc(5)). */
export const load = {
  kind: "shell",
  name: "load",
  summary: "How much work waits for the processors",
  targets: ["host"],
  example: "{ on: all, type: load, warn: 2, crit: 4 }",
  options,
  script: () => ({
    text: `read -r l </proc/loadavg && echo "load $l"
read -r c 2>/dev/null </sys/devices/system/cpu/online && echo "cpus $c" || echo "count $(getconf _NPROCESSORS_ONLN 2>/dev/null || grep -c ^processor /proc/cpuinfo)"`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/loadavg", output);
  if (broken) return broken;
  const match = /^load (\d+\.\d+) (\d+\.\d+) (\d+\.\d+) /m.exec(output.stdout);
  if (!match) return unreadable("/proc/loadavg", output);
  const cpus = countCpus(output.stdout);
  if (cpus === undefined && given.per_cpu) return unknown("the number of processors could not be determined");
  const divisor = given.per_cpu ? (cpus ?? Number.NaN) : 1;
  const bare = given.warn === undefined && given.crit === undefined;
  const warn = bare && given.per_cpu ? usual("2") : given.warn;
  const crit = bare && given.per_cpu ? usual("4") : given.crit;
  const loads = minutes.map((label, index) => {
    const value = Number((Number(match[index + 1]) / divisor).toFixed(4));
    const thresholds = { warn: warn?.[index], crit: crit?.[index] };
    const { state, reason } = judge(value, thresholds);
    const finding: Finding = {
      state,
      text: `load${label}${given.per_cpu ? " per processor" : ""} ${reason}`,
    };
    return { finding, value: measured(`load${label}`, value, "", thresholds) };
  });
  const fine = `load ${match.slice(1, 4).join(", ")}${cpus === undefined ? "" : ` on ${cpus} processors`}`;
  return conclude(
    loads.map((each) => each.finding),
    fine,
    { values: loads.map((each) => each.value) },
  );
}

/** Reads `cpus 0-3,8` (/sys/devices/system/cpu/online) or `count 4`. */
function countCpus(stdout: string): number | undefined {
  const counted = Number(/^count (\d{1,5})$/m.exec(stdout)?.[1] ?? 0);
  if (counted > 0) return counted;
  const ranges = /^cpus (\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*)$/m.exec(stdout)?.[1];
  if (ranges === undefined) return undefined;
  const sizes = ranges.split(",").map((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return to - from + 1;
  });
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sum > 0 ? sum : undefined;
}
