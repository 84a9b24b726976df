import {
  runChecks,
  type CheckResult,
  type Evidence,
  type PlannedCheck,
  type Positions,
} from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import type { Ports } from "../../ports/index.js";
import type { ChosenChecks } from "./choose.js";

const defaultForks = 50;
const probesPerTarget = 8;

interface RoundOptions {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  readonly positions?: Positions;
  readonly onResult?: (result: CheckResult) => void;
  readonly onEvidence?: (check: PlannedCheck, evidence: Evidence) => void;
}

/** Makes the chosen checks once, within `--timeout` or the inventory's own bound. */
export async function runRound(
  context: CommandContext,
  { checks, inventory }: ChosenChecks,
  options: RoundOptions,
): Promise<CheckResult[]> {
  const { global } = context;
  const limitMs = global.timeoutMs === undefined ? inventory.settings.runTimeoutMs : undefined;
  const run = withRunTimeout(options.signal, limitMs);
  try {
    return await runChecks(checks, {
      ...options,
      now: context.now,
      signal: run.signal,
      forks: global.forks ?? inventory.settings.forks ?? defaultForks,
      probesPerTarget,
      hosts: inventory.hosts,
      uplink: inventory.settings.uplink,
    });
  } finally {
    run.release();
  }
}

/** `--timeout` is already in the signal; the inventory's own bound is added where the flag is absent. */
function withRunTimeout(
  outer: AbortSignal,
  timeoutMs: number | undefined,
): { signal: AbortSignal; release: () => void } {
  if (timeoutMs === undefined) return { signal: outer, release() {} };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort("time is up"), timeoutMs);
  const onOuter = (): void => controller.abort(outer.reason);
  if (outer.aborted) onOuter();
  outer.addEventListener("abort", onOuter, { once: true });
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer.removeEventListener("abort", onOuter);
    },
  };
}
