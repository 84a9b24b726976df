import type { CheckResult } from "../checks/index.js";
import type { Baseline } from "./baseline.js";
import { findSlower, type Slower } from "./compare-times.js";
import { decideGate, noProgress, type GateProgress } from "./decide.js";
import { judgeRound, type Round, type Verdict } from "./judge-round.js";
import type { GateRules } from "./rules.js";

export interface GateSurroundings {
  /** Makes all checks once. */
  readonly makeRound: () => Promise<readonly CheckResult[]>;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly onRound?: (number: number, round: Round) => void;
}

export interface GateResult {
  readonly verdict: Verdict;
  readonly why: string;
  readonly rounds: readonly (readonly CheckResult[])[];
  readonly last: Round;
  readonly slower: readonly Slower[];
  /** Checks whose response times could not be compared for want of samples. */
  readonly tooFew: readonly string[];
}

/** Makes rounds until the rules give a verdict. A run that is stopped is inconclusive. */
export async function runGate(
  rules: GateRules,
  around: GateSurroundings,
  baseline?: Baseline,
): Promise<GateResult> {
  const began = around.clock();
  const rounds: (readonly CheckResult[])[] = [];
  let progress: GateProgress = noProgress;
  for (;;) {
    const results = await around.makeRound();
    const last = judgeRound(results, rules, baseline);
    rounds.push(results);
    around.onRound?.(rounds.length, last);
    const stopped = around.signal.aborted;
    const step = decideGate(progress, { ...last, elapsedMs: around.clock() - began }, rules);
    if (stopped)
      return finish({ verdict: "inconclusive", why: "the gate was stopped" }, rounds, last, rules, baseline);
    if (step.done) return finish(step, rounds, last, rules, baseline);
    progress = step.progress;
    await around.pause(rules.intervalMs, around.signal);
  }
}

function finish(
  { verdict, why }: { verdict: Verdict; why: string },
  rounds: readonly (readonly CheckResult[])[],
  last: Round,
  rules: GateRules,
  baseline: Baseline | undefined,
): GateResult {
  if (!baseline || rules.latencyFactor === undefined)
    return { verdict, why, rounds, last, slower: [], tooFew: [] };
  const { slower, tooFew } = findSlower(rounds, baseline, rules.latencyFactor);
  if (verdict !== "pass" || slower.length === 0) return { verdict, why, rounds, last, slower, tooFew };
  return {
    verdict: "fail",
    why: `${slower.length} checks answer slower than before`,
    rounds,
    last,
    slower,
    tooFew,
  };
}
