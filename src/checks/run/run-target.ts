import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import type { Host } from "../../inventory/model.js";
import type { CheckResult, PlannedCheck, Target } from "../contract.js";
import { cancelledError, unknownVerdict } from "./failure.js";
import { runAttempts } from "./run-attempts.js";
import { runLevels } from "./run-levels.js";
import { runProbe } from "./run-probe.js";
import { runShell, shellType } from "./run-shell.js";
import type { RunSurroundings } from "./surroundings.js";
import { toResult } from "./to-result.js";

/** Makes all checks of one target: the shell checks in one session, the probes beside it. Never rejects. */
export async function runTarget(
  target: Target,
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
): Promise<CheckResult[]> {
  if (run.signal.aborted) return cancelAll(checks, run);
  const timeoutMs = target.kind === "host" ? target.host.timeoutMs : undefined;
  const bound = boundedSignal(run.signal, timeoutMs);
  try {
    return await runLevels(checks, run.now, (ready) =>
      runAttempts(ready, bound.signal, (due) => runOnce(target, due, run, bound.signal)),
    );
  } finally {
    bound.release();
  }
}

async function runOnce(
  target: Target,
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const work = [...shellWork(target, checks, run, signal), ...probeWork(checks, run, signal)];
  return (await Promise.all(work)).flat();
}

function probeWork(
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<CheckResult[]>[] {
  const limit = pLimit(run.probesPerTarget);
  return checks
    .filter((check) => check.type.kind === "probe")
    .map((check) => limit(async () => [await runProbe(check, run, signal)]));
}

/** One session for what runs there, and one on this machine for what runs here. */
function shellWork(
  target: Target,
  checks: readonly PlannedCheck[],
  run: RunSurroundings,
  signal: AbortSignal,
): Promise<CheckResult[]>[] {
  const shellChecks = checks.filter((check) => check.type.kind === "shell");
  const here = shellChecks.filter((check) => shellType(check).script(check.options).local === true);
  const there = shellChecks.filter((check) => !here.includes(check));
  const work: Promise<CheckResult[]>[] = [];
  if (there.length > 0 && target.kind === "host") work.push(runShell(target.host, there, run, signal));
  if (here.length > 0) work.push(runShell(thisMachine(target), here, run, signal));
  return work;
}

/** The host that stands for this machine when a check of `target` runs here. */
function thisMachine(target: Target): Host {
  if (target.kind === "host") return { ...target.host, connection: "local" };
  return {
    name: target.service.name,
    address: "localhost",
    groups: [],
    tags: [],
    parents: [],
    dependsOn: [],
    connection: "local",
    ssh: {
      identity: [],
      identitiesOnly: false,
      jump: [],
      hostKey: "strict",
      knownHosts: [],
      transport: "ssh2",
      legacy: false,
      connectTimeoutMs: 10_000,
      keepaliveMs: 15_000,
    },
    asset: {},
    vars: {},
    position: target.service.position,
    origins: new Map(),
  };
}

function cancelAll(checks: readonly PlannedCheck[], run: RunSurroundings): CheckResult[] {
  const verdict = unknownVerdict(cancelledError(run.signal.reason));
  return checks.map((check) => toResult(check, verdict, run.now(), 0));
}

/** The run's signal, or the host's own time, whichever comes first. */
function boundedSignal(
  outer: AbortSignal,
  timeoutMs: number | undefined,
): { signal: AbortSignal; release: () => void } {
  if (timeoutMs === undefined) return { signal: outer, release: () => {} };
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const onOuter = (): void => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort("the host's `timeout` is up"), timeoutMs);
  outer.addEventListener("abort", onOuter, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer.removeEventListener("abort", onOuter);
    },
  };
}
