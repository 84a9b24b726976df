import type { z } from "zod";
import { section } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import {
  judge,
  measured,
  parseThreshold,
  refuseWarnBehindCrit,
  thresholdSchema,
  type Thresholds,
} from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript } from "../type-support/missing-program.js";
import { readUpdates, updatesScript } from "../type-support/updates.js";

const kind = { unit: "", direction: "high" } as const;

const options = section(
  {
    warn: thresholdSchema(kind).describe("Updates that wait").optional(),
    crit: thresholdSchema(kind).describe("Updates that wait").optional(),
    security: section(
      { warn: thresholdSchema(kind).optional(), crit: thresholdSchema(kind).optional() },
      "warn and crit for the number of security updates",
    )
      .superRefine(refuseWarnBehindCrit)
      .optional(),
  },
  "the options of updates-pending",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

const usual: Thresholds = { warn: parseThreshold("0", kind) };

/** Updates that the host's package manager would install by what it knows now; it fetches no new lists. */
export const updatesPending = {
  kind: "shell",
  name: "updates-pending",
  summary: "Package updates that wait, and how many are for security",
  targets: ["host"],
  example: "{ on: all, type: updates-pending, warn: 50, security: { warn: 0, crit: 10 } }",
  options,
  script: () => ({ text: updatesScript, sudo: false, light: true }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the package manager", output);
  if (broken) return broken;
  const updates = readUpdates(output.stdout);
  if (typeof updates === "string") return unknown(updates);
  const { total, security, names } = updates;
  const bare = !given.warn && !given.crit && !given.security;
  const limits = bare ? usual : given;
  const all = judge(total, limits);
  const findings: Finding[] = [{ state: all.state, text: `updates that wait: ${all.reason}` }];
  const values = [measured("updates", total, "", limits)];
  if (given.security || security !== undefined) {
    const limitsOfSecurity = given.security ?? {};
    const judged = judge(security ?? null, limitsOfSecurity);
    const why =
      security === undefined
        ? "this package manager does not tell which updates are for security"
        : `security updates: ${judged.reason}`;
    findings.push({ state: judged.state, text: why });
    values.push(measured("security", security ?? null, "", limitsOfSecurity));
  }
  const some = names.length > 0 ? `: ${names.slice(0, 5).join(", ")}` : "";
  return conclude(findings, `${total} updates wait${some}`, { values, details: names });
}
