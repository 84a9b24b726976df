import { compareStates, keyOfResult, type CheckResult, type State } from "../checks/index.js";
import type { Baseline } from "./baseline.js";
import { allowedBad, type GateRules } from "./rules.js";

export type Verdict = "pass" | "fail" | "inconclusive";

/** One round of checks, sorted by what it means for the gate. */
export interface Round {
  readonly verdict: Verdict;
  readonly why: string;
  /** Counts against the gate. */
  readonly bad: readonly CheckResult[];
  /** Could not be determined. */
  readonly undetermined: readonly CheckResult[];
  /** Bad already in the baseline, and no worse. */
  readonly stillBad: readonly CheckResult[];
  /** Bad in the baseline and good now. */
  readonly fixed: readonly CheckResult[];
  /** In the baseline, but not checked now. */
  readonly gone: readonly string[];
}

type Kind = "good" | "bad" | "undetermined";

/** Pure. Judges one round by the rules, against a baseline where there is one. */
export function judgeRound(results: readonly CheckResult[], rules: GateRules, baseline?: Baseline): Round {
  const sorted = { bad: [] as CheckResult[], undetermined: [] as CheckResult[] };
  const stillBad: CheckResult[] = [];
  const fixed: CheckResult[] = [];
  for (const result of results) {
    const kind = kindOf(result.state, rules);
    const before = baseline?.checks[keyOfResult(result)];
    const beforeState = before && toState(before.state);
    if (kind === "good") {
      if (beforeState && kindOf(beforeState, rules) !== "good") fixed.push(result);
    } else if (beforeState && compareStates(result.state, beforeState) >= 0) stillBad.push(result);
    else sorted[kind].push(result);
  }
  const now = new Set(results.map(keyOfResult));
  const gone = Object.keys(baseline?.checks ?? {}).filter((key) => !now.has(key));
  const round = { ...sorted, stillBad, fixed, gone };
  return { ...decide(round, results, rules), ...round };
}

function decide(
  { bad, undetermined, stillBad, gone }: Omit<Round, "verdict" | "why">,
  results: readonly CheckResult[],
  rules: GateRules,
): { verdict: Verdict; why: string } {
  const checks = results.length;
  const allowed = allowedBad(rules.budget, checks);
  const within = allowed > 0 ? `, ${allowed} allowed` : "";
  if (checks === 0) return { verdict: "inconclusive", why: "no check was made" };
  if (bad.length > allowed)
    return {
      verdict: "fail",
      why: `${bad.length} of ${count(checks)} ${bad.length === 1 ? "is" : "are"} bad${within}`,
    };
  if (gone.length > 0)
    return {
      verdict: "inconclusive",
      why: `${count(gone.length)} of the baseline ${gone.length === 1 ? "was" : "were"} not made`,
    };
  // A baseline excuses what is no worse, but where nothing was seen on either side nothing is shown to be well.
  if (results.every(({ state }) => kindOf(state, rules) === "undetermined"))
    return { verdict: "inconclusive", why: `none of ${count(checks)} could be determined` };
  if (bad.length + undetermined.length > allowed) {
    return {
      verdict: "inconclusive",
      why: `${undetermined.length} of ${count(checks)} could not be determined${within}`,
    };
  }
  const before = stillBad.length > 0 ? `, ${stillBad.length} still bad, as before` : "";
  const why = `${count(checks)}, ${bad.length + undetermined.length} ${stillBad.length > 0 ? "worse" : "not good"}${within}${before}`;
  return { verdict: "pass", why };
}

function count(checks: number): string {
  return checks === 1 ? "1 check" : `${checks} checks`;
}

function kindOf(state: State, rules: GateRules): Kind {
  if (state === "UNKNOWN" || state === "UNREACHABLE") return "undetermined";
  return state === "CRITICAL" || (state === "WARNING" && rules.failOn === "warning") ? "bad" : "good";
}

/** A baseline is a file that someone may have edited: what is no state excuses nothing. */
function toState(text: string): State {
  const known: readonly State[] = ["OK", "WARNING", "CRITICAL", "UNKNOWN", "UNREACHABLE"];
  return known.find((state) => state === text) ?? "OK";
}
