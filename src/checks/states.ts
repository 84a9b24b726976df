import type { CheckError, State, Verdict } from "./contract.js";

const rank: Readonly<Record<State, number>> = { OK: 0, WARNING: 1, UNKNOWN: 2, UNREACHABLE: 3, CRITICAL: 4 };

/** The worst of some states; UNKNOWN for none, because nothing was proved. */
export function worstState(states: readonly State[]): State {
  return states.length === 0
    ? "UNKNOWN"
    : states.reduce((worst, state) => (rank[state] > rank[worst] ? state : worst));
}

/** A verdict on what could not be determined. */
export function unknown(summary: string, error?: CheckError): Verdict {
  return { state: "UNKNOWN", summary, values: [], ...(error && { error }) };
}
