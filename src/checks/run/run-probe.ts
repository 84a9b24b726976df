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
  const key = `${check.target.kind === "host" ? "" : "service:"}${check.targetName}/${check.id}`;
  const position = run.positions?.before.get(key);
  try {
    // A try that found something is worth nothing once another one is made.
    run.positions?.after.delete(key);
    const observation = await within(check.timeoutMs, signal, (inner) =>
      type.observe(check.options, {
        target: check.target,
        ports: run.ports,
        timeoutMs: check.timeoutMs,
        signal: inner,
        now: run.now,
        ...(position !== undefined && { position }),
      }),
    );
    run.onEvidence?.(check, { observation });
    const verdict = type.evaluate(check.options, observation);
    if (verdict.position !== undefined) run.positions?.after.set(key, verdict.position);
    return verdict;
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
