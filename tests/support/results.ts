import type { CheckResult } from "../../src/checks/index.js";

export function makeResult(host: string, check: string, changes: Partial<CheckResult> = {}): CheckResult {
  return {
    host,
    check,
    type: check,
    state: "OK",
    hard: true,
    summary: "fine",
    values: [],
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 5,
    attempts: 1,
    flaky: false,
    ...changes,
  };
}
