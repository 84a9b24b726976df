import type { z } from "zod";
import { flag, section, wholeNumber } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { accountLines, accountsScript } from "../type-support/accounts.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { texts } from "../type-support/options.js";

const options = section(
  {
    group: texts.describe("Names of groups"),
    absent: flag.describe("They must not exist").default(false),
    gid: wholeNumber(0, 4_294_967_295).optional(),
    members: texts.describe("Users that must be listed as members").optional(),
  },
  "the options of group",
);

type Options = z.output<typeof options>;

/** Groups as the host's name service gives them (getent(1), group(5)). */
export const group = {
  kind: "shell",
  name: "group",
  summary: "A group that must exist, or must not",
  targets: ["host"],
  example: "{ on: all, type: group, group: root, gid: 0 }",
  options,
  script: (given) => ({ text: accountsScript("group", given.group, false), sudo: false, light: true }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the group database", output);
  if (broken) return broken;
  const lines = accountLines(output.stdout, given.group.length);
  if (!lines) return unreadable("the group database", output);
  const findings = given.group.flatMap((name, index) => judgeGroup(name, lines[index]?.fields, given));
  return conclude(findings, findings.map((finding) => finding.text).join("; "));
}

function judgeGroup(name: string, fields: readonly string[] | undefined, given: Options): Finding[] {
  if (!fields) return [{ state: given.absent ? "OK" : "CRITICAL", text: `the group ${name} does not exist` }];
  if (given.absent) return [{ state: "CRITICAL", text: `the group ${name} exists` }];
  const [, , gid = "none", listed = ""] = fields;
  const findings: Finding[] = [];
  if (given.gid !== undefined && gid !== String(given.gid)) {
    findings.push({ state: "CRITICAL", text: `the group ${name} has gid ${gid}, expected ${given.gid}` });
  }
  const missing = (given.members ?? []).filter((member) => !listed.split(",").includes(member));
  if (missing.length > 0)
    findings.push({ state: "CRITICAL", text: `the group ${name} lacks ${missing.join(", ")}` });
  return findings.length > 0 ? findings : [{ state: "OK", text: `the group ${name} is as expected` }];
}
