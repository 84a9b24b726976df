import { didYouMean } from "../../lib/did-you-mean.js";
import type { Problem } from "../../lib/errors.js";
import type { PlannedCheck } from "../contract.js";

interface Found {
  readonly problem: Problem;
  readonly targetName: string;
}

/** Pure. Needs that name no check of their target, and needs that go in a circle. */
export function brokenNeeds(checks: readonly PlannedCheck[]): Found[] {
  const needy = checks.filter(({ needs }) => needs.length > 0);
  if (needy.length === 0) return [];
  const byTarget = new Map<string, Map<string, PlannedCheck>>();
  for (const check of checks) {
    const key = `${check.target.kind}:${check.targetName}`;
    const siblings = byTarget.get(key) ?? new Map<string, PlannedCheck>();
    byTarget.set(key, siblings.set(check.id, check));
  }
  return needy.flatMap((check) => {
    const siblings = byTarget.get(`${check.target.kind}:${check.targetName}`) ?? new Map();
    return problemsOf(check, siblings).map((problem) => ({ problem, targetName: check.targetName }));
  });
}

function problemsOf(check: PlannedCheck, siblings: ReadonlyMap<string, PlannedCheck>): Problem[] {
  const position = check.positions.get("needs") ?? check.position;
  if (check.type.kind === "derived") {
    return [{ message: `${check.type.name} looks at results, so that it needs nothing first`, position }];
  }
  const unknown = check.needs.filter((id) => !siblings.has(id) || siblings.get(id)?.type.kind === "derived");
  if (unknown.length > 0) {
    return unknown.map((id): Problem => {
      const hint = didYouMean(id, siblings.keys());
      return {
        message: `needs names no check "${id}" of the same target`,
        position,
        ...(hint !== undefined && { hint }),
      };
    });
  }
  return reaches(check, check.id, siblings, new Set())
    ? [{ message: `${check.id} needs itself, directly or through others`, position }]
    : [];
}

function reaches(
  from: PlannedCheck,
  id: string,
  siblings: ReadonlyMap<string, PlannedCheck>,
  seen: Set<string>,
): boolean {
  return from.needs.some((need) => {
    if (need === id) return true;
    const next = siblings.get(need);
    if (!next || seen.has(need)) return false;
    seen.add(need);
    return reaches(next, id, siblings, seen);
  });
}
