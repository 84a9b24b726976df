import type { PlannedCheck } from "../contract.js";
import { matchesReference } from "../reference.js";

/** Pure. A check, and after it those whose results it judges. */
export function withReferenced(
  check: PlannedCheck,
  planned: readonly PlannedCheck[],
): readonly PlannedCheck[] {
  const { type, options } = check;
  if (type.kind !== "derived") return [check];
  const references = type.references(options);
  return [check, ...planned.filter((other) => other.type.kind !== "derived" && isMeant(other, references))];
}

function isMeant({ target, targetName, id }: PlannedCheck, references: readonly string[]): boolean {
  const name = target.kind === "host" ? targetName : `service:${targetName}`;
  return references.some((reference) => matchesReference(reference, name, id));
}
