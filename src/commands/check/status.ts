import { worstState, type CheckResult, type State } from "../../checks/index.js";
import { exitStatus, type ExitStatus } from "../../cli/exit-status.js";

const byState: Readonly<Record<State, ExitStatus>> = {
  OK: exitStatus.ok,
  WARNING: exitStatus.warning,
  CRITICAL: exitStatus.critical,
  UNKNOWN: exitStatus.unknown,
  UNREACHABLE: exitStatus.unknown,
};

/**
 * The exit status of a run is that of its worst result; a run of no checks was allowed by the user. Results that could not be
 * kept are as bad as one that is UNKNOWN.
 */
export function statusOf(results: readonly CheckResult[], kept = true): ExitStatus {
  const states = results.map((result) => result.state);
  if (!kept) states.push("UNKNOWN");
  return states.length === 0 ? exitStatus.ok : byState[worstState(states)];
}
