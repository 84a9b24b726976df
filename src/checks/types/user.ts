import type { z } from "zod";
import { flag, section, text, wholeNumber } from "../../inventory/schema/basics.js";
import type { SectionOutput, ShellCheckType, Verdict } from "../contract.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { accountLines, accountsScript } from "../type-support/accounts.js";
import { brokenScript, unreadable } from "../type-support/missing-program.js";
import { texts } from "../type-support/options.js";

const options = section(
  {
    user: texts.describe("Login names"),
    absent: flag.describe("They must not exist").default(false),
    uid: wholeNumber(0, 4_294_967_295).optional(),
    home: text.optional(),
    shell: text.optional(),
    groups: texts.describe("Groups that they must be members of").optional(),
  },
  "the options of user",
);

type Options = z.output<typeof options>;

/** Accounts as the host's name service gives them (getent(1), passwd(5)). */
export const user = {
  kind: "shell",
  name: "user",
  summary: "A user that must exist, or must not",
  targets: ["host"],
  example: "{ on: all, type: user, user: root, uid: 0 }",
  options,
  script: (given) => ({
    text: accountsScript("passwd", given.user, given.groups !== undefined),
    sudo: false,
    light: true,
  }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const broken = brokenScript("the user database", output);
  if (broken) return broken;
  const lines = accountLines(output.stdout, given.user.length);
  if (!lines) return unreadable("the user database", output);
  const findings = given.user.flatMap((name, index) => judgeUser(name, lines[index], given));
  return conclude(findings, findings.map((finding) => finding.text).join("; "));
}

function judgeUser(
  name: string,
  line: { readonly fields: readonly string[]; readonly groups: readonly string[] } | undefined,
  given: Options,
): Finding[] {
  if (!line) return [{ state: given.absent ? "OK" : "CRITICAL", text: `the user ${name} does not exist` }];
  if (given.absent) return [{ state: "CRITICAL", text: `the user ${name} exists` }];
  const [, , uid, , , home, shell] = line.fields;
  const differences = [
    difference("uid", uid, given.uid === undefined ? undefined : String(given.uid)),
    difference("home", home, given.home),
    difference("shell", shell, given.shell),
    ...(given.groups ?? [])
      .filter((group) => !line.groups.includes(group))
      .map((group) => `is not in the group ${group}`),
  ].filter((each) => each !== undefined);
  if (differences.length === 0) return [{ state: "OK", text: `the user ${name} is as expected` }];
  return differences.map((each) => ({ state: "CRITICAL", text: `the user ${name} ${each}` }));
}

function difference(what: string, found: string | undefined, wanted: string | undefined): string | undefined {
  return wanted === undefined || found === wanted
    ? undefined
    : `has ${what} ${found ?? "none"}, expected ${wanted}`;
}
