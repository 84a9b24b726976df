import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Value, Verdict } from "../contract.js";
import {
  formatReading,
  judgeReadings,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Readings,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";

const low = [
  { unit: "%", direction: "low" },
  { unit: "B", direction: "low" },
] as const;
const high = [
  { unit: "%", direction: "high" },
  { unit: "B", direction: "high" },
] as const;

const options = section(
  {
    warn: thresholdSchema(...low)
      .describe("Memory that programs can still get")
      .optional(),
    crit: thresholdSchema(...low)
      .describe("Memory that programs can still get")
      .optional(),
    swap: section(
      { warn: thresholdSchema(...high).optional(), crit: thresholdSchema(...high).optional() },
      "warn and crit for the swap in use",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
  },
  "the options of memory",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("10%", low[0]), crit: parseThreshold("5%", low[0]) };

/** Memory that is available and swap in use, from /proc/meminfo (proc(5)). */
export const memory = {
  kind: "shell",
  name: "memory",
  summary: "Memory that is still available, and swap in use",
  targets: ["host"],
  example: "{ on: all, type: memory, warn: 10%, crit: 5%, swap: { warn: 50% } }",
  options,
  script: () => ({
    text: `while read -r k v u;do
case $k in Mem*|Buffers:|Cached:|Swap*|Shmem:|SReclaimable:)echo "$k $v $u";;KReclaimable:|VmallocTotal:)break;;esac
done </proc/meminfo`,
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("/proc/meminfo", output);
  if (broken) return broken;
  const fields = readFields(output.stdout);
  const total = fields.get("MemTotal") ?? 0;
  const available = fields.get("MemAvailable") ?? estimate(fields);
  if (total <= 0 || available === undefined || available > total) return unreadable("/proc/meminfo", output);
  const thresholds = given.warn || given.crit ? given : usual;
  const readings = readingsOf(available, total);
  const { state, reason } = judgeReadings(readings, thresholds);
  const findings: Finding[] = [{ state, text: `available memory ${reason}` }];
  const values: Value[] = [
    measured("available", readings["%"], "%", byUnit(thresholds, "%")),
    { ...measured("available_bytes", available, "B", byUnit(thresholds, "B")), max: total },
  ];
  if (given.swap) addSwap(fields, given.swap, findings, values);
  const share = formatReading(readings["%"], "%");
  const fine = `${formatReading(available, "B")} (${share}) of ${formatReading(total, "B")} available`;
  return conclude(findings, fine, { values });
}

function addSwap(
  fields: ReadonlyMap<string, number>,
  thresholds: Thresholds,
  findings: Finding[],
  values: Value[],
): void {
  const total = fields.get("SwapTotal");
  const free = fields.get("SwapFree");
  if (total === undefined || free === undefined || free > total) {
    findings.push({ state: "UNKNOWN", text: "the swap in use could not be determined" });
    return;
  }
  const readings = total === 0 ? { "%": 0, B: 0 } : readingsOf(total - free, total);
  const { state, reason } = judgeReadings(readings, thresholds);
  findings.push({ state, text: `swap in use ${reason}` });
  values.push(measured("swap", readings["%"], "%", byUnit(thresholds, "%")));
}

function readingsOf(
  part: number,
  total: number,
): Required<Pick<Readings, "%" | "B">> & { "%": number; B: number } {
  return { "%": Number(((part / total) * 100).toFixed(2)), B: part };
}

function byUnit({ warn, crit }: Thresholds, unit: "%" | "B"): Thresholds {
  return { warn: warn?.unit === unit ? warn : undefined, crit: crit?.unit === unit ? crit : undefined };
}

/** Bytes by name. */
function readFields(stdout: string): ReadonlyMap<string, number> {
  const lines = stdout.matchAll(/^(\w+): (\d{1,15}) kB$/gm);
  return new Map([...lines].map(([, name = "", amount]) => [name, Number(amount) * 1024]));
}

/** As free(1) did on kernels before 3.14, which do not say MemAvailable. */
function estimate(fields: ReadonlyMap<string, number>): number | undefined {
  const free = fields.get("MemFree");
  const cached = fields.get("Cached");
  if (free === undefined || cached === undefined) return undefined;
  const get = (name: string): number => fields.get(name) ?? 0;
  return Math.max(0, free + cached + get("Buffers") + get("SReclaimable") - get("Shmem"));
}
