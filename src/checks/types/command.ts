import { z } from "zod";
import { flag, oneOf, section, text, wholeNumber } from "../../inventory/schema/basics.js";
import { execWithin } from "../../lib/match-within.js";
import type { SectionOutput, ShellCheckType, State, Value, Verdict } from "../contract.js";
import { judge, measured, refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import { conclude, type Finding } from "../type-support/findings.js";
import { jsonExpectations, judgeJson } from "../type-support/json-expectation.js";
import { firstLine, missingProgram } from "../type-support/missing-program.js";
import { pattern } from "../type-support/options.js";
import { judgeText, textExpectation } from "../type-support/text-expectation.js";

const status = wholeNumber(0, 255);
const exitRule = "an exit status, a list of them, or a map such as { 0: ok, 1: warning }";
const statesByWord = { ok: "OK", warning: "WARNING", critical: "CRITICAL", unknown: "UNKNOWN" } as const;
const stateWord = oneOf(["ok", "warning", "critical", "unknown"]).transform(
  (word): State => statesByWord[word],
);
const statusWord = z.string().regex(/^(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/);

/** The state of each exit status; CRITICAL for the others. */
type ExitStates = ReadonlyMap<number, State>;

const exit = z
  .union([status, z.array(status).min(1), z.record(statusWord, stateWord)], { error: exitRule })
  .transform((given): ExitStates => {
    if (typeof given === "number") return new Map([[given, "OK"]]);
    if (Array.isArray(given)) return new Map(given.map((each) => [each, "OK"]));
    return new Map(Object.entries(given).map(([each, state]) => [Number(each), state]));
  });

const kind = { unit: "", direction: "high" } as const;

const options = section(
  {
    command: text.describe("Text for the host's sh"),
    sudo: flag.describe("Run it as root").default(false),
    local: flag.describe("Run it on this machine instead of the host").default(false),
    expect: section(
      {
        exit: exit.describe("The status that is OK, or states by status; 0 where absent").optional(),
        stdout: textExpectation.optional(),
        stderr: textExpectation.optional(),
        json: jsonExpectations.describe("What the JSON on stdout must hold").optional(),
      },
      "a map with exit, stdout, stderr and json",
    ).default({}),
    number: pattern.describe("Where the number stands: the expression's first group").optional(),
    warn: thresholdSchema(kind).describe("For the number that it prints").optional(),
    crit: thresholdSchema(kind).describe("For the number that it prints").optional(),
  },
  "the options of command",
).superRefine(refuseWarnBehindCrit);

type Options = z.output<typeof options>;

/** Any command; its exit status, what it prints, and a number in that. */
export const command = {
  kind: "shell",
  name: "command",
  summary: "Any command: its exit status, what it prints, or a number that it prints",
  targets: ["host", "service"],
  example: `{ on: all, type: command, command: "find /var/spool/jobs -type f | wc -l", warn: 100, crit: 1000 }`,
  options,
  script: (given) => ({ text: given.command, sudo: given.sudo, local: given.local }),
  evaluate,
} satisfies ShellCheckType<Options>;

function evaluate(given: Options, output: SectionOutput): Verdict {
  const states: ExitStates = given.expect.exit ?? new Map([[0, "OK"]]);
  const state = output.exitCode === null ? undefined : states.get(output.exitCode);
  const missing = state === undefined ? missingProgram(output) : undefined;
  if (missing) return missing;
  const said = firstLine(output.stderr) ?? firstLine(output.stdout);
  const findings: Finding[] = [{ state: state ?? "CRITICAL", text: describeExit(output, states, said) }];
  const values: Value[] = [];
  const { stdout, stderr, json } = given.expect;
  if (stdout) findings.push(...judgeText("stdout", output.stdout, stdout, output.truncated));
  if (stderr) findings.push(...judgeText("stderr", output.stderr, stderr, output.truncated));
  if (json) {
    const judged = judgeJson(output.stdout, json);
    findings.push(...judged.findings);
    values.push(...judged.values);
  }
  if (given.number || given.warn || given.crit) addNumber(given, output, findings, values);
  return conclude(findings, fineText(output, values), { values });
}

function describeExit({ exitCode }: SectionOutput, states: ExitStates, said: string | undefined): string {
  const expected = [...states].filter(([, state]) => state === "OK").map(([each]) => each);
  const wanted = expected.length === 0 ? "" : `, expected ${expected.join(" or ")}`;
  return `exit status ${exitCode ?? "missing"}${wanted}${said === undefined ? "" : `: ${said}`}`;
}

function addNumber(
  { number: expression, warn, crit }: Options,
  { stdout, truncated }: SectionOutput,
  findings: Finding[],
  values: Value[],
): void {
  const found = truncated && !expression ? null : execWithin(expression ?? /^\s*(\S+)\s*$/, stdout);
  const printed = found?.[1]?.trim();
  const value = printed !== undefined && /^[+-]?\d+(?:\.\d+)?$/.test(printed) ? Number(printed) : null;
  const { state, reason } = judge(value, { warn, crit });
  const where = expression ? `for /${expression.source}/` : "alone";
  findings.push({
    state,
    text:
      value === null
        ? `stdout has no number ${where}${found === undefined ? " that is found in time" : ""}`
        : reason,
  });
  values.push(measured("number", value, "", { warn, crit }));
}

function fineText({ exitCode, stdout, stderr }: SectionOutput, values: readonly Value[]): string {
  const [only, second] = values;
  if (only && !second) return `${only.label} ${only.value}`;
  return firstLine(stdout) ?? firstLine(stderr) ?? `exit status ${exitCode}`;
}
