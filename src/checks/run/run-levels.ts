import type { CheckResult, PlannedCheck } from "../contract.js";
import { toResult } from "./to-result.js";

/**
 * Makes what others need first. A check whose need is not good is not made: it is UNKNOWN and names the check to blame, so
 * that one cause gives one alarm.
 */
export async function runLevels(
  checks: readonly PlannedCheck[],
  now: () => Date,
  runReady: (ready: readonly PlannedCheck[]) => Promise<readonly CheckResult[]>,
): Promise<CheckResult[]> {
  if (checks.every(({ needs }) => needs.length === 0)) return [...(await runReady(checks))];
  const results = new Map<string, CheckResult>();
  const chosen = new Set(checks.map(({ id }) => id));
  let waiting = checks;
  while (waiting.length > 0) {
    // What was not chosen in this run is not waited for; the plan has refused circles.
    const ready = waiting.filter(({ needs }) => needs.every((id) => results.has(id) || !chosen.has(id)));
    const blocked = ready.flatMap((check) => blockedResult(check, results, now()) ?? []);
    const free = ready.filter((check) => !blocked.some((result) => result.check === check.id));
    const made = free.length > 0 ? await runReady(free) : [];
    for (const result of [...blocked, ...made]) results.set(result.check, result);
    waiting = waiting.filter(({ id }) => !results.has(id));
    if (ready.length === 0) break;
  }
  return [...results.values()];
}

function blockedResult(
  check: PlannedCheck,
  results: ReadonlyMap<string, CheckResult>,
  now: Date,
): CheckResult | undefined {
  const bad = check.needs.map((id) => results.get(id)).find((result) => result && !isGood(result));
  if (!bad) return undefined;
  // The first in the chain is the cause.
  const root = bad.cause?.check ?? bad.check;
  const why = `it needs ${root}, which is ${results.get(root)?.state ?? bad.state}`;
  const verdict = { state: "UNKNOWN" as const, summary: `not checked: ${why}`, values: [] };
  return { ...toResult(check, verdict, now, 0), cause: { check: root, why } };
}

function isGood({ state }: CheckResult): boolean {
  return state === "OK" || state === "WARNING";
}
