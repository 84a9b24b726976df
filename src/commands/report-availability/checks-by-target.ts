import type { PlannedCheck } from "../../checks/index.js";
import { didYouMean } from "../../lib/did-you-mean.js";
import { ItomError } from "../../lib/errors.js";

/** The keys of the checks of `web1` or `service:shop`; `ids` keeps some. */
export function checksByTarget(
  checks: readonly PlannedCheck[],
  ids: readonly string[] | undefined,
): (target: string) => readonly string[] {
  const known = new Set(checks.map(({ id }) => id));
  for (const id of ids ?? []) {
    if (!known.has(id))
      throw new ItomError("USAGE", `no check has the id "${id}"`, { hint: didYouMean(id, known) });
  }
  const byTarget = new Map<string, string[]>();
  for (const { target, targetName, id } of checks) {
    if (ids !== undefined && !ids.includes(id)) continue;
    const name = target.kind === "host" ? targetName : `service:${targetName}`;
    const keys = byTarget.get(name);
    if (keys) keys.push(`${name}/${id}`);
    else byTarget.set(name, [`${name}/${id}`]);
  }
  return (target) => byTarget.get(target) ?? [];
}
