import { keyOfResult, type CheckResult } from "../../checks/index.js";
import type { CheckStore } from "../../ports/check-store.js";

/** What is not as it was when it was last recorded: a new state, or a first result that is not OK. */
export async function changedSince(
  store: CheckStore,
): Promise<(results: readonly CheckResult[]) => CheckResult[]> {
  const present = await store.present();
  return (results) =>
    results.flatMap((result): CheckResult[] => {
      const before = present.get(keyOfResult(result));
      if (result.state === (before?.state ?? "OK")) return [];
      const was = before ? ` (was ${before.state} since ${before.since})` : " (new)";
      return [{ ...result, summary: `${result.summary}${was}` }];
    });
}
