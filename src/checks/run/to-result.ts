import type { CheckResult, PlannedCheck, Verdict } from "../contract.js";

const longestSummary = 500;

/** Dresses a verdict as the result that is shown and stored. */
export function toResult(
  check: PlannedCheck,
  verdict: Verdict,
  startedAt: Date,
  durationMs: number,
): CheckResult {
  return {
    ...(check.target.kind === "host" ? { host: check.targetName } : { service: check.targetName }),
    check: check.id,
    type: check.type.name,
    state: verdict.state,
    hard: true,
    summary: bounded(verdict.summary),
    values: verdict.values,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(durationMs),
    attempts: 1,
    flaky: false,
    ...(verdict.details !== undefined && verdict.details.length > 0 && { details: verdict.details }),
    ...(verdict.error !== undefined && { error: verdict.error }),
  };
}

/** A summary is one line of bounded length, whatever a host answered. */
function bounded(summary: string): string {
  const line = /[\r\n]/.test(summary) ? summary.replaceAll(/\s*[\r\n]+\s*/g, " ").trim() : summary.trim();
  return line.length > longestSummary ? `${line.slice(0, longestSummary - 1)}…` : line;
}
