import type { CheckError, State, Verdict } from "./contract.js";

/** Worst first; what could not be determined is worse than a warning (fail closed). */
export const statesWorstFirst: readonly State[] = ["CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING", "OK"];

const rank = new Map(statesWorstFirst.map((state, index) => [state, index]));

/** Sorts worst first. */
export function compareStates(a: State, b: State): number {
  return (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
}

/** The worst of some states; UNKNOWN for none, because nothing was proved. */
export function worstState(states: readonly State[]): State {
  return states.toSorted(compareStates)[0] ?? "UNKNOWN";
}

/** A verdict on what could not be determined. */
export function unknown(summary: string, error?: CheckError): Verdict {
  return { state: "UNKNOWN", summary, values: [], ...(error && { error }) };
}
