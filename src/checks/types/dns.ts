import type { z } from "zod";
import { flag, oneOf, section, text } from "../../inventory/schema/basics.js";
import type { DnsAnswer } from "../../ports/dns.js";
import type { ProbeCheckType, ProbeContext, Verdict } from "../contract.js";
import { excerpt } from "../probe-support/excerpt.js";
import { unreachableIsCritical } from "../probe-support/failure.js";
import { boundsOf } from "../probe-support/target.js";
import {
  formatReading,
  judge,
  measured,
  refuseWarnBehindCrit,
  thresholdSchema,
} from "../thresholds/index.js";
import { texts } from "../type-support/options.js";

const time = thresholdSchema({ unit: "ms", direction: "high" });

const options = section(
  {
    name: text.max(255, { error: "a DNS name of at most 255 characters" }).describe("The name to ask for"),
    record: oneOf(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SRV", "TXT"])
      .describe("The record type")
      .default("A"),
    server: text
      .describe(
        "ADDRESS or ADDRESS:PORT; the host that the check is on, or for a service the system's servers",
      )
      .optional(),
    expect: texts
      .describe("Records that must be in the answer, as in a zone file: 10 mail.example.test")
      .optional(),
    match: oneOf(["all", "any", "exact"])
      .describe("All of expect, any of it, or exactly it and nothing else")
      .default("all"),
    nxdomain: flag.describe("The name must not exist").default(false),
    warn: time.describe("Time to the answer").optional(),
    crit: time.describe("Time to the answer").optional(),
  },
  "the options of dns",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ nxdomain, expect }, context) => {
    if (nxdomain && expect)
      context.addIssue({ code: "custom", path: ["expect"], message: "either expect or nxdomain" });
  });

type Options = z.output<typeof options>;

/** What a DNS server answers. */
export const dns = {
  kind: "probe",
  name: "dns",
  summary: "What a DNS server answers to a question",
  targets: ["host", "service"],
  example: '{ on: ns1, type: dns, name: www.example.test, record: A, expect: ["10.0.0.1"] }',
  options,
  observe(given, context) {
    const server = given.server ?? serverOf(context);
    return context.ports.dns.query({
      name: given.name,
      record: given.record,
      ...(server !== undefined && { server }),
      ...boundsOf(context),
    });
  },
  evaluate,
  failed: (_given, error) => unreachableIsCritical(error),
} satisfies ProbeCheckType<Options, DnsAnswer>;

function serverOf({ target }: ProbeContext): string | undefined {
  return target.kind === "host" ? target.host.address : undefined;
}

function evaluate(given: Options, answer: DnsAnswer): Verdict {
  const values = [measured("time", answer.durationMs / 1_000, "s", given)];
  const details = answer.records.map((record) => `${given.record} ${excerpt(record, 200)}`);
  const wrong = whatIsWrong(given, answer);
  if (wrong !== undefined) return { state: "CRITICAL", summary: wrong, values, details };
  const { state, reason } = judge(answer.durationMs, given);
  if (state !== "OK") return { state, summary: `answered in ${reason}`, values, details };
  const time = formatReading(answer.durationMs, "ms");
  if (given.nxdomain) return { state, summary: `${given.name} does not exist, in ${time}`, values, details };
  return { state, summary: `${excerpt(answer.records.join(", "))} in ${time}`, values, details };
}

function whatIsWrong(given: Options, { status, records }: DnsAnswer): string | undefined {
  const { name, record, expect, match, nxdomain } = given;
  if (nxdomain) return status === "NXDOMAIN" ? undefined : `${name} exists and should not (${status})`;
  if (status === "NXDOMAIN") return `${name} does not exist`;
  if (status === "NODATA") return `${name} has no ${record} record`;
  if (status !== "NOERROR") return `the server answered ${status}`;
  if (records.length === 0) return `${name} has no ${record} record`;
  if (!expect) return undefined;
  const got = new Set(records.map((text) => canonical(record, text)));
  const wanted = expect.map((text) => canonical(record, text));
  const missing = wanted.filter((text) => !got.has(text));
  const found = `got ${excerpt(records.join(", "))}`;
  if (match === "any")
    return missing.length < wanted.length ? undefined : `none of the expected records; ${found}`;
  if (missing.length > 0) return `${excerpt(missing.join(", "))} is missing; ${found}`;
  const known = new Set(wanted);
  const extra = match === "exact" ? records.filter((text) => !known.has(canonical(record, text))) : [];
  return extra.length > 0 ? `${excerpt(extra.join(", "))} is not expected` : undefined;
}

/** Names don't differ by case or a last dot; TXT and CAA values do. */
function canonical(record: Options["record"], text: string): string {
  const trimmed = text.trim().replace(/\s+/g, " ");
  if (record === "TXT") return text.replace(/^"(.*)"$/s, "$1");
  if (record === "CAA") return trimmed.replaceAll('"', "");
  return trimmed.toLowerCase().replace(/\.$/, "");
}
