import type { State } from "./contract.js";

/** Worst first; what could not be determined is worse than a warning (fail closed). */
export const statesWorstFirst: readonly State[] = ["CRITICAL", "UNREACHABLE", "UNKNOWN", "WARNING", "OK"];

const rank = new Map(statesWorstFirst.map((state, index) => [state, index]));

/** Sorts worst first. */
export function compareStates(a: State, b: State): number {
  return (rank.get(a) ?? 0) - (rank.get(b) ?? 0);
}

/** The worst of some states; OK for none. */
export function worstState(states: Iterable<State>): State {
  let worst: State = "OK";
  for (const state of states) if (compareStates(state, worst) < 0) worst = state;
  return worst;
}
