import type { CheckErrorKind, CheckResult } from "../contract.js";

/** Whether a host's results show that it answers: `unknown` proves neither. */
export type Reach = "up" | "down" | "unknown";

/** Failures that only something which answers can cause. */
const answered = new Set<CheckErrorKind>([
  "REFUSED",
  "HOST_KEY",
  "AUTH",
  "SUDO",
  "TLS",
  "PROTOCOL",
  "TOO_LARGE",
  "EXIT",
  "OUTPUT",
]);
const silent = new Set<CheckErrorKind>(["TIMEOUT", "NO_ROUTE"]);

/** Pure. One answer proves that a host is up; silence counts only where nothing answered. */
export function reachOf(results: readonly CheckResult[]): Reach {
  if (results.some(showsUp)) return "up";
  return results.some(({ error }) => error !== undefined && silent.has(error.kind)) ? "down" : "unknown";
}

function showsUp({ state, error }: CheckResult): boolean {
  if (error) return answered.has(error.kind);
  return state !== "UNKNOWN" && state !== "UNREACHABLE";
}
