import type { z } from "zod";
import { waitingTime, section } from "../../inventory/schema/basics.js";
import { sleep } from "../../lib/sleep.js";
import type { ProbeCheckType, Value, Verdict } from "../contract.js";
import { boundsOf, hostOf } from "../probe-support/target.js";
import { unknown } from "../states.js";
import {
  judge,
  measured,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { hasGlob, matchesGlob } from "../type-support/glob.js";
import { interfaceColumns, readInterfaces, rise, type Interface } from "../type-support/interfaces.js";
import { texts } from "../type-support/options.js";

const share = { unit: "%", direction: "high" } as const;
const rate = { unit: "", direction: "high" } as const;

const options = section(
  {
    name: texts.describe("Only these interfaces, by ifName or ifDescr; globs").optional(),
    exclude: texts.describe("Not these; globs").optional(),
    utilisation: section(
      { warn: thresholdSchema(share).optional(), crit: thresholdSchema(share).optional() },
      "warn and crit for the share of the interface's speed, each way",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    errors: section(
      { warn: thresholdSchema(rate).optional(), crit: thresholdSchema(rate).optional() },
      "warn and crit for errors a second, both ways together",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
    sample: waitingTime.describe("Between the two samples that utilisation and errors need").default(2_000),
  },
  "the options of interface",
);

type Options = z.output<typeof options>;

interface Observation {
  readonly before: readonly Interface[];
  /** Empty where one sample is enough. */
  readonly after: readonly Interface[];
  readonly elapsedMs: number;
  readonly truncated: boolean;
}

/** Interfaces of an SNMP agent (IF-MIB, RFC 2863): what is switched on must be up; load and errors over two samples. */
export const interfaceType = {
  kind: "probe",
  name: "interface",
  summary: "Network interfaces over SNMP: status, load, errors",
  targets: ["host"],
  example: "{ on: sw1, type: interface, exclude: lo, utilisation: { warn: 80% }, errors: { warn: 1 } }",
  options,
  async observe(given, context) {
    const columns = Object.values(interfaceColumns);
    const host = hostOf(context.target);
    const first = await context.ports.snmp.walk(host, columns, boundsOf(context));
    const started = performance.now();
    const before = readInterfaces(first);
    if (!given.utilisation && !given.errors)
      return { before, after: [], elapsedMs: 0, truncated: first.truncated };
    await sleep(given.sample, context.signal);
    const second = await context.ports.snmp.walk(host, columns, boundsOf(context));
    const elapsedMs = performance.now() - started;
    return {
      before,
      after: readInterfaces(second),
      elapsedMs,
      truncated: first.truncated || second.truncated,
    };
  },
  evaluate,
} satisfies ProbeCheckType<Options, Observation>;

function evaluate(given: Options, seen: Observation): Verdict {
  if (seen.truncated) return unknown("the agent has more interfaces than are read");
  const chosen = seen.before.filter(({ name }) => isChosen(name, given));
  const findings = missingNames(given, chosen);
  const values: Value[] = [];
  for (const one of chosen) {
    // Someone has switched it off, so that nobody waits for it.
    if (one.admin === 2 && !given.name) continue;
    findings.push(judgeStatus(one));
    if (given.utilisation || given.errors) judgeRates(one, given, seen, findings, values);
  }
  return conclude(findings, `${findings.length} interfaces are up`, { values });
}

function isChosen(name: string, { name: wanted, exclude = [] }: Options): boolean {
  if (exclude.some((glob) => matchesGlob(name, glob))) return false;
  return !wanted || wanted.some((glob) => matchesGlob(name, glob));
}

function missingNames({ name: wanted = [] }: Options, chosen: readonly Interface[]): Finding[] {
  return wanted
    .filter((glob) => !chosen.some(({ name }) => matchesGlob(name, glob)))
    .map((glob) => ({
      state: "UNKNOWN",
      text: hasGlob(glob) ? `no interface matches ${glob}` : `there is no interface ${glob}`,
    }));
}

const operWords = [
  "",
  "up",
  "down",
  "testing",
  "unknown",
  "dormant",
  "not present",
  "down (a layer below is)",
];

function judgeStatus({ name, admin, oper }: Interface): Finding {
  if (oper === 1) return { state: "OK", text: `${name} is up` };
  if (oper === undefined) return { state: "UNKNOWN", text: `${name}: the agent does not tell its status` };
  const off = admin === 2 ? ", switched off" : "";
  // Software interfaces such as lo often say "unknown" though they work (RFC 2863, 3.1.14).
  const state = oper === 4 || oper === 5 ? "OK" : "CRITICAL";
  return { state, text: `${name} is ${operWords[oper] ?? `in state ${oper}`}${off}` };
}

function judgeRates(
  before: Interface,
  given: Options,
  { after, elapsedMs }: Observation,
  findings: Finding[],
  values: Value[],
): void {
  const now = after.find(({ index }) => index === before.index);
  const perSecond = (amount: number | undefined): number | null =>
    amount === undefined || elapsedMs <= 0 ? null : amount / (elapsedMs / 1_000);
  const add = (what: string, value: number | null, unit: string, thresholds: Thresholds): void => {
    const { state, reason } = judge(value, thresholds);
    findings.push({ state, text: `${before.name} ${what} ${reason}` });
    values.push(
      measured(`${before.name} ${what}`, value === null ? null : Number(value.toFixed(3)), unit, thresholds),
    );
  };
  if (given.errors) {
    const rises = [rise(before.inErrors, now?.inErrors), rise(before.outErrors, now?.outErrors)];
    const errors = rises.includes(undefined)
      ? undefined
      : rises.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    add("errors a second", perSecond(errors), "", given.errors);
  }
  // A software interface has no speed, so that it has no share of one either.
  if (!given.utilisation || before.speed === undefined) return;
  for (const way of ["in", "out"] as const) {
    const octets = perSecond(rise(before[`${way}Octets`], now?.[`${way}Octets`]));
    add(`${way} load`, octets === null ? null : (100 * octets * 8) / before.speed, "%", given.utilisation);
  }
}
