import { z } from "zod";
import { section, text } from "../../inventory/schema/basics.js";
import type { CheckResult, DerivedCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { judge, measured, refuseWarnBehindCrit, thresholdSchema } from "../thresholds/index.js";
import { parseFormula, type Formula } from "../type-support/arithmetic.js";
import { conclude } from "../type-support/findings.js";

const kind = { unit: "", direction: "high" } as const;
const formulaRule = "a formula of names, numbers, + - * / ( ), min, max, abs, sum and avg";
const valuesRule = 'a map of names and values of checks, as { a: "web1/front:time" }';

const formula = z.string({ error: formulaRule }).transform((written, context): Formula => {
  const parsed = parseFormula(written);
  if (parsed && parsed.variables.length > 0) return parsed;
  context.addIssue({ code: "custom", message: formulaRule, input: written });
  return z.NEVER;
});

const reference = z.string({ error: valuesRule }).regex(/^[^/]+\/[^/:]+:.+$/, { error: valuesRule });

const options = section(
  {
    values: z.record(z.string().regex(/^[A-Za-z_]\w*$/, { error: valuesRule }), reference, {
      error: valuesRule,
    }),
    is: formula.describe("What to work out from the values"),
    label: text.describe("The result's name").default("result"),
    unit: text.describe("The result's unit").optional(),
    warn: thresholdSchema(kind).optional(),
    crit: thresholdSchema(kind).optional(),
  },
  "the options of expression",
)
  .superRefine(refuseWarnBehindCrit)
  .superRefine(({ values, is }, context) => {
    if (typeof is !== "object") return;
    const unbound = is.variables.find((name) => !Object.hasOwn(values, name));
    if (unbound === undefined) return;
    context.addIssue({
      code: "custom",
      path: ["is"],
      message: `names that stand in values, and ${unbound} does not`,
    });
  });

type Options = z.output<typeof options>;

/** A number worked out from values of other checks: a share, a difference, a sum over hosts. */
export const expression = {
  kind: "derived",
  name: "expression",
  summary: "A number worked out from values of other checks",
  targets: ["host", "service"],
  example:
    '{ on: service:shop, type: expression, values: { a: "web1/front:time", b: "web2/front:time" }, is: "max(a, b) / min(a, b)", warn: 3 }',
  options,
  references: ({ values }) => Object.values(values).map((each) => split(each).check),
  evaluate,
} satisfies DerivedCheckType<Options>;

function split(written: string): { readonly check: string; readonly label: string } {
  const colon = written.indexOf(":", written.indexOf("/"));
  return { check: written.slice(0, colon), label: written.slice(colon + 1) };
}

function evaluate(given: Options, resultsOf: (reference: string) => readonly CheckResult[]): Verdict {
  const numbers = new Map<string, number>();
  for (const [name, written] of Object.entries(given.values)) {
    const number = readValue(written, resultsOf);
    if (typeof number === "string") return unknown(number);
    numbers.set(name, number);
  }
  const result = given.is.evaluate(numbers);
  if (!Number.isFinite(result)) return unknown("the formula has no value for these numbers");
  const value = Number(result.toPrecision(12));
  const { state, reason } = judge(value, given);
  return conclude(
    [{ state, text: `${given.label} ${reason}` }],
    `${given.label} ${Number(value.toPrecision(5))}`,
    {
      values: [measured(given.label, value, given.unit ?? "", given)],
    },
  );
}

/** The one value that is meant, or why there is none. */
function readValue(
  written: string,
  resultsOf: (reference: string) => readonly CheckResult[],
): number | string {
  const { check, label } = split(written);
  const results = resultsOf(check);
  const [result] = results;
  if (!result) return `${check} was not made in this run`;
  if (results.length > 1) return `${check} means ${results.length} checks`;
  const found = result.values.find((each) => each.label === label);
  if (!found) return `${check} has no value ${label}`;
  return found.value ?? `${check} could not determine ${label}`;
}
