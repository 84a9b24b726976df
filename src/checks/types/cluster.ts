import type { z } from "zod";
import { section, wholeNumber } from "../../inventory/schema/basics.js";
import type { CheckResult, DerivedCheckType, Verdict } from "../contract.js";
import { unknown } from "../states.js";
import { texts } from "../type-support/options.js";

const options = section(
  {
    of: texts.describe("Checks as HOST/CHECK or service:NAME/CHECK; globs in both; one or a list"),
    at_least: wholeNumber(1, 100_000).describe("So many must be good, else it is CRITICAL"),
    warn_below: wholeNumber(1, 100_000).describe("Fewer good ones than this are a WARNING").optional(),
  },
  "the options of cluster",
);

type Options = z.output<typeof options>;

/** At least so many of some checks are good: OK, or WARNING, which still works. */
export const cluster = {
  kind: "derived",
  name: "cluster",
  summary: "At least so many of some other checks must be good",
  targets: ["host", "service"],
  example: '{ on: service:shop, type: cluster, of: "web*/front", at_least: 2, warn_below: 3 }',
  options,
  references: ({ of }) => of,
  evaluate,
} satisfies DerivedCheckType<Options>;

function evaluate(given: Options, resultsOf: (reference: string) => readonly CheckResult[]): Verdict {
  const results = [...new Set(given.of.flatMap(resultsOf))];
  if (results.length === 0) return unknown("none of its checks was made in this run");
  const good = results.filter(({ state }) => state === "OK" || state === "WARNING").length;
  const undetermined = results.filter(({ state }) => state === "UNKNOWN" || state === "UNREACHABLE").length;
  const summary = `${good} of ${results.length} are good`;
  const values = [{ label: "good", value: good, unit: "", min: 0, max: results.length }];
  const details = results.filter(({ state }) => state !== "OK").map(describe);
  if (good < given.at_least) {
    // Those that could not be determined might be good.
    const open = good + undetermined >= given.at_least;
    return {
      state: open ? "UNKNOWN" : "CRITICAL",
      summary: `${summary}, ${given.at_least} are needed`,
      values,
      details,
    };
  }
  if (given.warn_below !== undefined && good < given.warn_below) {
    return { state: "WARNING", summary: `${summary}, fewer than ${given.warn_below}`, values, details };
  }
  return { state: "OK", summary, values, details };
}

function describe({ host, service, check, state, summary }: CheckResult): string {
  return `${state} ${host ?? `service:${service ?? ""}`}/${check}: ${summary}`;
}
