import type { CheckError, CheckErrorKind, Verdict } from "../contract.js";
import { ConnectionError } from "../../lib/connection-error.js";
import { messageOf } from "../../lib/errors.js";

/** What a check's result says of anything that was thrown. */
export function toCheckError(error: unknown): CheckError {
  if (error instanceof ConnectionError) return checkError(error.kind, error.message, error.hint);
  return checkError("BUG", `internal error: ${messageOf(error)}`, "this is a bug in itom: please report it");
}

export function checkError(kind: CheckErrorKind, message: string, hint?: string): CheckError {
  return { kind, message, ...(hint !== undefined && { hint }) };
}

/** A check that could not be made is UNKNOWN and says why. */
export function unknownVerdict(error: CheckError): Verdict {
  return { state: "UNKNOWN", summary: error.message, values: [], error };
}

/** The sentence for a run that was told to stop; `reason` is the signal's. */
export function cancelledError(reason: unknown): CheckError {
  const why = typeof reason === "string" ? reason : "the run was stopped";
  return checkError("CANCELLED", `not checked: ${why}`);
}
