import { X509Certificate } from "node:crypto";
import type { z } from "zod";
import { flag, section } from "../../inventory/schema/basics.js";
import { shellQuote } from "../../lib/shell-quote.js";
import type { SectionOutput, ShellCheckType, Value, Verdict } from "../contract.js";
import {
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { texts } from "../type-support/options.js";

const kind = { unit: "ms", direction: "low", bare: "d" } as const;
const longestFile = 262_144;
const dayMs = 86_400_000;

const options = section(
  {
    path: texts.describe("PEM files on the host; one or a list"),
    warn: thresholdSchema(kind).describe("Time left; 30d where neither is given").optional(),
    crit: thresholdSchema(kind).describe("Time left; 14d where neither is given").optional(),
    sudo: flag.describe("Read them as root").default(false),
  },
  "the options of certificate",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("30d", kind), crit: parseThreshold("14d", kind) };

/** Certificate files on the host (PEM, RFC 7468): the first one of each file's chain to expire counts. */
export const certificate = {
  kind: "shell",
  name: "certificate",
  summary: "Certificate files on the host, and how long they are valid",
  targets: ["host"],
  example: "{ on: web, type: certificate, path: /etc/ssl/certs/web.pem, warn: 30d, crit: 14d }",
  options,
  script: ({ path, sudo }) => ({
    text: `${path
      .map(
        (each, index) =>
          `echo "file ${index}"\nhead -c ${longestFile} ${shellQuote(each)}\necho\necho "ended ${index} $?"`,
      )
      .join("\n")}\necho end`,
    sudo,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput, now: Date): Verdict {
  const broken = brokenScript("the certificate", output);
  if (broken) return broken;
  if (!/^end$/m.test(output.stdout)) return unreadable("the certificate", output);
  const thresholds = given.warn || given.crit ? given : usual;
  const values: Value[] = [];
  const findings = given.path.map((path, index): Finding => {
    const text =
      new RegExp(`^file ${index}\\n([\\s\\S]*?)^ended ${index} `, "m").exec(output.stdout)?.[1] ?? "";
    const first = firstToExpire(text);
    if (first === undefined) return { state: "UNKNOWN", text: `${path} ${whyNone(text)}` };
    const leftMs = Date.parse(first.validTo) - now.getTime();
    values.push(measured(path, Math.floor(leftMs / dayMs), "d", thresholds));
    const subject = nameOf(first);
    if (leftMs <= 0) return { state: "CRITICAL", text: `${path}: ${subject} expired on ${first.validTo}` };
    if (Date.parse(first.validFrom) > now.getTime()) {
      return { state: "CRITICAL", text: `${path}: ${subject} is valid only from ${first.validFrom} on` };
    }
    const { state, reason } = judge(leftMs, thresholds);
    return { state, text: `${path}: ${subject} has ${reason} left` };
  });
  const least = Math.min(...values.map(({ value }) => value ?? 0));
  return conclude(findings, `valid for ${least} d`, { values });
}

function firstToExpire(text: string): X509Certificate | undefined {
  const blocks =
    text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g) ??
    [];
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    return certificates.toSorted((a, b) => Date.parse(a.validTo) - Date.parse(b.validTo))[0];
  } catch {
    return undefined; // one that can't be read proves nothing of the others
  }
}

function whyNone(text: string): string {
  const said = /^head: (.*)$/m.exec(text)?.[1];
  return said === undefined ? "holds no certificate in PEM" : `can't be read: ${said.slice(0, 120)}`;
}

/** The common name, else the first alternative name. */
function nameOf({ subject, subjectAltName }: X509Certificate): string {
  const common = /^CN=(.+)$/m.exec(subject)?.[1];
  return common ?? subjectAltName?.split(", ")[0] ?? "the certificate";
}
