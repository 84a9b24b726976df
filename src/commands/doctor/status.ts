import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";
import type { StepResult } from "../../doctor/index.js";
import type { ConnectionErrorKind } from "../../lib/connection-error.js";

/** Failures that say nothing but that the host was not reached. */
const unreached = new Set<ConnectionErrorKind | undefined>([
  "UNRESOLVED",
  "REFUSED",
  "NO_ROUTE",
  "TIMEOUT",
  "LOST",
  "CANCELLED",
]);

/** Worst first: failed, not reached, warning, ok. */
export function statusOf(results: readonly StepResult[]): ExitStatus {
  const failures = results.filter(({ status }) => status === "failed");
  if (failures.some(({ kind }) => !unreached.has(kind))) return exitStatus.critical;
  if (failures.length > 0 || results.some(({ kind }) => kind === "CANCELLED")) return exitStatus.unknown;
  return results.some(({ status }) => status === "warning") ? exitStatus.warning : exitStatus.ok;
}
