import { z } from "zod";
import { duration, flag, matching, section, text } from "../../inventory/schema/basics.js";
import { matchesWithin } from "../../lib/match-within.js";
import { sleep } from "../../lib/sleep.js";
import type { SnmpVarbind } from "../../ports/snmp.js";
import type { ProbeCheckType, Value, Verdict } from "../contract.js";
import { boundsOf, hostOf } from "../probe-support/target.js";
import { judge, measured, refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { rise, toCounter } from "../type-support/interfaces.js";
import { pattern } from "../type-support/options.js";
import { readValue, type Reading } from "./snmp/read-value.js";

const threshold = thresholdSchema({ unit: "", direction: "high" });
const mostOids = 100;

const wanted = section(
  {
    oid: matching(
      /^\.?\d{1,10}(?:\.\d{1,10}){1,127}$/,
      "an object identifier in numbers, such as 1.3.6.1.2.1.1.3.0",
    ),
    label: text.max(100).describe("Its name in results; the OID where absent").optional(),
    unit: text.max(20).describe("Its unit in results: s, B, %, c for a counter").optional(),
    scale: z
      .number({ error: "a number" })
      .describe("Multiplied with the value before it is judged")
      .default(1),
    rate: flag.describe("Judge what a counter rises by in a second, over two samples").default(false),
    warn: threshold.optional(),
    crit: threshold.optional(),
    expect: z
      .union([z.string(), z.number()], { error: "text or a number" })
      .transform(String)
      .describe("The value as text must be this")
      .optional(),
    matches: pattern.describe("The value as text must match this").optional(),
  },
  "oid, and label, unit, scale, rate, warn, crit, expect, matches",
).superRefine(refuseWarnBehindCrit);

const options = section(
  {
    oids: z
      .array(wanted, { error: "a list of objects, each with oid:" })
      .min(1, { error: "at least one object" })
      .max(mostOids, { error: `at most ${mostOids} objects` })
      .describe("What to read, and how to judge it"),
    sample: duration.describe("Between the two samples that a rate needs").default(2_000),
  },
  "the options of snmp",
);

type Options = z.output<typeof options>;
type Wanted = Options["oids"][number];

/** Values of an SNMP agent; its address and credentials are the host's. */
export const snmp = {
  kind: "probe",
  name: "snmp",
  summary: "Values of an SNMP agent",
  targets: ["host"],
  example:
    "{ on: sw1, type: snmp, oids: [{ oid: 1.3.6.1.4.1.2021.10.1.5.1, label: load, scale: 0.01, warn: 4, crit: 8 }] }",
  options,
  async observe(given, context) {
    const oids = given.oids.map(({ oid }) => oid);
    const ask = (): Promise<readonly SnmpVarbind[]> =>
      context.ports.snmp.get(hostOf(context.target), oids, boundsOf(context));
    const first = await ask();
    if (!given.oids.some(({ rate }) => rate)) return { first };
    const started = performance.now();
    await sleep(given.sample, context.signal);
    const second = await ask();
    return { first, second, elapsedMs: performance.now() - started };
  },
  evaluate,
} satisfies ProbeCheckType<Options, Observation>;

interface Observation {
  readonly first: readonly SnmpVarbind[];
  /** Only where a rate is asked for. */
  readonly second?: readonly SnmpVarbind[];
  /** Between the samples, in milliseconds. */
  readonly elapsedMs?: number;
}

function evaluate(given: Options, seen: Observation): Verdict {
  const findings: Finding[] = [];
  const values: Value[] = [];
  const shown: string[] = [];
  for (const [index, one] of given.oids.entries()) {
    const { text: shownText, number } = one.rate
      ? readRate(seen, index, one.scale)
      : readValue(seen.first[index]?.value, one.scale);
    const label = one.label ?? one.oid;
    findings.push(judgeOne(one, label, shownText, number));
    if (shownText !== undefined) shown.push(`${label} ${number ?? shownText}`);
    if (number !== undefined || one.warn || one.crit)
      values.push(measured(label, number ?? null, one.unit ?? "", one));
  }
  return conclude(findings, shown.slice(0, 4).join(", "), { values, details: shown.slice(4) });
}

/** What a counter rose by in a second; a 32-bit one may have begun again between the samples. */
function readRate({ first, second, elapsedMs }: Observation, index: number, scale: number): Reading {
  const [before, after] = [first[index]?.value, second?.[index]?.value];
  if (!before || before.type === "missing" || !after || after.type === "missing") return {};
  const risen = rise(toCounter(before), toCounter(after));
  if (risen === undefined || elapsedMs === undefined || elapsedMs <= 0)
    return { text: "no counter that rises" };
  const number = Number(((risen / (elapsedMs / 1_000)) * scale).toPrecision(6));
  return { text: String(number), number };
}

function judgeOne(one: Wanted, label: string, text: string | undefined, number: number | undefined): Finding {
  if (text === undefined) return { state: "UNKNOWN", text: `${label} does not exist on the agent` };
  if (one.expect !== undefined && text !== one.expect && String(number) !== one.expect)
    return { state: "CRITICAL", text: `${label} is ${text}, not ${one.expect}` };
  const matches = one.matches ? matchesWithin(one.matches, text) : true;
  if (matches === undefined) return { state: "UNKNOWN", text: `the pattern of ${label} takes too long` };
  if (!matches) return { state: "CRITICAL", text: `${label} is ${text}` };
  if (!one.warn && !one.crit) return { state: "OK", text: label };
  if (number === undefined) return { state: "UNKNOWN", text: `${label} is ${text}, which is no number` };
  const { state, reason } = judge(number, one);
  return { state, text: `${label} ${reason}` };
}
