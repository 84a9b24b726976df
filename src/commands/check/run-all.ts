import { runChecks, type CheckResult } from "../../checks/index.js";
import type { CommandContext } from "../../cli/context/context.js";
import { createProgress } from "../../terminal/progress.js";
import type { ChosenChecks } from "./choose.js";

const defaultForks = 50;
const probesPerTarget = 8;

/** Makes the chosen checks once, within `--timeout` or the inventory's own bound. */
export async function runAll(
  context: CommandContext,
  { checks, inventory }: ChosenChecks,
  showProgress: boolean,
): Promise<CheckResult[]> {
  const { global, terminal, signal } = context;
  const progress = createProgress(terminal, showProgress);
  const counts = { done: 0, wrong: 0 };
  const run = withRunTimeout(
    signal,
    global.timeoutMs === undefined ? inventory.settings.runTimeoutMs : undefined,
  );
  try {
    return await runChecks(checks, {
      ports: await context.ports(inventory),
      now: context.now,
      signal: run.signal,
      forks: global.forks ?? inventory.settings.forks ?? defaultForks,
      probesPerTarget,
      hosts: inventory.hosts,
      uplink: inventory.settings.uplink,
      onResult(result) {
        counts.done += 1;
        if (result.state !== "OK") counts.wrong += 1;
        progress.update(`checked ${counts.done} of ${checks.length}, ${counts.wrong} not OK`);
      },
    });
  } finally {
    run.release();
    progress.clear();
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
