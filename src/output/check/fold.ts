import { compareStates, type CheckResult } from "../../checks/index.js";

/** Results of one target that say the same thing for the same reason, such as ten checks behind one refused login. */
export interface FoldedResults {
  readonly target: string;
  readonly first: CheckResult;
  /** Ids of all checks in it, the first's own included. */
  readonly checks: readonly string[];
}

/** Folds, and sorts worst first, then by target. */
export function foldResults(results: readonly CheckResult[]): FoldedResults[] {
  const folded = new Map<string, { target: string; first: CheckResult; checks: string[] }>();
  for (const result of results) {
    const target = targetOf(result);
    const key = JSON.stringify([target, result.state, result.error ? result.summary : result.check]);
    const known = folded.get(key);
    if (known) known.checks.push(result.check);
    else folded.set(key, { target, first: result, checks: [result.check] });
  }
  return [...folded.values()].sort(
    (a, b) => compareStates(a.first.state, b.first.state) || compareNames(a.target, b.target),
  );
}

/** What a person should see: everything that is not OK, and what passed only after a failure. */
export function wantsAttention({ state, flaky }: CheckResult): boolean {
  return state !== "OK" || flaky;
}

/** The state, and whether it is a flaky one. */
export function stateText({ state, flaky }: CheckResult): string {
  return flaky ? `${state}, flaky` : state;
}

/** The name that people type: `web1`, `service:shop`. */
export function targetOf(result: Pick<CheckResult, "host" | "service">): string {
  return result.host ?? `service:${result.service ?? ""}`;
}

/** web2 before web10. */
function compareNames(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
