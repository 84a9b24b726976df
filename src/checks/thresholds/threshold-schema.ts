import { z } from "zod";
import { parseThreshold } from "./parse-threshold.js";
import type { Threshold, ThresholdKind, Thresholds, ThresholdUnit } from "./threshold.js";

const exampleOf: Readonly<Record<ThresholdUnit, string>> = { "%": "80%", ms: "500ms", B: "10GiB", "": "5" };

/*
 * Messages are the "expected" part of a problem, as in inventory/schema/basics.ts.
 */

/** The option `warn` or `crit` of a check type; several kinds where a type takes a share as well as a size. */
export function thresholdSchema(...kinds: readonly [ThresholdKind, ...ThresholdKind[]]) {
  const examples = kinds.map((kind) => (kind.bare ? `30${kind.bare}` : exampleOf[kind.unit]));
  const [first = "5"] = examples;
  const expected = `a threshold such as ${examples.join(" or ")}, "<${first}", or a Nagios range such as "${first}:"`;
  return z.union([z.string(), z.number()], { error: expected }).transform((given, context): Threshold => {
    const threshold = parseThreshold(String(given), ...kinds);
    if (threshold) return threshold;
    context.addIssue({ code: "custom", message: expected, input: given });
    return z.NEVER;
  });
}

/** Refuses a `warn` that lies behind `crit`, because it would never be seen; for an options schema's `superRefine`. */
export function refuseWarnBehindCrit(options: Thresholds, context: z.RefinementCtx): void {
  const { warn, crit } = options;
  if (warn?.alert.kind !== "beyond" || crit?.alert.kind !== "beyond" || warn.unit !== crit.unit) return;
  const high = warn.alert.operator.startsWith(">");
  if (high !== crit.alert.operator.startsWith(">")) return;
  if (high ? warn.alert.limit <= crit.alert.limit : warn.alert.limit >= crit.alert.limit) return;
  const message = `a value that is reached before crit (${crit.written}), or it is never seen`;
  context.addIssue({ code: "custom", path: ["warn"], message, input: warn.written });
}
