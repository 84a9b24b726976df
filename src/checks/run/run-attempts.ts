import type { CheckResult, PlannedCheck } from "../contract.js";
import { sleep } from "../../lib/sleep.js";

/**
 * Tries checks that are not OK again, each as often and as far apart as it asks for. A pass after a failure is flaky and
 * says what failed. A bad state is hard once all tries have shown it.
 */
export async function runAttempts(
  checks: readonly PlannedCheck[],
  signal: AbortSignal,
  runOnce: (due: readonly PlannedCheck[]) => Promise<readonly CheckResult[]>,
): Promise<CheckResult[]> {
  const results = new Map<string, CheckResult>();
  let due = checks;
  for (let attempt = 1; due.length > 0; attempt++) {
    const round = new Map((await runOnce(due)).map((result) => [result.check, result]));
    for (const check of due) {
      const result = round.get(check.id);
      if (result) results.set(check.id, combine(results.get(check.id), result, attempt, check));
    }
    due = due.filter((check) => attempt < check.attempts && results.get(check.id)?.state !== "OK");
    if (due.length === 0 || signal.aborted) break;
    await sleep(Math.max(...due.map((check) => check.intervalMs)), signal);
    if (signal.aborted) break;
  }
  return [...results.values()];
}

function combine(
  before: CheckResult | undefined,
  result: CheckResult,
  attempt: number,
  check: PlannedCheck,
): CheckResult {
  const stopped = result.error?.kind === "CANCELLED";
  // A try that was stopped has shown nothing that the one before it had not.
  if (before && stopped) return before;
  const hard = result.state === "OK" || (attempt >= check.attempts && !stopped);
  if (!before || result.state !== "OK") return { ...result, attempts: attempt, hard };
  const summary = `flaky, passed at try ${attempt} of ${check.attempts}: ${result.summary} (before: ${before.summary})`;
  return { ...result, attempts: attempt, hard, flaky: true, summary };
}
