import type { CheckResult, DerivedCheckType, PlannedCheck, Verdict } from "../contract.js";
import { matchesReference } from "../reference.js";
import { toCheckError, unknownVerdict } from "./failure.js";
import type { RunSurroundings } from "./surroundings.js";
import { toResult } from "./to-result.js";

/** Adds the results of checks that look at the results of others. */
export function withDerived(
  checks: readonly PlannedCheck[],
  results: readonly CheckResult[],
  run: RunSurroundings,
): CheckResult[] {
  const resultsOf = (reference: string): CheckResult[] =>
    results.filter((result) => matchesReference(reference, targetOf(result), result.check));
  const derived = checks.flatMap((check): CheckResult[] => {
    const { type } = check;
    return type.kind === "derived" ? [derive(check, type, resultsOf, run)] : [];
  });
  return [...results, ...derived];
}

function derive(
  check: PlannedCheck,
  type: DerivedCheckType<unknown>,
  resultsOf: (reference: string) => CheckResult[],
  run: RunSurroundings,
): CheckResult {
  const result = toResult(check, judge(check, type, resultsOf), run.now(), 0);
  const seen = type.references(check.options).flatMap(resultsOf);
  run.onEvidence?.(check, {
    observation: seen.map(({ host, service, check: id, state }) => ({ host, service, check: id, state })),
  });
  run.onResult?.(result);
  return result;
}

function judge(
  check: PlannedCheck,
  type: DerivedCheckType<unknown>,
  resultsOf: (reference: string) => CheckResult[],
): Verdict {
  try {
    return type.evaluate(check.options, resultsOf);
  } catch (thrown) {
    return unknownVerdict(toCheckError(thrown));
  }
}

function targetOf({ host, service }: CheckResult): string {
  return host ?? `service:${service ?? ""}`;
}
