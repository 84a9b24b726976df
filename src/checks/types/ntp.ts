import type { z } from "zod";
import { port, section, wholeNumber } from "../../inventory/schema/basics.js";
import type { NtpAnswer } from "../../ports/ntp.js";
import type { ProbeCheckType, Value, Verdict } from "../contract.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { family, host } from "../probe-support/options.js";
import { addressOf, boundsOf } from "../probe-support/target.js";
import {
  formatReading,
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";

const time = { unit: "ms", direction: "high" } as const;

const options = section(
  {
    host: host.optional(),
    port: port.describe("UDP").default(123),
    family: family.optional(),
    warn: thresholdSchema(time).describe("The server's clock against ours, either way").optional(),
    crit: thresholdSchema(time).describe("The server's clock against ours, either way").optional(),
    max_stratum: wholeNumber(1, 15)
      .describe("Farther from a reference clock than this is CRITICAL")
      .default(15),
  },
  "the options of ntp",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual = { warn: parseThreshold("100ms", time), crit: parseThreshold("1s", time) };

/** A time server's word for itself, and its clock against ours (SNTP, RFC 5905). */
export const ntp = {
  kind: "probe",
  name: "ntp",
  summary: "A time server: synchronised, and its clock against ours",
  targets: ["host", "service"],
  example: "{ on: ns1, type: ntp, warn: 100ms, crit: 1s }",
  options,
  observe: (given, context) =>
    context.ports.ntp.query({
      address: addressOf(context.target, given.host),
      port: given.port,
      ...(given.family !== undefined && { family: given.family }),
      ...boundsOf(context),
    }),
  evaluate,
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<Options, NtpAnswer>;

function evaluate(given: Options, answer: NtpAnswer): Verdict {
  if (answer.kiss !== undefined) return judgeKiss(answer.kiss);
  const thresholds = given.warn || given.crit ? given : usual;
  const { stratum, leap, offsetMs, delayMs } = answer;
  const values: Value[] = [
    measured("offset", offsetMs / 1_000, "s", thresholds),
    measured("delay", delayMs / 1_000, "s"),
    measured("stratum", stratum, ""),
  ];
  const { state, reason } = judge(Math.abs(offsetMs), thresholds);
  const findings: Finding[] = [
    ...judgeServer(answer, given.max_stratum),
    { state, text: `offset ${reason}` },
  ];
  const fine = `offset ${formatReading(offsetMs, "ms")}, stratum ${stratum}`;
  const details = [
    `reference ${answer.reference}, root delay ${formatReading(answer.rootDelayMs, "ms")}, root dispersion ${formatReading(answer.rootDispersionMs, "ms")}`,
    ...(leap === 1 || leap === 2 ? [`a leap second is announced: one ${leap === 1 ? "more" : "less"}`] : []),
  ];
  return conclude(findings, fine, { values, details });
}

function judgeServer({ leap, stratum }: NtpAnswer, most: number): Finding[] {
  if (leap === 3 || stratum >= 16)
    return [{ state: "CRITICAL", text: "the server says that it is not synchronised" }];
  return stratum > most ? [{ state: "CRITICAL", text: `stratum ${stratum} > ${most}` }] : [];
}

/** A server that is asked too often says nothing of its clock; one that denies us is no time server for us (RFC 5905 7.4). */
function judgeKiss(kiss: string): Verdict {
  if (kiss === "RATE")
    return { state: "UNKNOWN", summary: "the server says that it is asked too often (RATE)", values: [] };
  return { state: "CRITICAL", summary: `the server refuses to tell us the time (${kiss})`, values: [] };
}
