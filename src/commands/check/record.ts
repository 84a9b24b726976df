import type { CheckResult } from "../../checks/index.js";
import type { CheckStore, StoredResult } from "../../ports/check-store.js";

/** Keeps what was observed; a check that was told to stop observed nothing. */
export async function record(store: CheckStore, results: readonly CheckResult[]): Promise<void> {
  const observed = results.filter((result) => result.error?.kind !== "CANCELLED");
  if (observed.length > 0) await store.record(observed.map(toStored));
}

function toStored(result: CheckResult): StoredResult {
  return {
    ...(result.host !== undefined && { host: result.host }),
    ...(result.service !== undefined && { service: result.service }),
    check: result.check,
    type: result.type,
    state: result.state,
    hard: result.hard,
    summary: result.summary,
    values: result.values.map(({ label, value, unit }) => ({ label, value, unit })),
    startedAt: result.startedAt,
    durationMs: result.durationMs,
  };
}
