import type { z } from "zod";
import { flag, section, text } from "../../inventory/schema/basics.js";
import { matchesEachWithin } from "../../lib/match-within.js";
import type { SectionOutput, ShellCheckType, ShellScript, Value, Verdict } from "../contract.js";
import { unknown } from "../states.js";
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
import { pattern } from "../type-support/options.js";
import {
  processScript,
  readProcessList,
  withoutOwn,
  type ProcessLine,
} from "../type-support/process-list.js";
import { processNames } from "../type-support/process-names.js";

const count = { unit: "", direction: "high" } as const;
const size = { unit: "B", direction: "high" } as const;
const share = { unit: "%", direction: "high" } as const;

const options = section(
  {
    name: text.describe("The program's name, or the script's that an interpreter runs").optional(),
    args: pattern.describe("A regular expression for the whole command line").optional(),
    user: text.describe("Only those of this user").optional(),
    warn: thresholdSchema(count).describe("For their number").optional(),
    crit: thresholdSchema(count).describe('For their number; "1:" where neither is written').optional(),
    rss: section(
      { warn: thresholdSchema(size).optional(), crit: thresholdSchema(size).optional() },
      "warn and crit for their resident memory together",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    cpu: section(
      { warn: thresholdSchema(share).optional(), crit: thresholdSchema(share).optional() },
      "warn and crit for the processor time together, over their life; 100% is one processor",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    sudo: flag.describe("Look as root, where users don't see each other's processes").default(false),
  },
  "the options of process",
).superRefine((given, context) => {
  refuseWarnBehindCrit(given, context);
  if (given.name === undefined && given.args === undefined) {
    context.addIssue({ code: "custom", path: ["name"], message: "a process's name, or args" });
  }
});

type Options = z.output<typeof options>;

const atLeastOne: Thresholds = { crit: parseThreshold("1:", count) };

/** Processes by name, command line and user: their number, memory and processor time, from ps(1). */
export const process = {
  kind: "shell",
  name: "process",
  summary: "Processes run, in the right number, and stay within memory and processor time",
  targets: ["host"],
  example: `{ on: all, type: process, name: sshd, crit: "1:", rss: { warn: 500MiB } }`,
  options,
  script: (given) => listing([given]),
  merged: listing,
  evaluate,
} satisfies ShellCheckType<Options>;

/** One list serves all: ps costs a host more than all that is done with what it says. */
function listing(all: readonly Options[]): ShellScript {
  const names = all.flatMap(({ name }) => name ?? []);
  const words = names.length === all.length ? [...new Set(names)] : undefined;
  return { text: processScript(words), sudo: all.some(({ sudo }) => sudo), light: true };
}

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the list of processes", output);
  if (broken) return broken;
  const list = readProcessList(output.stdout);
  if (!list) return unreadable("the list of processes", output);
  if (!list.parents.has(1)) {
    return unknown("this user sees only some of the processes", {
      kind: "OUTPUT",
      message: "the host hides the processes of other users (hidepid)",
      hint: "set sudo: true",
    });
  }
  const found = choose(withoutOwn(list), given, list.short);
  if (!found) return unknown(`/${given.args?.source}/ takes too long: simplify it`);
  const thresholds = given.warn || given.crit ? given : atLeastOne;
  const { state, reason } = judge(found.length, thresholds);
  const what = given.name ?? `/${given.args?.source}/`;
  const findings: Finding[] = [{ state, text: `${found.length} ${what} (${reason})` }];
  const values: Value[] = [measured("count", found.length, "", thresholds)];
  if (found.length > 0) addSums(found, given, findings, values);
  const fine = `${found.length} ${what}${found.length > 0 ? `, ${describeMemory(found)}` : ""}`;
  const details = found.slice(0, 20).map(({ pid, user, args }) => `${pid} ${user} ${args.slice(0, 200)}`);
  return conclude(findings, fine, { values, details });
}

/** Undefined where the pattern takes too long. */
function choose(
  all: readonly ProcessLine[],
  { name, args, user }: Options,
  short: boolean,
): ProcessLine[] | undefined {
  const fit = args
    ? matchesEachWithin(
        args,
        all.map((process) => process.args),
      )
    : all.map(() => true);
  return (
    fit &&
    all.filter(
      (process, index) =>
        fit[index] === true &&
        (name === undefined || processNames(process.args).includes(name)) &&
        (user === undefined || process.user === (short ? user.slice(0, 8) : user)),
    )
  );
}

function addSums(found: readonly ProcessLine[], given: Options, findings: Finding[], values: Value[]): void {
  const rss = sum(found.map((process) => process.rss));
  const cpu = sum(found.map((process) => process.cpu));
  values.push(measured("rss", rss, "B", given.rss), measured("cpu", cpu, "%", given.cpu));
  if (given.rss) {
    const { state, reason } = judge(rss, given.rss);
    findings.push({ state, text: `resident memory ${reason}` });
  }
  if (given.cpu) {
    const { state, reason } = judge(cpu, given.cpu);
    findings.push({ state, text: `processor time ${reason}` });
  }
}

/** Null where one of them is not known. */
function sum(amounts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const amount of amounts) {
    if (amount === null || !Number.isFinite(amount)) return null;
    total += amount;
  }
  return Number(total.toFixed(2));
}

function describeMemory(found: readonly ProcessLine[]): string {
  const rss = sum(found.map((process) => process.rss));
  return rss === null ? "of unknown memory" : `${formatReading(rss, "B")} of memory`;
}
