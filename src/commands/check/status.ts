import { worstState, type CheckResult, type State } from "../../checks/index.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";

const byState: Readonly<Record<State, ExitStatus>> = {
  OK: exitStatus.ok,
  WARNING: exitStatus.warning,
  CRITICAL: exitStatus.critical,
  UNKNOWN: exitStatus.unknown,
  UNREACHABLE: exitStatus.unknown,
};

/** The exit status of a run is that of its worst result; a run of no checks was allowed by the user. */
export function statusOf(results: readonly CheckResult[]): ExitStatus {
  if (results.length === 0) return exitStatus.ok;
  return byState[worstState(results.map((result) => result.state))];
}
