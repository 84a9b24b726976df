import type { CheckError, CheckErrorKind, Verdict } from "../contract.js";

/** Failures that say something of this machine or of us, and nothing of the target. */
const ours: ReadonlySet<CheckErrorKind> = new Set(["UNAVAILABLE", "CANCELLED", "OPTION", "BUG"]);

/** What can't be reached does not work: CRITICAL; what could not even be tried is UNKNOWN. */
export function unreachableIsCritical(error: CheckError): Verdict {
  const state = ours.has(error.kind) ? "UNKNOWN" : "CRITICAL";
  return { state, summary: error.message, values: [], error };
}
