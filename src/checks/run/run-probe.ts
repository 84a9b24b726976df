import type { AnyCheckType, CheckResult, PlannedCheck, ProbeCheckType, Verdict } from "../contract.js";
import { toCheckError, unknownVerdict } from "./failure.js";
import type { RunSurroundings } from "./surroundings.js";
import { toResult } from "./to-result.js";
import { within } from "./within.js";

/** Makes one probe check; never rejects. */
export async function runProbe(
  check: PlannedCheck,
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<CheckResult> {
  const startedAt = run.now();
  const started = performance.now();
  const verdict = await decide(check, probeOf(check.type), run, signal);
  return toResult(check, verdict, startedAt, performance.now() - started);
}

async function decide(
  check: PlannedCheck,
  type: ProbeCheckType<unknown, unknown>,
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const observation = await within(check.timeoutMs, signal, (inner) =>
      type.observe(check.options, {
        target: check.target,
        ports: run.ports,
        timeoutMs: check.timeoutMs,
        signal: inner,
        now: run.now,
      }),
    );
    run.onEvidence?.(check, { observation });
    return type.evaluate(check.options, observation);
  } catch (thrown) {
    const error = toCheckError(thrown);
    if (error.kind === "CANCELLED" || error.kind === "BUG" || !type.failed) return unknownVerdict(error);
    return type.failed(check.options, error);
  }
}

function probeOf(type: AnyCheckType): ProbeCheckType<unknown, unknown> {
  if (type.kind === "probe") return type;
  throw new TypeError(`${type.name} is no probe`);
}
