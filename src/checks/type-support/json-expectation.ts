import { z } from "zod";
import { oneOrMore, section } from "../../inventory/schema/basics.js";
import { matchesWithin } from "../../lib/match-within.js";
import type { Value } from "../contract.js";
import { judge, measured, refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import type { Finding } from "./findings.js";
import { followJsonPath, parseJsonPath, type JsonPath } from "./json-path.js";
import { pattern } from "./options.js";

const pathRule = "a path such as queue.depth or items[0].name";
const kind = { unit: "", direction: "high" } as const;

const path = z.string({ error: pathRule }).transform((written, context) => {
  const steps: JsonPath | undefined = parseJsonPath(written);
  if (steps) return { written, steps };
  context.addIssue({ code: "custom", message: pathRule, input: written });
  return z.NEVER;
});

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], {
  error: "text, a number, true, false or null",
});

const jsonExpectation = section(
  {
    path: path.describe("Where the value is: queue.depth, items[0].name"),
    is: scalar.describe("What the value must be, of the same type").optional(),
    matches: pattern.describe("A regular expression that a text must match").optional(),
    warn: thresholdSchema(kind).describe("For a number").optional(),
    crit: thresholdSchema(kind).describe("For a number").optional(),
  },
  "a map with path and is, matches, warn or crit; a path alone must exist",
).superRefine(refuseWarnBehindCrit);

/** What a JSON document must hold, as a list. */
export const jsonExpectations = oneOrMore(jsonExpectation, "a map with path, or a list of them").transform(
  (given): readonly JsonExpectation[] => (Array.isArray(given) ? given : [given]),
);

export type JsonExpectation = z.output<typeof jsonExpectation>;

export interface JsonJudgement {
  readonly findings: readonly Finding[];
  readonly values: readonly Value[];
}

/** Judges a JSON text. What is no JSON, lacks a value or has one of another type is UNKNOWN, never a pass. */
export function judgeJson(text: string, expectations: readonly JsonExpectation[]): JsonJudgement {
  const document = parse(text);
  if (!document) return { findings: [{ state: "UNKNOWN", text: "the output is no JSON" }], values: [] };
  const judged = expectations.map((expectation) => judgeValue(document.value, expectation));
  return {
    findings: judged.flatMap(({ findings }) => findings),
    values: judged.flatMap(({ values }) => values),
  };
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function judgeValue(document: unknown, expectation: JsonExpectation): JsonJudgement {
  const { written, steps } = expectation.path;
  const found = followJsonPath(document, steps);
  if (!found.found)
    return { findings: [{ state: "UNKNOWN", text: `the JSON has no ${written}` }], values: [] };
  const findings: Finding[] = [];
  const values: Value[] = [];
  const { is, matches, warn, crit } = expectation;
  const { value } = found;
  const shown = show(value);
  if (is !== undefined) {
    const same = value === is;
    findings.push({ state: same ? "OK" : "CRITICAL", text: `${written} is ${shown}, expected ${show(is)}` });
  }
  if (matches) findings.push(judgeText(written, value, matches));
  if (warn || crit) {
    const number = typeof value === "number" ? value : null;
    const { state, reason } = judge(number, { warn, crit });
    findings.push({
      state,
      text: number === null ? `${written} is ${shown}, no number` : `${written} ${reason}`,
    });
    values.push(measured(written, number, "", { warn, crit }));
  }
  if (findings.length === 0) findings.push({ state: "OK", text: `${written} is ${shown}` });
  return { findings, values };
}

function judgeText(name: string, value: unknown, expression: RegExp): Finding {
  if (typeof value !== "string") return { state: "UNKNOWN", text: `${name} is ${show(value)}, no text` };
  const text = `${name} is ${show(value)}, expected /${expression.source}/`;
  const matched = matchesWithin(expression, value);
  if (matched === undefined)
    return { state: "UNKNOWN", text: `/${expression.source}/ takes too long: simplify it` };
  return { state: matched ? "OK" : "CRITICAL", text };
}

function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
