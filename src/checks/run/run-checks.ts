import pLimit from "p-limit";
import type { CheckResult, PlannedCheck } from "../contract.js";
import { runTarget } from "./run-target.js";
import type { RunSurroundings } from "./surroundings.js";

/** Makes every planned check, `forks` targets at once; each check gets exactly one result. Never rejects. */
export async function runChecks(
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
): Promise<CheckResult[]> {
  const limit = pLimit(run.forks);
  const targets = [...byTarget(checks).values()];
  const done = await Promise.all(
    targets.map((list) => limit(async () => (list[0] ? runTarget(list[0].target, list, run) : []))),
  );
  return done.flat();
}

function byTarget(checks: readonly PlannedCheck[]): Map<string, PlannedCheck[]> {
  const targets = new Map<string, PlannedCheck[]>();
  for (const check of checks) {
    const key = `${check.target.kind}:${check.targetName}`;
    const list = targets.get(key);
    if (list) list.push(check);
    else targets.set(key, [check]);
  }
  return targets;
}
