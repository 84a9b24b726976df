import type { Problem } from "../../lib/errors.js";
import type { PlannedCheck } from "../contract.js";
import { matchesReference } from "../reference.js";

/** Pure. References of derived checks that mean no check of the plan, each once. */
export function danglingReferences(checks: readonly PlannedCheck[]): Problem[] {
  const derived = checks.filter(({ type }) => type.kind === "derived");
  if (derived.length === 0) return [];
  const names = checks
    .filter(({ type }) => type.kind !== "derived")
    .map(
      ({ target, targetName, id }) =>
        [target.kind === "host" ? targetName : `service:${targetName}`, id] as const,
    );
  const problems = new Map<string, Problem>();
  for (const { type, options, position } of derived) {
    if (type.kind !== "derived") continue;
    for (const reference of type.references(options)) {
      if (names.some(([target, id]) => matchesReference(reference, target, id))) continue;
      problems.set(`${position.line} ${reference}`, {
        message: `no check is ${JSON.stringify(reference)}`,
        expected:
          "HOST/CHECK or service:NAME/CHECK, globs in both, of a check that looks at something itself",
        position,
      });
    }
  }
  return [...problems.values()];
}
